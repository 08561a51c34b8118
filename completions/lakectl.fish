# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_lakectl_global_optspecs
    string join \n local= profile= env= region= endpoint-url= as= o/output= select= q/quiet v/verbose no-input h/help V/version
end

function __fish_lakectl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_lakectl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_lakectl_using_subcommand
    set -l cmd (__fish_lakectl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c lakectl -n "__fish_lakectl_needs_command" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_needs_command" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_needs_command" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_needs_command" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_needs_command" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_needs_command" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_needs_command" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_needs_command" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_needs_command" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_needs_command" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_needs_command" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_needs_command" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "access" -d 'Who may do what'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "admin" -d 'Administrators of the data lake'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "alarm" -d 'Alarms: what watches the lake'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "bucket" -d 'Buckets: the zones of the lake'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "cost" -d 'What the lake costs'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "crawler" -d 'Crawlers: what finds the tables in the lake\'s objects'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "db" -d 'Databases of the catalog'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "filter" -d 'Row and cell filters'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "governance" -d 'From IAM\'s default, under which no grant restricts anybody, to grants that are enforced'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "grant" -d 'Grant permissions on a database, table, columns, rows, tags or a location to principals'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "revoke" -d 'Revoke permissions from a principal; what is not granted is no error'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "job" -d 'Jobs: scripts that work on the lake'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "lifecycle" -d 'Lifecycle rules of buckets: what moves and what goes, and when'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "location" -d 'Places in S3 whose access Lake Formation manages'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "logs" -d 'Logs: what jobs, crawlers and everything else have written'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "metric" -d 'Metrics: what the lake and its pipelines measure'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "partition" -d 'Partitions of tables, and their folders'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "policy" -d 'IAM documents for the roles of this lake'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "registry" -d 'Registries of schemas'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "schema" -d 'Schemas: what events look like, and whether a new version fits the old ones'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "table" -d 'Tables of the catalog'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "tag" -d 'LF-tags: what carries them, and what they open'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "query" -d 'Run a SQL statement and show its rows'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "queries" -d 'Queries that were run, and those that run'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "workgroup" -d 'Workgroups: what the queries of a team share'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "completions" -d 'Print a shell\'s completion script'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "ingest" -d 'Put files into the raw zone: checked, compressed, laid out by source and day'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "init" -d 'Write a lake.toml to begin with, and the files that it names'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "plan" -d 'Show what would make the lake what lake.toml says; nothing is changed'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "apply" -d 'Make the lake what lake.toml says: shown, asked, done in the order of what needs what, and looked at again'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "drift" -d 'Say whether the lake is still what lake.toml says'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "export" -d 'Write a lake that is there, or a part of it, as lake.toml and schema files'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "destroy" -d 'Remove everything that lake.toml names; objects stay, and a bucket that holds some is not removed'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "doctor" -d 'Look for what is wrong with the lake, and say how to mend it'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "demo" -d 'Build a whole lake, with real data, by the real commands: no account needed'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "local" -d 'The local lake itself: serve it to other programs, look at it, empty it, set its clock'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "man" -d 'Write the manual pages'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "status" -d 'The lake at a glance'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "version" -d 'Say which lakectl this is and what it was built with'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -f -a "audit" -d 'Look for what is wrong with who may do what, the worst first'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -f -a "explain" -d 'Say whether a principal may do something, and why: layer by layer, with the grant that decides'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -f -a "list" -d 'List grants: all, those on a resource, or those of a principal'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -f -a "matrix" -d 'Show principals by tables, or by the columns of one table: who may how much'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -f -a "show" -d 'Show effective rights, of a principal or on a resource, each with where it comes from'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from audit explain list matrix show test" -f -a "test" -d 'Check expectations of access: on the local lake by really trying, on AWS by what explains it'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -l least -d 'Leave out what is less bad' -r -f -a "low\t'Everything'
medium\t'What is worth mending'
high\t'Only what is open to more than was meant'"
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -l pii-tag -d 'The LF-tag that marks personal data; `none`, `no`, `false` and `public` are its values for what is none' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -l principals -d 'A file with the ARNs of the principals that there are, as JSON or one on a line: grants to others are found' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from audit" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l on -d 'db, db.table, db.* for every table, s3://bucket/prefix, zone:path, tag:EXPR, tag-db:EXPR, tag-key:KEY, or catalog' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l principal -d 'An ARN, role/NAME, user/NAME, an account or `IAM_ALLOWED_PRINCIPALS`' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -l on -d 'A database for its tables, or a table for its columns; every table when it is not given' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -l html -d 'Write one HTML page'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from matrix" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -l principal -d 'An ARN, role/NAME, user/NAME or an account' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -l on -d 'db, db.table, s3://bucket/prefix, or catalog' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -s f -l file -d 'The file with the expectations' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -f -a "add" -d 'Make a principal an administrator of the data lake'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -f -a "list" -d 'List the administrators'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -f -a "remove" -d 'Take a principal off the administrators'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -l read-only -d 'It may see everything, and change nothing'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -l read-only -d 'It is one of those who may see everything, and change nothing'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "create" -d 'Create an alarm, or bring the one that is there to the same state'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "list" -d 'List the alarms and their states'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "show" -d 'Show an alarm, its state and what happened to it'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "history" -d 'List what happened to an alarm, newest first'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "test" -d 'Put an alarm into a state and back, to try what it tells'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "enable" -d 'Let an alarm tell again when it goes off'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "disable" -d 'Let an alarm watch without telling'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "delete" -d 'Delete an alarm'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "recipes" -d 'List the recipes of `alarm create`, or show one'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l recipe -d 'What to watch, by a recipe' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l target -d 'What the recipe is about: a workgroup, a bucket, a job, …' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l any -d 'Go off when any of these alarms does' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l all -d 'Go off when all of these alarms do' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l namespace -d 'The metric\'s namespace' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l metric -d 'The metric\'s name' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l dimension -d 'A dimension of the metric, or a parameter of the recipe: name=value' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l statistic -d 'Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p95 [default: Average]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l threshold -d 'The line; for a recipe in the recipe\'s own unit' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l comparison -d 'How values stand to the line when it goes off: >, >=, < or <= [default: >]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l period -d 'How long a period is [default: 5m]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l periods -d 'How many periods are looked at' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l datapoints -d 'How many of them must be past the line [default: all]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l missing-data -d 'What a period without data counts as: missing, ignore, breaching, notBreaching' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l wall-clock -d 'Count periods by the clock of a time zone, so that a day is a day' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l action -d 'What is told when it goes off, by ARN' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l tag -d 'A tag of the alarm' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l price-per-tb -d 'What a terabyte scanned costs, for the recipe athena-scan-cost' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l switch-on -d 'Switch on what the recipe needs, in the same plan: metrics of the workgroup, an argument of the job'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l state -d 'Only those in this state: OK, ALARM or INSUFFICIENT_DATA' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from history" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -l state -d 'The state: OK, ALARM or INSUFFICIENT_DATA' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -l keep -d 'Leave it in the state until its next evaluation'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from disable" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from recipes" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -f -a "create" -d 'Create a bucket that passes a security review, or bring the one that is there to that state'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -f -a "list" -d 'List the account\'s buckets'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -f -a "show" -d 'Show a bucket: its security, its lifecycle, what is in it'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -f -a "size" -d 'Add up what takes room in a bucket and what it costs'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -f -a "empty" -d 'Delete everything in a bucket: objects, versions, markers, unfinished uploads'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list show size empty delete" -f -a "delete" -d 'Delete an empty bucket'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l name -d 'The bucket\'s name, any that S3 takes; the same as NAME' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l zone -d 'What the bucket is for: raw, processed, curated, scripts, query-results, logs' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l kms-key -d 'Encrypt with this key, by its full ARN, in place of S3\'s own keys' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l tag -d 'A tag that the bucket must have; can be repeated' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l log-bucket -d 'The bucket that keeps the access logs, in place of the one of the zone `logs`' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l notify -d 'Who hears of new objects: `eventbridge`, the ARN of a queue, topic or function, or `none`' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l replicate-to -d 'Copy new objects to this bucket, which keeps versions too' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l replication-role -d 'The role that S3 copies with, by its ARN' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l replica-kms-key -d 'The key that copies are encrypted with, by its ARN' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -l no-contents -d 'Do not list what is in the bucket, which takes a call for every thousand objects'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -l prefix -d 'Only keys that begin so' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -l by -d 'What the parts are told apart by' -r -f -a "class\t'Storage class'
prefix\t'The next part of the key, up to a slash'
age\t'Days since it was written'"
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from size" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -l prefix -d 'Only keys that begin so' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -l confirm -d 'The name of what is lost, in place of typing it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -l dry-run -d 'Show what would be lost and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from empty" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -l confirm -d 'The name of what is lost, in place of typing it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be lost and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and not __fish_seen_subcommand_from estimate" -f -a "estimate" -d 'Estimate what the lake costs: storage, queries, jobs, crawlers, alarms and metrics'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -l since -d 'What was done in this time counts' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -l prices -d 'A file of prices in place of the list that lakectl comes with; `--show-prices` prints that list as a pattern' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -l no-storage -d 'Leave out what objects cost'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -l show-prices -d 'Print the list of prices, and estimate nothing'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand cost; and __fish_seen_subcommand_from estimate" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -f -a "create" -d 'Create a crawler, or bring the one that is there to the same state'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -f -a "run" -d 'Run a crawler and show what it changed'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -f -a "preview" -d 'Show what a crawl would find, by reading samples here; nothing is written'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -f -a "schedule" -d 'Let a crawler start by itself: by the clock, or after jobs and other crawlers'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -f -a "list" -d 'List the crawlers'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -f -a "show" -d 'Show a crawler and its last crawls'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -f -a "history" -d 'List the crawls of a crawler, newest first'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -f -a "stop" -d 'Stop the running crawl'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -f -a "delete" -d 'Delete a crawler and its history; its tables stay'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l database -d 'The database that its tables go to' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l target -d 'A place to look at, s3://… or zone:path; may be given several times' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l role -d 'The role that the crawler acts with: a name or an ARN [default of a new one: AWSGlueServiceRole-lake]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l exclude -d 'Objects to leave out, as a glob relative to the target; may be given several times' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l sample -d 'Read at most so many files of each leaf folder' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l table-prefix -d 'Put before the name of every table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l schedule -d 'When it runs by itself: cron(0 3 * * ? *)' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l classifier -d 'A classifier to try before the built-in ones; may be given several times' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l table-level -d 'The level of the folders that are tables; the bucket is level 1' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l on-change -d 'What to do with a table that differs from what was found' -r -f -a "update\t'Change the table'
merge\t'Change it, but never drop or retype a column'
log\t'Only say so in the log'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l on-delete -d 'What to do with a table whose objects are gone' -r -f -a "deprecate\t'Mark the table'
delete\t'Delete the table'
log\t'Only say so in the log'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l quoted-csv -d 'CSV files have a header, and fields in quotes: give their tables the reader that takes the quotes off'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l combine -d 'Make one table of all compatible schemas below a target'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l new-folders-only -d 'Look at new folders only; needs --on-change log --on-delete log'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -l timeout -d 'How long to wait' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -l no-wait -d 'Start the crawl and return'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from run" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l target -d 'A place to look at without a crawler, s3://… or zone:path; may be given several times' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l exclude -d 'Objects to leave out, as a glob relative to the target; may be given several times' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l sample -d 'Read at most so many files of each leaf folder' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l database -d 'The database whose tables are compared, in place of the crawler\'s' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l quoted-csv -d 'CSV files have a header, and fields in quotes'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l cron -d 'By the clock, in UTC: cron(minute hour day-of-month month day-of-week year)' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l after-crawler -d 'After this crawler; may be given several times, and then after all of them' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l after-job -d 'After this job; may be given several times, and then after all of them' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l on -d 'How that must have ended' -r -f -a "succeeded\t'Well'
failed\t'With an error'
stopped\t'Because somebody stopped it'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l off -d 'No longer by itself'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from schedule" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -l limit -d 'At most so many' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from history" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from stop" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -f -a "create" -d 'Create a database, or bring the one that is there to the same state'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -f -a "list" -d 'List the databases'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -f -a "show" -d 'Show a database and its tables'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and not __fish_seen_subcommand_from create list show delete" -f -a "delete" -d 'Delete a database with its tables; their objects stay'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -l location -d 'Where its tables are when they do not say' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -l confirm -d 'The name of what is lost, in place of typing it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be lost and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand db; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -f -a "create" -d 'Create a filter, or bring the one that is there to the same state'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -f -a "list" -d 'List the filters of a table, or of every table'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -f -a "show" -d 'Show a filter'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and not __fish_seen_subcommand_from create list show delete" -f -a "delete" -d 'Delete a filter, and the grants on it'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l on -d 'The table, as database.table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l rows -d 'The condition that rows satisfy, in SQL; every row when it is not given' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l columns -d 'These columns alone' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l exclude-columns -d 'All columns but these' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -l on -d 'The table, as database.table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -l on -d 'The table, as database.table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -l on -d 'The table, as database.table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand filter; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -f -a "show" -d 'Show how a database and its tables are governed'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -f -a "on" -d 'Let Lake Formation alone decide about a database, its tables and those to come'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -f -a "defaults" -d 'Show or set what the IAM default holds on new databases and tables'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -f -a "opt-in" -d 'Let Lake Formation decide about a principal on an object that is still open to others'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -f -a "opt-out" -d 'Take an opt-in back'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and not __fish_seen_subcommand_from show on defaults opt-in opt-out opt-ins" -f -a "opt-ins" -d 'List who is opted in, on what'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from on" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -l closed -d 'New databases and tables are governed by grants'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -l open -d 'New databases and tables are open to whoever IAM lets in'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from defaults" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -l on -d 'db, db.table, db.* or a place' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-in" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -l on -d 'db, db.table, db.* or a place' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-out" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand governance; and __fish_seen_subcommand_from opt-ins" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l on -d 'db, db.table, db.* for every table, s3://bucket/prefix, zone:path, tag:EXPR for tables and columns with LF-tags, tag-db:EXPR for databases, tag-key:KEY for a tag itself, or catalog' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l filter -d 'SELECT through this row and cell filter of the table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l rows -d 'SELECT on the rows that satisfy this condition, in SQL: through a filter that is made for it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l columns -d 'SELECT on these columns alone' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l exclude-columns -l except-columns -d 'SELECT on all columns but these' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -s f -l file -d 'Read grants from a file: .csv or .toml' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l to -d 'Who: an ARN, role/NAME, user/NAME or an account; several with commas' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l with-grant-option -d 'Let the principal grant it on'
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l enforce -d 'Let Lake Formation alone decide: take ALL of `IAM_ALLOWED_PRINCIPALS` on the resource away'
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -s y -l yes -d 'Do not ask; only --enforce asks, because it takes something away'
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l on -d 'db, db.table, db.* for every table, s3://bucket/prefix, zone:path, tag:EXPR for tables and columns with LF-tags, tag-db:EXPR for databases, tag-key:KEY for a tag itself, or catalog' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l filter -d 'SELECT through this row and cell filter of the table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l rows -d 'SELECT on the rows that satisfy this condition, in SQL: through a filter that is made for it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l columns -d 'SELECT on these columns alone' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l exclude-columns -l except-columns -d 'SELECT on all columns but these' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -s f -l file -d 'Read grants from a file: .csv or .toml' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l from -d 'Who: an ARN, role/NAME, user/NAME, an account or `IAM_ALLOWED_PRINCIPALS`; several with commas' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -f -a "create" -d 'Create a job, or bring the one that is there to the same state'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -f -a "run" -d 'Run a job and wait for its end, through its retries'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -f -a "list" -d 'List the jobs'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -f -a "show" -d 'Show a job and its newest runs'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -f -a "runs" -d 'List the runs of a job, newest first'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -f -a "logs" -d 'Print what a run has written'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -f -a "stop" -d 'Stop a run'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -f -a "schedule" -d 'Let a job start by itself: by the clock, or after crawlers and other jobs'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -f -a "bookmark" -d 'Show where a job has got to with its input, or make it begin from the start'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and not __fish_seen_subcommand_from create run list show runs logs stop schedule bookmark delete" -f -a "delete" -d 'Delete a job with its history'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l script -d 'Where the script is: s3://BUCKET/KEY, or a file here, with --upload-to' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l upload-to -d 'Where a script that is a file here goes: s3://BUCKET/KEY, or s3://BUCKET/PREFIX/' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l role -d 'The role that it runs as, by name or ARN' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l type -d 'What runs the script [default: pythonshell]' -r -f -a "pythonshell\t'Plain Python'
glueetl\t'Apache Spark'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l arg -d 'An argument of every run: name=value' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l retries -d 'How often a run that failed is repeated' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l timeout -d 'How many minutes a run may take' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l glue-version -d 'The version of the service\'s runtime' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l worker-type -d 'The kind of workers of a Spark job' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l workers -d 'How many workers a Spark job has' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l max-capacity -d 'The capacity of a Python job: 0.0625 or 1' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l max-concurrent-runs -d 'How many runs it may have at a time' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -l arg -d 'An argument of this run, over the job\'s own: name=value' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -l timeout -d 'How long to wait' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -l no-wait -d 'Start the run and return'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -l no-logs -d 'Do not show what the run writes while it is waited for'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from run" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from runs" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -l errors -d 'Only what came from standard error'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from logs" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from stop" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l cron -d 'By the clock, in UTC: cron(minute hour day-of-month month day-of-week year)' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l after-crawler -d 'After this crawler; may be given several times, and then after all of them' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l after-job -d 'After this job; may be given several times, and then after all of them' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l on -d 'How that must have ended' -r -f -a "succeeded\t'Well'
failed\t'With an error'
stopped\t'Because somebody stopped it'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l arg -d 'An argument of these runs, over the job\'s own: name=value' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l off -d 'No longer by itself'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from schedule" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -l reset -d 'Forget the bookmark: the next run reads everything again'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from bookmark" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand job; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -f -a "show" -d 'Show a bucket\'s rules, or one of them'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -f -a "add" -d 'Add rules; one that is there and says something else is an error'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -f -a "set" -d 'Add rules or replace those of the same ids; switch rules on and off'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -f -a "preview" -d 'Show what the rules will move and remove, and when, and what it saves or costs'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -f -a "remove" -d 'Remove rules by their ids'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and not __fish_seen_subcommand_from show add set preview remove templates" -f -a "templates" -d 'List the rules that come with lakectl'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l template -d 'A rule that comes with lakectl: see `lakectl lifecycle templates`' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l file -d 'Rules from a file in S3\'s own JSON, as the AWS CLI takes and gives it; `-` is stdin' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l id -d 'The rule\'s id, unique in the bucket' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l prefix -d 'Objects whose keys begin so' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l tag -d 'Objects with this tag; can be repeated, then all of them' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l larger-than -d 'Objects of more bytes than this' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l smaller-than -d 'Objects of fewer bytes than this' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l transition -d 'Move objects to a class, after days or on a date: 90d:GLACIER_IR, 2027-01-01:GLACIER; can be repeated' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l expire -d 'Objects expire, after days or on a date: 365d, 2027-01-01' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l noncurrent-transition -d 'Move old versions to a class, so many days after a newer one came: 30d:GLACIER_IR; can be repeated' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l noncurrent-expire -d 'Old versions expire, so many days after a newer one came: 30d' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l keep-newest -d 'How many of the newest old versions stay, whatever their age' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l abort-uploads -d 'Unfinished uploads end after days: 7d' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l expire-markers -d 'Delete markers go when they hide nothing any more'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l disabled -d 'Make the rule, and leave it switched off'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l template -d 'A rule that comes with lakectl: see `lakectl lifecycle templates`' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l file -d 'Rules from a file in S3\'s own JSON, as the AWS CLI takes and gives it; `-` is stdin' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l id -d 'The rule\'s id, unique in the bucket' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l prefix -d 'Objects whose keys begin so' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l tag -d 'Objects with this tag; can be repeated, then all of them' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l larger-than -d 'Objects of more bytes than this' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l smaller-than -d 'Objects of fewer bytes than this' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l transition -d 'Move objects to a class, after days or on a date: 90d:GLACIER_IR, 2027-01-01:GLACIER; can be repeated' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l expire -d 'Objects expire, after days or on a date: 365d, 2027-01-01' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l noncurrent-transition -d 'Move old versions to a class, so many days after a newer one came: 30d:GLACIER_IR; can be repeated' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l noncurrent-expire -d 'Old versions expire, so many days after a newer one came: 30d' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l keep-newest -d 'How many of the newest old versions stay, whatever their age' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l abort-uploads -d 'Unfinished uploads end after days: 7d' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l status -d 'Switch the rule of --id on or off and leave it as it is' -r -f -a "enabled\t'S3 follows the rule'
disabled\t'S3 leaves the rule out'"
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l minimum-object-size -d 'From which size on objects are moved by rules that say nothing of sizes: all_storage_classes_128K or varies_by_storage_class' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l expire-markers -d 'Delete markers go when they hide nothing any more'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l disabled -d 'Make the rule, and leave it switched off'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l replace-all -d 'Remove every rule that the file does not have'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from set" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l at -d 'Until this day, midnight UTC: 2027-06-01' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l in -d 'Until so long from now: 90d' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l under -d 'Only keys that begin so' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l template -d 'A rule that comes with lakectl: see `lakectl lifecycle templates`' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l file -d 'Rules from a file in S3\'s own JSON, as the AWS CLI takes and gives it; `-` is stdin' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l id -d 'The rule\'s id, unique in the bucket' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l prefix -d 'Objects whose keys begin so' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l tag -d 'Objects with this tag; can be repeated, then all of them' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l larger-than -d 'Objects of more bytes than this' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l smaller-than -d 'Objects of fewer bytes than this' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l transition -d 'Move objects to a class, after days or on a date: 90d:GLACIER_IR, 2027-01-01:GLACIER; can be repeated' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l expire -d 'Objects expire, after days or on a date: 365d, 2027-01-01' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l noncurrent-transition -d 'Move old versions to a class, so many days after a newer one came: 30d:GLACIER_IR; can be repeated' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l noncurrent-expire -d 'Old versions expire, so many days after a newer one came: 30d' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l keep-newest -d 'How many of the newest old versions stay, whatever their age' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l abort-uploads -d 'Unfinished uploads end after days: 7d' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l objects -d 'Each object, in place of the sums'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l expire-markers -d 'Delete markers go when they hide nothing any more'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l disabled -d 'Make the rule, and leave it switched off'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from preview" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand lifecycle; and __fish_seen_subcommand_from templates" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -f -a "register" -d 'Register a place, or bring the registration that is there to the same state'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -f -a "list" -d 'List the registered places'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -f -a "show" -d 'Show a registered place'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and not __fish_seen_subcommand_from register list show deregister" -f -a "deregister" -d 'Take a place out of Lake Formation\'s care'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -l role -d 'The role that reads and writes there: a name or an ARN; the service\'s own when it is not given' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -l hybrid -d 'Let principals that are not opted in keep what IAM lets them do'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from register" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand location; and __fish_seen_subcommand_from deregister" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and not __fish_seen_subcommand_from tail" -f -a "tail" -d 'Show the end of a log, and what comes'
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -l since -d 'How far to look back' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -l filter -d 'Only what the service\'s filter pattern lets through: ERROR, "two words", ?this ?that, -without' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -l stream -d 'Only streams whose names begin so' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -s f -l follow -d 'Show what comes, too, until Ctrl-C'
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand logs; and __fish_seen_subcommand_from tail" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -f -a "list" -d 'List the metrics that have data'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -f -a "get" -d 'Show a statistic of a metric over time'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -f -a "put" -d 'Put a value'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -l namespace -d 'Only those of this namespace' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -l metric -d 'Only those of this name' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -l dimension -d 'A dimension: name=value' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -l statistic -d 'Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p95' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -l period -d 'How long a period is' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -l since -d 'How far to look back' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -l dimension -d 'A dimension: name=value' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -l unit -d 'Count, Bytes, Seconds, Percent, …' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and __fish_seen_subcommand_from put" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -f -a "list" -d 'List the partitions of a table'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -f -a "sync" -d 'Add the partitions that the folders of a table have and the catalog has not'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -f -a "add" -d 'Add partitions by name'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and not __fish_seen_subcommand_from list sync add drop" -f -a "drop" -d 'Remove partitions from the catalog; their objects stay'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -l where -d 'Only partitions that this expression chooses: = <> < > <= >= AND OR IN BETWEEN LIKE NOT, over the partition keys' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -l limit -d 'At most so many' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l where -d 'Only partitions that this expression chooses, over the partition keys' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l layout -d 'How folders tell the values: hive (key=value/key=value), or a template like {year}/{month}/{day}' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l drop-dead -d 'Remove partitions whose folder has no objects any more'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l cascade -d 'Give partitions of an earlier state of the table its columns and format'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -s y -l yes -d 'Do not ask before partitions are removed'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from sync" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -l location -d 'Where the one partition lies, when it is not in its own folder below the table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -l layout -d 'How the folders below the table tell the values: hive, or a template like {year}/{month}/{day}' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -l where -d 'All partitions that this expression chooses, over the partition keys' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand partition; and __fish_seen_subcommand_from drop" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and not __fish_seen_subcommand_from show" -f -a "show" -d 'Show a role\'s least-privilege document for this lake'
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -l role -d 'Whose' -r -f -a "crawler\t'Reads objects, writes tables'
job\t'Reads raw data, writes what is processed'
analyst\t'Runs queries; reads what is granted'
admin\t'Administers the data lake'"
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -l trust -d 'Who may take the role on, in place of what it may do'
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand policy; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -f -a "create" -d 'Create a registry, or bring the one that is there to the same state'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -f -a "list" -d 'List the registries'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -f -a "show" -d 'Show a registry and its schemas'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -f -a "delete" -d 'Delete a registry with its schemas and all their versions'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -l confirm -d 'The name of what is lost, in place of typing it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be lost and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -f -a "check" -d 'Check definitions against older ones, in files, in a commit or in a registry; nothing is registered'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -f -a "register" -d 'Register a definition as a schema\'s next version, when it fits the versions before it'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -f -a "diff" -d 'Show what differs between two definitions, and what that means for their data'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -f -a "list" -d 'List schemas'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -f -a "show" -d 'Show a schema and the definition of a version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -f -a "versions" -d 'List the versions of a schema, those that failed included'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -f -a "set-compat" -d 'Change the compatibility mode of a schema'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -f -a "checkpoint" -d 'The version that new ones are checked against'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -f -a "validate" -d 'Hold the records of files against a schema'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -f -a "infer" -d 'Make a schema from data'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -f -a "bundle" -d 'Put a definition and the files it refers to into one'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and not __fish_seen_subcommand_from check register diff list show versions set-compat checkpoint validate infer bundle delete" -f -a "delete" -d 'Delete a schema with all its versions, or some of its versions'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l old -d 'A file with an older definition, the oldest first; a directory holds one for each schema, under the same name' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l dir -d 'A directory with the history: DIR/NAME/*, or files called NAME.v1.avsc, NAME.v2.avsc' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l against -d 'What to compare with: git:REF (the same path in a commit), git:REF:PATH, latest, checkpoint, all, or a version\'s number [default: what the mode asks for]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l registry -d 'The registry that has the older versions [default with --name: default-registry]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l name -d 'The schema in the registry [default: the file\'s name without its ending]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l format -d 'avro, json or protobuf, when a file\'s name does not tell' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l compatibility -d 'The compatibility mode, in place of the registered schema\'s own: none, disabled, backward, backward_all, forward, forward_all, full, full_all [default: backward]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l rules -d 'The profile of rules to judge by: glue, json-lenient, proto-wire, proto-wire-json, proto-file, semantic' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l report -d 'Write a report for other programs in place of the output format' -r -f -a "sarif\t'Static analysis results (SARIF 2.1.0), for code scanning'
github\t'Workflow commands that GitHub shows as annotations'
gitlab\t'GitLab\'s code quality report'
junit\t'JUnit XML: one test case per schema'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l baseline -d 'Breaks that are accepted: a TOML file of [[accept]] entries, each with rule, path, versions, reason and expires' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l fix -d 'Write the fixes that need no decision into the files'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l allow-unknown -d 'End with 0 when it cannot be told whether a schema is compatible'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l registry -d 'The registry' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l name -d 'The schema\'s name' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l format -d 'avro, json or protobuf, when the file\'s name does not tell' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l compatibility -d 'The compatibility mode of a new schema: none, disabled, backward, backward_all, forward, forward_all, full, full_all [default: backward]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l rules -d 'The profile of rules to check by: glue, json-lenient, proto-wire, proto-wire-json, proto-file, semantic' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l description -d 'What the schema is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l metadata -d 'A pair that the version keeps; 10 at most' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l tag -d 'A tag of the schema' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l timeout -d 'How long the registry may take to judge the version' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l create-registry -d 'Make the registry when it is not there'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l registry -d 'The registry of schemas that are named' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l format -d 'avro, json or protobuf, when a name does not tell' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l rules -d 'The profile of rules to judge by: glue, json-lenient, proto-wire, proto-wire-json, proto-file, semantic' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l exit-code -d 'End with 3 when the definitions differ in more than blanks'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -l registry -d 'Only those of this registry' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -l registry -d 'The registry' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -l version -d 'Which version, in place of the latest available one' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -l definition -d 'Only the definition, as it was registered'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -l registry -d 'The registry' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from versions" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l registry -d 'The registry' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l checkpoint -d 'The version that new ones are checked against [default: the latest available one]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l rules -d 'The profile of rules to look at the history by: glue, json-lenient, proto-wire, proto-wire-json, proto-file, semantic' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l force -d 'Set the mode although versions that are there do not fit it'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -f -a "show" -d 'Show the checkpoint of a schema'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -f -a "set" -d 'Move the checkpoint of a schema to another version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l schema -d 'The schema: a file, NAME or NAME@VERSION of a registry, or git:REF:PATH' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l registry -d 'The registry of a schema that is named' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l format -d 'avro or json, when the schema\'s name does not tell' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l show -d 'How many bad records to show of each file' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l document -d 'Each file is one record, whatever it looks like'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from validate" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -l from-table -d 'A table of the catalog in place of a file, as database.table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -l format -d 'The language of the schema: avro or json' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -l name -d 'The name of the record, or the title [default: that of the file or table]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -l document -d 'The whole file is one record'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from infer" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -s I -l include -d 'A directory in which imports are looked for [default: that of the file]' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -l format -d 'json or protobuf, when the file\'s name does not tell' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from bundle" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -l registry -d 'The registry' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -l versions -d 'Only these versions: 5, or 5-8; 25 at most' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -l confirm -d 'The name of what is lost, in place of typing it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be lost and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -f -a "create" -d 'Create a table over files, or bring the one that is there to the same state'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -f -a "list" -d 'List the tables of a database, or of all'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -f -a "show" -d 'Show a table: columns, partitions, size'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -f -a "search" -d 'Find tables by what their names, columns, comments and parameters say'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -f -a "history" -d 'List the versions of a table, newest first'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -f -a "rollback" -d 'Give a table the definition that it had in an earlier version; its objects and partitions stay'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -f -a "prune" -d 'Forget old versions of a table; the newest ones stay'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show search history rollback prune delete" -f -a "delete" -d 'Delete a table\'s definition; its objects stay'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l columns -d 'The columns with their types: \'id bigint, tags array<string>\'' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l from-schema -d 'Take the columns from a schema: a file, NAME or REGISTRY/NAME of a registry, with @VERSION for an older one, or git:REF:PATH' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l infer -d 'Take columns, partition keys, format and location from the files that are there, as a crawler would: s3://… or zone:path' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l location -d 'Where the files are: s3://bucket/prefix/ or zone:path' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l format -d 'The format of the files: parquet, orc, json, csv, avro or text' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l partitioned-by -d 'The partition keys with their types: \'year int, month int\'' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l projection -d 'Let queries work the partitions of a key out, without entries in the catalog: KEY=integer:MIN,MAX, KEY=enum:A,B, KEY=date:FROM,TO;format=yyyy-MM-dd or KEY=injected; once for each key' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l location-template -d 'Where projected partitions lie, when not in Hive\'s folders: s3://bucket/prefix/${year}/${month}/' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l delimiter -d 'CSV: the character between fields' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l comment -d 'What a column or partition key is for: COLUMN=TEXT' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l owner -d 'Who answers for it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l parameter -d 'A parameter of the table; others stay as they are' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l header -d 'CSV: the first line holds names'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l quoted -d 'CSV: fields may be in quotes'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -l ddl -d 'The statement that would make the table, instead'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -l measure -d 'Add up its objects however many there are; without it, up to 5,000 are looked at'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -s d -l database -l db -d 'Only tables of this database' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -l limit -d 'At most so many versions' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -l diff -d 'Show what each version changed'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from history" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from rollback" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -l keep -d 'How many versions stay, the current one among them' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from prune" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -l confirm -d 'The name of what is lost, in place of typing it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be lost and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -f -a "create" -d 'Create a tag, or add the values that it lacks'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -f -a "list" -d 'List the tags and their values'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -f -a "values" -d 'Show the values of a tag, add some, take some away'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -f -a "assign" -d 'Assign tags to a database, a table, columns, or all columns but some'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -f -a "unassign" -d 'Take tags off a database, a table or columns'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -f -a "show" -d 'Show the tags of a database or table and its columns, each with where it was assigned'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -f -a "expand" -d 'Show what an expression of tags matches today'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -f -a "preview" -d 'Show what a change of tags would open and close, and change nothing'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -f -a "suggest" -d 'Look for personal data in a sample of a table, and propose tags for it'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and not __fish_seen_subcommand_from create list values assign unassign show expand preview suggest delete" -f -a "delete" -d 'Delete a tag; it leaves whatever carries it, and the grants that name it go'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -l add -d 'Values to add' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -l remove -d 'Values to take away' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from values" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -l on -d 'The database or table: db or db.table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -l columns -d 'These columns of the table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -l all-but -d 'All columns of the table, those of today, but these' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from assign" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -l on -d 'The database or table: db or db.table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -l columns -d 'These columns of the table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -l all-but -d 'All columns of the table, those of today, but these' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from unassign" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from expand" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -l remove -d 'The keys that would be taken off' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -l on -d 'The database or table: db or db.table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -l columns -d 'These columns of the table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -l all-but -d 'All columns of the table, those of today, but these' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from preview" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l rows -d 'How many rows to look at' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l key -d 'The key of the tag to propose; its values are the kinds' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l workgroup -d 'The workgroup of the query' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l confidence -d 'The least confidence to assign, from 0 to 1' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l apply -d 'Assign what is proposed, with the tag and its values made where they are missing'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l dry-run -d 'Show what would be assigned and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from suggest" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand tag; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s f -l file -d 'Read the statements from a file; `-` is stdin' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s d -l database -l db -d 'The database of names without one' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l catalog -d 'The data catalog' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l workgroup -d 'The workgroup to run in' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l output-location -d 'Where the result goes: s3://BUCKET/PREFIX/' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l parameter -l param -d 'The value of the next `?`, as a SQL literal: 7, 1.5, \'text\', DATE \'2026-01-31\'; or of `:NAME`, as NAME=LITERAL; repeat it for each' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l reuse -d 'Take the result of an earlier run of the same statement when it is no older' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l timeout -d 'How long to wait for the query [default: 30m]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l explain -d 'Have the service explain the statements; nothing is scanned' -r -f -a "logical\t'The plan'
distributed\t'The plan in its stages'
validate\t'Whether the statement is valid, as the service sees it'
io\t'The tables that are read'"
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l max-scan -d 'Estimate the scan first, and refuse (exit 11) or ask when it is more: 10GB, 1TiB; lake.toml may set a default' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l budget -d 'Run no further statement once all of them together would cost more: 5USD' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l limit -d 'Show no more rows, and ask for no more' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l to -d 'Write the rows to FILE.csv, .json, .jsonl, .parquet or .arrow, with their types' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l fetch -d 'Where rows come from' -r -f -a "fastest\t'Small results by the API, large ones from their object in ranges side by side'
pages\t'The API, a thousand rows a call'
object\t'The result\'s object'"
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l no-wait -d 'Start the query, print its id and return'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l keep-going -d 'Of several statements, run the rest when one fails'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l check -d 'Run nothing: read the statements and look their names up in the catalog'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l estimate -d 'Run nothing: say what the statements would scan and cost'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l no-max-scan -d 'No limit on the scan, whatever lake.toml says'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l allow-write -d 'Run statements that change something although lake.toml says read_only = true'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l footers -d 'In estimates, read the footers of Parquet files and count only the columns that are needed'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l csv-safe -d 'In CSV and TSV, disarm texts that spreadsheets would run as formulas: a \' before = + - @'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l upright -d 'In tables, one line per value; without it that is done when the rows are wider than the terminal'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -f -a "list" -d 'List the newest queries of a workgroup'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -f -a "show" -d 'Show a query: state, cost, times, failure'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -f -a "cancel" -d 'Stop queries that run or wait'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -f -a "results" -d 'Show the rows of a query, waiting for it while it runs'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l workgroup -d 'The workgroup; the primary one when none is given' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l state -d 'Only queries in this state' -r -f -a "queued\t''
running\t''
succeeded\t''
failed\t''
cancelled\t''"
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l search -d 'Only queries whose text holds this, in any case' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l limit -d 'Look at no more than the newest N' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l totals -d 'Sums in place of the queries: how many in each state, what they scanned and cost'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from cancel" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l timeout -d 'How long to wait for the query' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l limit -d 'Show no more rows, and ask for no more' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l to -d 'Write the rows to FILE.csv, .json, .jsonl, .parquet or .arrow, with their types' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l fetch -d 'Where rows come from' -r -f -a "fastest\t'Small results by the API, large ones from their object in ranges side by side'
pages\t'The API, a thousand rows a call'
object\t'The result\'s object'"
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l csv-safe -d 'In CSV and TSV, disarm texts that spreadsheets would run as formulas: a \' before = + - @'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l upright -d 'In tables, one line per value; without it that is done when the rows are wider than the terminal'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -f -a "create" -d 'Create a workgroup, or bring the one that is there to the same settings'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -f -a "list" -d 'List the workgroups'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -f -a "show" -d 'Show a workgroup'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -f -a "set" -d 'Change settings of a workgroup; what is not said stays'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -f -a "suggest" -d 'Suggest a scan limit from what the workgroup\'s queries scanned'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set suggest delete" -f -a "delete" -d 'Delete a workgroup'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l description -d 'What the workgroup is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l output-location -d 'Where results go: s3://BUCKET/PREFIX/' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l scan-limit -d 'The most that one query may scan, at least 10MB: 10GB, 1TiB' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l encryption -d 'How results are encrypted: SSE_S3, SSE_KMS:KEY or CSE_KMS:KEY' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l engine -d 'The engine version to run with: AUTO, or \'Athena engine version 3\'' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l tag -d 'A tag to have, KEY=VALUE; repeat it for each; others stay' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l enforce -d 'These settings win over those of a query'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l no-enforce -d 'A query may say otherwise'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l metrics -d 'Publish metrics of the queries'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l no-metrics -d 'Publish no metrics'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l description -d 'What the workgroup is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l output-location -d 'Where results go: s3://BUCKET/PREFIX/' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l scan-limit -d 'The most that one query may scan, at least 10MB: 10GB, 1TiB' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l encryption -d 'How results are encrypted: SSE_S3, SSE_KMS:KEY or CSE_KMS:KEY' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l engine -d 'The engine version to run with: AUTO, or \'Athena engine version 3\'' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l tag -d 'A tag to have, KEY=VALUE; repeat it for each; others stay' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l enforce -d 'These settings win over those of a query'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l no-enforce -d 'A query may say otherwise'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l metrics -d 'Publish metrics of the queries'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l no-metrics -d 'Publish no metrics'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l no-output-location -d 'Queries name the place of their results themselves'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l no-scan-limit -d 'A query may scan any amount'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l no-encryption -d 'Results are not encrypted by the service'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l enable -d 'Take queries'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l disable -d 'Take no queries'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -l last -d 'How many of the newest queries are looked at' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from suggest" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l confirm -d 'The name of what is lost, in place of typing it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l with-history -d 'Also when it holds saved queries or a history, which go with it'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be lost and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand completions" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l source -d 'What they come from: the first folder of their keys' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l bucket -d 'The bucket [default: the one tagged as the raw zone]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l date -d 'The day of the layout, as 2026-11-22 [default: today, UTC]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l format -d 'The format, in place of detecting it: csv, json, parquet, avro, orc, text, binary' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l schema -d 'What every record must fit: NAME or NAME@VERSION of a registry, a file, or git:REF:PATH' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l registry -d 'The registry of a schema that is named' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l reject-to -d 'Keep bad records in this folder and ingest the others' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l name -d 'The name of what comes from stdin' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l jobs -d 'How many files at once [default: twice the processors]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand ingest" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -l template -d 'reference, minimal, medallion or streaming [default: minimal]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -l name -d 'The lake\'s name, which its buckets\' names begin with [default: lake]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -l target -d 'Which lake the file is for when no flag says [default: local]' -r -f -a "local\t'The embedded lake in the directory .lake beside the file'
aws\t'AWS'"
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -l json-schema -d 'Print the JSON Schema of the file, by which editors complete it, and write nothing'
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand init" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -l out -d 'Write the plan to this file, for `lakectl apply FILE`' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -l exit-code -d 'End with exit code 3 when something would change'
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand plan" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -s y -l yes -d 'Do not ask'
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand apply" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand drift" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -l only -d 'Only these sections of the file: zones, workgroups, registries, schemas, databases, tables, crawlers, jobs, …' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -l database -d 'Only this database, with its tables, crawlers, filters and grants; can be repeated' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand export" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -l confirm -d 'The name of what is lost, in place of typing it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -l dry-run -d 'Show what would be lost and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand destroy" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l least -d 'The least severity that is told' -r -f -a "error\t'What does not work, or is open to others'
warning\t'And what will cost money, data or time'
note\t'And what could be better'"
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l area -d 'Only checks of this area: storage, catalog, work, access, watch; can be repeated' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l check -d 'Only this check; can be repeated' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l report -d 'Write a report for other programs in place of the output format' -r -f -a "sarif\t'Static analysis results (SARIF 2.1.0), for code scanning'
junit\t'JUnit XML: one test case per check'"
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l list -d 'List the checks and look at nothing'
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l fix -d 'Run the commands that mend without taking anything away, and look again'
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand doctor" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -f -a "serve" -d 'Serve the lake on 127.0.0.1, for boto3, the AWS CLI and any other AWS client'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -f -a "status" -d 'Show what is in the lake and who serves it'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -f -a "reset" -d 'Empty the lake; its keys and its clock stay'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -f -a "clock" -d 'Show or set the lake\'s clock: lifecycle rules and alarms can be tried a year ahead'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -f -a "credentials" -d 'Print the keys of the lake for other programs; with --as those of another principal'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials work" -f -a "work" -d 'Take up work that another lakectl hands over'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l port -d 'The port; 0 takes any free one' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l account -d 'The account of a new lake' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l allow-jobs -d 'Let job runs that are asked for over the port run their scripts: whoever reaches the port can run programs'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l allow-reset -d 'Let POST /_lake/reset empty the lake, for test suites'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l any-credentials -d 'Take any signature, as the root of the account, for test suites'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from serve" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -l confirm -d 'The name of what is lost, in place of typing it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -l dry-run -d 'Show what would be lost and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from reset" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -l set -d 'Set it to a time or a date: 2027-01-01T00:00:00Z, 2027-01-01' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -l advance -d 'Move it on: 30s, 5m, 2h, 90d; a `-` before it moves it back' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -l real -d 'Back to the real time'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from clock" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from credentials" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and __fish_seen_subcommand_from work" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand man" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand status" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -l env -d 'An environment of the lake\'s file: lake.NAME.toml over lake.toml [env: LAKE_ENV]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand version" -s V -l version -d 'Print version'
