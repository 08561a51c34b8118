# Completion of lakectl for fish, made by lakectl, the operator's command line for data lakes on AWS.
function __lakectl_complete
    set -l current (commandline -ct)
    set -l lines (command lakectl complete fish -- (commandline -opc) "$current" 2>/dev/null)
    if test (count $lines) -gt 1
        printf '%s\n' $lines[2..-1]
    end
    if string match -q 'files*' -- $lines[1]
        __fish_complete_path "$current"
    end
end
complete -c lakectl -f -a '(__lakectl_complete)'
