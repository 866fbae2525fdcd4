#!/usr/bin/env python3
"""Writes a tokenizer.json of the size and shape of Gemma 3's (262144 tokens, 514906 merges, about 33 MB) to the path given.

    tests/bench/gemma_sized_tokenizer.py /tmp/gemma-sized.json [TEXT]

Its tokens are made up of what stands in TEXT (any UTF-8 file; else of few letters), so that encoding that text is no
idle exercise.
"""
import collections
import itertools
import json
import random
import re
import sys

TOKENS, MERGES = 262144, 514906


def words_of(path):
    if path is None:
        return []
    text = open(path, encoding="utf-8").read()
    counts = collections.Counter("▁" + word for word in re.findall(r"\w+|[^\w\s]+", text))
    return [word for word, _ in counts.most_common()]


def main():
    rng = random.Random(3)
    letters = "▁etaoinshrdlucmfwypvbgkjqxzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?'\"()[]{}<>+-*/=_#$%&@\\|~^`"
    first = ["<pad>", "<eos>", "<bos>", "<unk>"] + [f"<unused{i}>" for i in range(6243)] + ["\n" * n for n in range(1, 32)]
    first += ["▁" * n for n in range(2, 33)] + ["\t" * n for n in range(1, 32)]
    added = [{"id": i, "content": token, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": i < 4}
             for i, token in enumerate(first)]
    vocabulary = {}
    for token in first + [f"<0x{byte:02X}>" for byte in range(256)] + list(letters):
        vocabulary.setdefault(token, len(vocabulary))

    merges = []

    def add(token):
        if token in vocabulary or len(token) > 24 or len(vocabulary) >= TOKENS:
            return
        splits = [(token[:i], token[i:]) for i in range(len(token) - 1, 0, -1) if token[:i] in vocabulary and token[i:] in vocabulary]
        if splits:
            vocabulary[token] = len(vocabulary)
            merges.extend(splits)

    for word in words_of(sys.argv[2] if len(sys.argv) > 2 else None):
        for end in range(2, len(word) + 1):
            add(word[:end])
    # All short words of few letters, then longer ones of them, which can be cut in many ways.
    few = "etaoinshrdlu"
    for length in range(2, 5):
        for letters_of in itertools.product(few, repeat=length):
            add("".join(letters_of))
    while len(vocabulary) < TOKENS:
        add("".join(rng.choices(few, k=rng.choice((5, 6)))))
    merges = merges[:MERGES]

    model = {"type": "BPE", "dropout": None, "unk_token": "<unk>", "continuing_subword_prefix": None, "end_of_word_suffix": None,
             "fuse_unk": True, "byte_fallback": True, "ignore_merges": False, "vocab": vocabulary, "merges": merges}
    root = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added,
            "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
            "pre_tokenizer": {"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious", "invert": False},
            "post_processor": None,
            "decoder": {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                                                         {"type": "ByteFallback"}, {"type": "Fuse"}]},
            "model": model}
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        json.dump(root, out, ensure_ascii=False, indent=2)
    print(f"{len(vocabulary)} tokens, {len(merges)} merges")


main()
