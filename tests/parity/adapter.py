#!/usr/bin/env python3
"""Checks that peft opens an adapter as `rollout-engine train --lora-rank` saves it, on the base it names: the
log-probabilities of random tokens are compared with those of `rollout-engine score`, and with the base's own, which the
adapter must have changed. Needs torch, transformers and peft from PyPI.

    rollout-engine train --model MODEL --lora-rank 4 --steps 2 --run RUN
    python tests/parity/adapter.py build/release/bin/rollout-engine RUN/checkpoints/latest
"""

import json
import subprocess
import sys
from pathlib import Path

import peft
import torch
import transformers

SEQUENCES = 4
TOKENS = 24
TOLERANCE = 1e-4


def engine_logprobs(engine: str, model: Path, sequences: torch.Tensor) -> torch.Tensor:
    lines = "".join(json.dumps(sequence) + "\n" for sequence in sequences.tolist())
    result = subprocess.run([engine, "score", "--model", model, "--json"], input=lines, stdout=subprocess.PIPE, check=True,
                            text=True)
    return torch.tensor([json.loads(line)["logprobs"] for line in result.stdout.splitlines()])


def logprobs(model: torch.nn.Module, sequences: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        distributions = model(sequences).logits[:, :-1].log_softmax(-1)
    return distributions.gather(2, sequences[:, 1:, None])[..., 0]


def main() -> None:
    engine, adapter = sys.argv[1], Path(sys.argv[2])
    named = json.loads((adapter / "adapter_config.json").read_text())["base_model_name_or_path"]
    base = transformers.AutoModelForCausalLM.from_pretrained(named, dtype=torch.float32).eval()
    torch.manual_seed(3)
    sequences = torch.randint(base.config.vocab_size, (SEQUENCES, TOKENS))
    without = logprobs(base, sequences)
    adapted = logprobs(peft.PeftModel.from_pretrained(base, adapter).eval(), sequences)

    change = (adapted - without).abs().max().item()
    difference = (adapted - engine_logprobs(engine, adapter, sequences)).abs().max().item()
    print(f"The adapter changes a log-probability by up to {change:.2g}; peft and the engine differ by {difference:.2g}.")
    if change < 10 * TOLERANCE or difference > TOLERANCE:
        sys.exit(1)


if __name__ == "__main__":
    main()
