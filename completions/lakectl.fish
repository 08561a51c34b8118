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
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "bucket" -d 'Buckets: the zones of the lake'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "crawler" -d 'Crawlers: what finds the tables in the lake\'s objects'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "db" -d 'Databases of the catalog'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "table" -d 'Tables of the catalog'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "completions" -d 'Print a shell\'s completion script'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "demo" -d 'Build a whole lake, with real data, by the real commands: no account needed'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "local" -d 'The local lake itself: serve it to other programs, look at it, empty it, set its clock'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "man" -d 'Write the manual pages'
complete -c lakectl -n "__fish_lakectl_needs_command" -f -a "version" -d 'Say which lakectl this is and what it was built with'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -f -a "create" -d 'Create a bucket, or bring the one that is there to the same state'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -f -a "list" -d 'List the account\'s buckets'
complete -c lakectl -n "__fish_lakectl_using_subcommand bucket; and not __fish_seen_subcommand_from create list delete" -f -a "delete" -d 'Delete an empty bucket'
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
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -f -a "create" -d 'Create a crawler, or bring the one that is there to the same state'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -f -a "run" -d 'Run a crawler and show what it changed'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -f -a "list" -d 'List the crawlers'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -f -a "show" -d 'Show a crawler and its last crawls'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -f -a "history" -d 'List the crawls of a crawler, newest first'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -f -a "stop" -d 'Stop the running crawl'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and not __fish_seen_subcommand_from create run list show history stop delete" -f -a "delete" -d 'Delete a crawler and its history; its tables stay'
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l database -d 'The database that its tables go to' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l target -d 'A place to look at; may be given several times' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l role -d 'The role that the crawler acts with: a name or an ARN' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand crawler; and __fish_seen_subcommand_from create" -l quoted-csv -d 'CSV files with a header and quoted fields: read them right, with every column as text'
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
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -f -a "create" -d 'Create a table over files, or bring the one that is there to the same state'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -f -a "list" -d 'List the tables of a database, or of all'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -f -a "show" -d 'Show a table: columns, partitions, size'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and not __fish_seen_subcommand_from create list show delete" -f -a "delete" -d 'Delete a table\'s definition; its objects stay'
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l columns -d 'The columns with their types: \'id bigint, tags array<string>\'' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l location -d 'Where the files are' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l format -d 'The format of the files: csv, json or parquet' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l partitioned-by -d 'The partition keys with their types: \'year int, month int\'' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l delimiter -d 'CSV: the character between fields' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
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
complete -c lakectl -n "__fish_lakectl_using_subcommand table; and __fish_seen_subcommand_from create" -l quoted -d 'CSV: fields may be in quotes; every column is read as text'
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
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -l local -d 'Work on the local lake: the nearest .lake directory upwards, or the one given' -r -F
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -l profile -d 'The profile of the AWS configuration' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -l region -d 'The AWS region' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -l endpoint-url -d 'One endpoint for every service, in place of AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -l as -d 'Act as this principal: for real on the local lake, by assuming the role on AWS' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -s o -l output -d 'The output format' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document'
jsonl\t'One JSON object per line'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
markdown\t'A Markdown table'"
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -l select -d 'A JMESPath expression over the whole JSON document' -r
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -s q -l quiet -d 'No status lines on stderr'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -s v -l verbose -d 'Each API call on stderr, with its duration and request id'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -l no-input -d 'Never ask anything'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -s V -l version -d 'Print version'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -f -a "serve" -d 'Serve the lake on 127.0.0.1, for boto3, the AWS CLI and any other AWS client'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -f -a "status" -d 'Show what is in the lake and who serves it'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -f -a "reset" -d 'Empty the lake; its keys and its clock stay'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -f -a "clock" -d 'Show or set the lake\'s clock: lifecycle rules and alarms can be tried a year ahead'
complete -c lakectl -n "__fish_lakectl_using_subcommand local; and not __fish_seen_subcommand_from serve status reset clock credentials" -f -a "credentials" -d 'Print the keys of the lake for other programs; with --as those of another principal'
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
