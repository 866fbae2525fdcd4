"""Writes into ../core/math/data/pairs.jsonl what math-verify says of each pair of an expected answer and an answer:
"math_verify" is whether verify(parse("\\boxed{gold}"), parse("\\boxed{answer}")) is true, with its usual settings; a pair
that makes it throw counts as not equal. "ours" and "why" stay as they are: the test core_math_test holds "ours" against
judgeMath() and wants a reason in "why" where the two differ.

    python tests/parity/math_pairs.py      # math-verify from PyPI
"""

import importlib.metadata
import json
import logging
import pathlib

from math_verify import parse, verify

PAIRS = pathlib.Path(__file__).parent.parent / "core/math/data/pairs.jsonl"


def says_equal(gold: str, answer: str) -> bool:
    try:
        return bool(verify(parse(f"\\boxed{{{gold}}}"), parse(f"\\boxed{{{answer}}}")))
    except Exception:  # what it throws is no verdict
        return False


def main() -> None:
    logging.disable(logging.CRITICAL)
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    for pair in pairs:
        pair["math_verify"] = says_equal(pair["gold"], pair["answer"])
    PAIRS.write_text("".join(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs), "utf-8")
    differ = sum(pair["math_verify"] != (pair["ours"] == "equal") for pair in pairs)
    version = importlib.metadata.version("math-verify")
    print(f"math-verify {version}: {len(pairs)} pairs, {differ} judged otherwise than by judgeMath()")


if __name__ == "__main__":
    main()
