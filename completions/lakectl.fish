# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_lakectl_global_optspecs
    string join \n local= profile= region= endpoint-url= as= o/output= select= q/quiet v/verbose no-input h/help V/version
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
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "crawler" -d 'Crawlers: what finds the tables in the lake\'s objects'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "db" -d 'Databases of the catalog'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "filter" -d 'Row and cell filters'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "grant" -d 'Grant permissions on a database, table, columns or location to a principal'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "revoke" -d 'Revoke permissions from a principal; what is not granted is no error'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "job" -d 'Jobs: scripts that work on the lake'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "lifecycle" -d 'Lifecycle rules of buckets: what moves and what goes, and when'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "location" -d 'Places in S3 whose access Lake Formation manages'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "metric" -d 'Metrics: what the lake and its pipelines measure'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "partition" -d 'Partitions of tables, and their folders'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "registry" -d 'Registries of schemas'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "schema" -d 'Schemas: what events look like, and whether a new version fits the old ones'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "table" -d 'Tables of the catalog'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "query" -d 'Run a SQL statement and show its rows'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "queries" -d 'Queries that were run, and those that run'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "workgroup" -d 'Workgroups: what the queries of a team share'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "completions" -d 'Print a shell\'s completion script'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "ingest" -d 'Put files into the raw zone: checked, compressed, laid out by source and day'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "demo" -d 'Build a whole lake, with real data, by the real commands: no account needed'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "local" -d 'The local lake itself: serve it to other programs, look at it, empty it, set its clock'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "man" -d 'Write the manual pages'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "status" -d 'The lake at a glance'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "version" -d 'Say which lakectl this is and what it was built with'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -f -a "explain" -d 'Say whether a principal may do something, and why: layer by layer, with the grant that decides'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and not __fish_seen_subcommand_from explain list" -f -a "list" -d 'List grants: all, those on a resource, or those of a principal'
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from explain" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l on -d 'db, db.table, db.* for every table, s3://bucket/prefix, or catalog' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l principal -d 'An ARN, role/NAME, user/NAME, an account or `IAM_ALLOWED_PRINCIPALS`' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand access; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand admin; and not __fish_seen_subcommand_from add list remove" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "test" -d 'Put an alarm into a state until its next evaluation, to try what it tells'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "enable" -d 'Let an alarm tell again when it goes off'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "disable" -d 'Let an alarm watch without telling'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "delete" -d 'Delete an alarm'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and not __fish_seen_subcommand_from create list show history test enable disable delete recipes" -f -a "recipes" -d 'List the recipes of `alarm create`'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l recipe -d 'What to watch, by a recipe' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l target -d 'What the recipe is about: a workgroup, a bucket, a job, …' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l namespace -d 'The metric\'s namespace' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l metric -d 'The metric\'s name' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l dimension -d 'A dimension of the metric: name=value' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l statistic -d 'Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p95 [default: Average]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l threshold -d 'The line; for a recipe in the recipe\'s own unit' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l comparison -d 'How values stand to the line when it goes off: >, >=, < or <= [default: >]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l period -d 'How long a period is [default: 5m]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l periods -d 'How many periods are looked at' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l datapoints -d 'How many of them must be past the line [default: all]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l missing-data -d 'What a period without data counts as: missing, ignore, breaching, notBreaching' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l wall-clock -d 'Count periods by the clock of a time zone, so that a day is a day' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l action -d 'What is told when it goes off, by ARN' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l price-per-tb -d 'What a terabyte scanned costs, for the recipe athena-scan-cost' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l state -d 'Only those in this state: OK, ALARM or INSUFFICIENT_DATA' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand alarm; and __fish_seen_subcommand_from enable" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run preview schedule list show history stop delete" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l target -d 'A place to look at; may be given several times' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l target -d 'A place to look at, without a crawler; may be given several times' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l exclude -d 'Objects to leave out, as a glob relative to the target; may be given several times' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l sample -d 'Read at most so many files of each leaf folder' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l database -d 'The database whose tables are compared, in place of the crawler\'s' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from preview" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l on -d 'db, db.table, db.* for every table, s3://bucket/prefix, or catalog' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l filter -d 'SELECT through this row and cell filter of the table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l columns -d 'SELECT on these columns alone' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l exclude-columns -d 'SELECT on all columns but these' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l to -d 'Who: an ARN, role/NAME, user/NAME or an account' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand grant" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l on -d 'db, db.table, db.* for every table, s3://bucket/prefix, or catalog' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l filter -d 'SELECT through this row and cell filter of the table' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l columns -d 'SELECT on these columns alone' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l exclude-columns -d 'SELECT on all columns but these' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l from -d 'Who: an ARN, role/NAME, user/NAME, an account or `IAM_ALLOWED_PRINCIPALS`' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand revoke" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand metric; and not __fish_seen_subcommand_from list get put" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand registry; and not __fish_seen_subcommand_from create list show delete" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l rules -d 'The profile of rules to judge by: glue, json-lenient, proto-wire, proto-wire-json, semantic' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l report -d 'Write a report for other programs in place of the output format' -r -f -a "sarif\t'Static analysis results (SARIF 2.1.0), for code scanning'
github\t'Workflow commands that GitHub shows as annotations'
gitlab\t'GitLab\'s code quality report'
junit\t'JUnit XML: one test case per schema'"
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l baseline -d 'Breaks that are accepted: a TOML file of [[accept]] entries, each with rule, path, versions, reason and expires' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from check" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l rules -d 'The profile of rules to check by: glue, json-lenient, proto-wire, proto-wire-json, semantic' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l description -d 'What the schema is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l metadata -d 'A pair that the version keeps; 10 at most' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l tag -d 'A tag of the schema' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l timeout -d 'How long the registry may take to judge the version' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from register" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l rules -d 'The profile of rules to judge by: glue, json-lenient, proto-wire, proto-wire-json, semantic' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from diff" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l rules -d 'The profile of rules to look at the history by: glue, json-lenient, proto-wire, proto-wire-json, semantic' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from set-compat" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand schema; and __fish_seen_subcommand_from checkpoint" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l location -d 'Where the files are' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l format -d 'The format of the files: parquet, orc, json, csv, avro or text' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l partitioned-by -d 'The partition keys with their types: \'year int, month int\'' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l delimiter -d 'CSV: the character between fields' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l owner -d 'Who answers for it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l parameter -d 'A parameter of the table; others stay as they are' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -s d -l database -l db -d 'Only tables of this database' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from search" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s f -l file -d 'Read the statement from a file; `-` is stdin' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s d -l database -l db -d 'The database of names without one' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l catalog -d 'The data catalog' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l workgroup -d 'The workgroup to run in' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l output-location -d 'Where the result goes: s3://BUCKET/PREFIX/' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l parameter -l param -d 'The value of the next `?`, as a SQL literal: 7, 1.5, \'text\', DATE \'2026-01-31\'; repeat it for each' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l timeout -d 'How long to wait for the query [default: 30m]' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand query" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and not __fish_seen_subcommand_from list show cancel results" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from show" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand queries; and __fish_seen_subcommand_from results" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -f -a "create" -d 'Create a workgroup, or bring the one that is there to the same settings'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -f -a "list" -d 'List the workgroups'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -f -a "show" -d 'Show a workgroup'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -f -a "set" -d 'Change settings of a workgroup; what is not said stays'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and not __fish_seen_subcommand_from create list show set delete" -f -a "delete" -d 'Delete a workgroup'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l description -d 'What the workgroup is for' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l output-location -d 'Where results go: s3://BUCKET/PREFIX/' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l scan-limit -d 'The most that one query may scan, at least 10MB: 10GB, 1TiB' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from create" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l enable -d 'Take queries'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l disable -d 'Take no queries'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l dry-run -d 'Show what would change and stop'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from set" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l confirm -d 'The name of what is lost, in place of typing it' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand workgroup; and __fish_seen_subcommand_from delete" -l profile -d 'The profile of the AWS configuration' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand demo" -l profile -d 'The profile of the AWS configuration' -r
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
