#!/usr/bin/env bash
# Installs what is missing, builds, and opens the workbench on the built-in model and prompts.
# Without a display: the same session in the terminal, and the window as a picture.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

install_packages
build_preset release
bin=build/release/bin

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "Opening the workbench"
    exec "$bin/rollout-workbench" "$@"
fi

say "There is no display here: the same session runs in the terminal, and the window is rendered to pictures."
question="Emily bought three apples and two oranges. Each orange costs \$2. The total is \$13. What does each apple cost?"
run=$(mktemp -d)/first-run
say "15 answers in parallel, before training"
"$bin/rollout-engine" generate --model resources/models/imitation --prompt "$question" --answer 3 --samples 15 --seed 42
say "60 training steps (a reward and a length per step); the run is in $run"
"$bin/rollout-engine" train --model resources/models/imitation --prompts builtin:train --steps 60 --run "$run" --seed 1
say "The same question with the same seeds, after training"
"$bin/rollout-engine" generate --model "$run/checkpoints/latest" --prompt "$question" --answer 3 --samples 15 --seed 42
say "Rendering the window to screenshots/"
QT_QPA_PLATFORM=offscreen "$bin/rollout-workbench" --screenshot screenshots
say "Done. The pictures are in $PWD/screenshots."
