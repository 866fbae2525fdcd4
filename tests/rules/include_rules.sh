#!/usr/bin/env bash
# The layers of ARCHITECTURE.md, checked on the includes. Prints each leak and exits 1 if there is one.
set -u
cd "$1" || exit 2
status=0
forbid() { # forbid WHAT PATTERN FOLDER...
    local what=$1 pattern=$2 found
    shift 2
    found=$(grep -rnE --include='*.h' --include='*.cpp' "$pattern" "$@" 2>/dev/null)
    if [ -n "$found" ]; then
        printf '%s:\n%s\n' "$what" "$found"
        status=1
    fi
}
torch='#include *[<"](torch|ATen|c10)/'
forbid "Qt in core or the engine" '#include *<(Q[A-Z]|Qt)' core app/engine
forbid "torch outside policy, training and engine" "$torch" \
    ui app/workbench core/base core/database core/pattern core/prompts core/jinja core/text core/math core/verify core/process core/checking core/rollout core/weights core/library core/runlog core/review core/protocol core/sets core/commands
forbid "QCustomPlot outside ui/plots" 'qcustomplot\.h' $(ls -d ui/*/ | grep -v '^ui/plots/') app core
forbid "core includes ui or app" '#include "(ui|app)/' core
forbid "ui includes app" '#include "app/' ui

# layer FOLDER ALLOWED...: core/FOLDER may include itself and those.
layer() {
    local folder=$1 allowed
    shift
    allowed=$(printf '|%s' "$folder" "$@")
    found=$(grep -rnE --include='*.h' --include='*.cpp' '#include "core/' "core/$folder" | grep -vE "#include \"core/(${allowed#|})/")
    if [ -n "$found" ]; then
        printf 'core/%s reaches up or sideways:\n%s\n' "$folder" "$found"
        status=1
    fi
}
layer base
layer database base
layer prompts base
layer jinja base
layer pattern base
layer text base pattern prompts weights jinja
layer math base
layer verify base pattern prompts math
layer process base
layer checking base prompts verify process protocol
layer rollout base prompts verify weights
layer weights base
layer policy base text weights rollout prompts verify
layer training base prompts text weights verify rollout policy
layer protocol base prompts verify rollout
layer library base database prompts protocol
layer runlog base database prompts verify rollout protocol
layer sets base prompts verify rollout protocol library runlog
layer review base prompts verify checking rollout protocol runlog sets
layer commands base prompts weights text verify process rollout protocol library checking runlog sets review
exit $status
