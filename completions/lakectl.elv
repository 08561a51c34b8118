# Completion of lakectl for elvish, made by lakectl, the operator's command line for data lakes on AWS.
use str
set edit:completion:arg-completer[lakectl] = {|@words|
    var lines = [-]
    try {
        set lines = [(e:lakectl complete elvish -- $@words 2>/dev/null | from-lines)]
    } catch e { }
    var suffix = ' '
    if (str:has-suffix $lines[0] open) {
        set suffix = ''
    }
    for line $lines[1..] {
        var parts = [(str:split "\t" $line)]
        edit:complex-candidate $parts[0] &code-suffix=$suffix &display=(str:join '  ' $parts)
    }
    if (str:has-prefix $lines[0] files) {
        edit:complete-filename $words[-1]
    }
}
