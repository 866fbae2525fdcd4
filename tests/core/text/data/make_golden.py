#!/usr/bin/env python3
"""Writes golden.jsonl beside it: texts and the ids that Hugging Face's `tokenizers` gives them with tokenizer.json.

Development only: pip install tokenizers. A line is {"text", "plain", "special"}: ids with special tokens read as text,
and ids with special tokens recognised.
"""
import json
import pathlib
import random

from tokenizers import Tokenizer

TEXTS = [
    "", " ", "  ", "\n", "\r\n", "\t x", " \ta", "a  b   c    ", "the", " the", "the total is $13; what does each cost?",
    "Emily bought three apples and two oranges, each orange costs $2.", "It's we'll I'M 'S 're've'd'm'tx", "''s",
    "1", "12", " 12", "a 12b", "3.50", "1,234", "x=3 ", "½ Ⅷ ٣४²", "x²+y²", "3 x + 2 * 2 = 13 ; 3 x = 9 ; x = 3",
    "<|user|>hi<|end|><|assistant|>", "<|end|", "<|end|><|end|>", "a<|pad|>b <|user|> c", "<|<|end|>|>",
    "žluťoučký kůň", "Ünïcödé", "e\u0301", "漢字かな交じり文", "한국어 텍스트", "שלום עולם", "مرحبا بالعالم", "नमस्ते दुनिया",
    "😀", "👩‍👩‍👧 🇩🇪 👍🏽", "a\u00a0b", "a\u2003\u2003b", "\u3000\u3000x", "a\u180eb", "a\u200bb", "a\u0085b", "\u2028\u2029",
    "\x00\x01\x1c\x1f\x7f", "\ufffd\ufeff", "\U0010ffff", "def f(x):\n    return x+1\n\n\nprint(f(2))\n", "\\boxed{3}", "#### 42",
    "don't...!?  ok", "  leading and trailing  ", "\n\n  \n x", "-5 − 3 × 2 ÷ €7", "_under_score__", "CamelCaseWORD",
]
POOLS = ["abcdexyzABC'", "'smdtlrev ", "0123456789½²٣", " \t\n\r\u00a0\u2003", ".,;:!?$%()<|>-=*/", "éüßØлж中文字अ한", "😀👍🏽✅×€∑"]


def random_texts(count):
    rng = random.Random(7)
    for _ in range(count):
        pools = rng.sample(POOLS, rng.randint(1, 4))
        yield "".join(rng.choice(rng.choice(pools)) for _ in range(rng.randint(1, 30)))


def main():
    here = pathlib.Path(__file__).parent
    tokenizer = Tokenizer.from_file(str(here / "tokenizer.json"))

    def ids(text, special):
        tokenizer.encode_special_tokens = not special
        return tokenizer.encode(text, add_special_tokens=False).ids

    with open(here / "golden.jsonl", "w", encoding="utf-8") as out:
        for text in TEXTS + list(random_texts(150)):
            row = {"text": text, "plain": ids(text, False), "special": ids(text, True)}
            out.write(json.dumps(row, separators=(",", ":")) + "\n")


main()
