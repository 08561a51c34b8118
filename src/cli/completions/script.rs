//! The scripts. Each hands the line to `lakectl complete` and offers what comes back; see `domain::completion::written`
//! for the form of it.

use crate::domain::completion::Shell;

/// What each script has in it, by which its own are told from another program's of the same name.
pub const MARK: &str = "by lakectl, the operator's command line for data lakes on AWS";

const BASH: &str = r#"# Completion of @PROGRAM@ for bash, made by lakectl, the operator's command line for data lakes on AWS.
_@FUNCTION@() {
    local line first=yes program=$1
    COMPREPLY=()
    [[ $program == '~/'* ]] && program=$HOME/${program#'~/'}
    while IFS= read -r line; do
        if [[ $first ]]; then
            first=
            [[ $line == files* ]] && compopt -o default 2>/dev/null
            [[ $line == *open ]] && compopt -o nospace 2>/dev/null
        else
            COMPREPLY+=("$line")
        fi
    done < <(
        LC_ALL=C
        "$program" complete bash -- "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null
    )
}
complete -F _@FUNCTION@ @PROGRAM@
"#;

const ZSH: &str = r#"#compdef @PROGRAM@
# Completion of @PROGRAM@ for zsh, made by lakectl, the operator's command line for data lakes on AWS.
_@FUNCTION@() {
    local -a lines values shown space
    local line head program=${(Q)words[1]}
    program=${program/#\~\//$HOME/}
    lines=("${(@f)$("$program" complete zsh -- "${(@Q)words[1,CURRENT-1]}" "${(Q)IPREFIX}${(Q)PREFIX}" 2>/dev/null)}")
    head=$lines[1]
    for line in "${(@)lines[2,-1]}"; do
        values+=("${line%%$'\t'*}")
        shown+=("${line//$'\t'/  -- }")
    done
    [[ $head == *open ]] && space=(-S '')
    (( $#values )) && compadd "${space[@]}" -l -d shown -a values
    [[ $head == files* ]] && _files
}
if [[ $funcstack[1] == _@FUNCTION@ ]]; then
    _@FUNCTION@ "$@"
else
    compdef _@FUNCTION@ @PROGRAM@
fi
"#;

const FISH: &str = r#"# Completion of @PROGRAM@ for fish, made by lakectl, the operator's command line for data lakes on AWS.
function __@FUNCTION@_complete
    set -l current (commandline -ct)
    set -l lines (command @PROGRAM@ complete fish -- (commandline -opc) "$current" 2>/dev/null)
    if test (count $lines) -gt 1
        printf '%s\n' $lines[2..-1]
    end
    if string match -q 'files*' -- $lines[1]
        __fish_complete_path "$current"
    end
end
complete -c @PROGRAM@ -f -a '(__@FUNCTION@_complete)'
"#;

const ELVISH: &str = r#"# Completion of @PROGRAM@ for elvish, made by lakectl, the operator's command line for data lakes on AWS.
use str
set edit:completion:arg-completer[@PROGRAM@] = {|@words|
    var lines = [-]
    try {
        set lines = [(e:@PROGRAM@ complete elvish -- $@words 2>/dev/null | from-lines)]
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
"#;

const POWERSHELL: &str = r#"# Completion of @PROGRAM@ for PowerShell, made by lakectl, the operator's command line for data lakes on AWS.
Register-ArgumentCompleter -Native -CommandName '@PROGRAM@' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
        })
    # An empty argument would get lost on the way to a program.
    $lines = @(& '@PROGRAM@' complete powershell -- @before "=$wordToComplete" 2>$null)
    $lines | Select-Object -Skip 1 | ForEach-Object {
        $value, $about = $_ -split "`t", 2
        $text = if ($value -match '^[\w./:@%+=-]+$') { $value } else { "'" + $value.Replace("'", "''") + "'" }
        if (-not $about) { $about = $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
    }
}
"#;

/// The script of a shell for the program by its name.
pub fn of(shell: Shell, program: &str) -> String {
    let script = match shell {
        Shell::Bash => BASH,
        Shell::Elvish => ELVISH,
        Shell::Fish => FISH,
        Shell::PowerShell => POWERSHELL,
        Shell::Zsh => ZSH,
    };
    let function: String =
        program.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '_' }).collect();
    script.replace("@FUNCTION@", &function).replace("@PROGRAM@", program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_is_for_the_program_by_its_name() {
        for shell in Shell::ALL {
            let script = of(shell, "lakectl-aws");
            assert!(script.contains(MARK) && script.contains("lakectl-aws"), "{script}");
            assert!(!script.contains("@PROGRAM@") && !script.contains("@FUNCTION@"), "{script}");
        }
    }
}
