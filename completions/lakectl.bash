# Completion of lakectl for bash, made by lakectl, the operator's command line for data lakes on AWS.
_lakectl() {
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
complete -F _lakectl lakectl
