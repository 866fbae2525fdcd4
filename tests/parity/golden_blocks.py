#!/usr/bin/env python3
"""Writes tests/core/weights/data/quantised_blocks.json: random blocks of every quantised GGUF type that is read
and the floats that ggml's Python package makes of them; and floats with the blocks it makes of those, for the
types that are written. Needs numpy and gguf from PyPI; the file it writes is
committed, so that building and testing need neither.

    python tests/parity/golden_blocks.py
"""

import json
from pathlib import Path

import gguf
import numpy

TYPES = ["Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL"]
# Where a block holds its scales, as halves.
SCALES = {"Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q8_0": [0], "IQ4_NL": [0],
          "Q2_K": [80, 82], "Q3_K": [108], "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208]}
BLOCKS = 2
WRITTEN = ["F16", "Q8_0"]


def random_blocks(random: numpy.random.Generator, name: str) -> numpy.ndarray:
    """Blocks of random quants whose scales are finite."""
    _, size = gguf.GGML_QUANT_SIZES[gguf.GGMLQuantizationType[name]]
    blocks = random.integers(0, 256, (BLOCKS, size), dtype=numpy.uint8)
    for offset in SCALES[name]:
        scales = random.normal(0.0, 0.02, (BLOCKS, 1)).astype(numpy.float16)
        blocks[:, offset:offset + 2] = scales.view(numpy.uint8)
    return blocks


def main() -> None:
    random = numpy.random.default_rng(1)
    golden = {}
    for name in TYPES:
        blocks = random_blocks(random, name)
        values = gguf.quants.dequantize(blocks.reshape(1, -1), gguf.GGMLQuantizationType[name])
        golden[name] = {"blocks": blocks.tobytes().hex(), "values": values.astype("<f4").tobytes().hex()}
    floats = random.normal(0.0, 0.05, 64).astype(numpy.float32)
    floats[:8] = [0.0, -0.0, 1.0, -1.0, 65504.0, 1e-5, 6e-8, 2.0 ** -25]  # the edges of halves
    golden["written"] = {"values": floats.astype("<f4").tobytes().hex()}
    for name in WRITTEN:
        blocks = gguf.quants.quantize(floats.reshape(1, -1), gguf.GGMLQuantizationType[name])
        golden["written"][name] = blocks.tobytes().hex()
    target = Path(__file__).parents[1] / "core/weights/data/quantised_blocks.json"
    target.write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
