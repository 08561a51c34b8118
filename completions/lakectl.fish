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
