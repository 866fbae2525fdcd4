#!/usr/bin/env python3
"""Generation side by side, in one run on one machine: transformers' generate, llama.cpp's batched bench where one
is given, and this engine; 15 answers of 128 tokens to one prompt of 62, in fp32 on the CPU. Prints one table.

    python tests/peers/generate.py --model DIRECTORY --engine build/release/bin/rollout-engine \\
        [--gguf FILE --llama-batched-bench PROGRAM]

DIRECTORY holds config.json and safetensors, FILE the same model with fp32 weights. Needs torch and transformers from
PyPI; llama.cpp is in the source distribution of llama-cpp-python (vendor/llama.cpp, target llama-batched-bench).
"""

import argparse
import json
import os
import subprocess
import time

PROMPT_TOKENS = 62
NEW_TOKENS = 128
ANSWERS = 15


def engine_figures(options) -> dict:
    command = [options.engine, "bench", "--model", options.model, "--decode-only", "--json", "--samples", str(ANSWERS),
               "--prompt-tokens", str(PROMPT_TOKENS), "--new-tokens", str(NEW_TOKENS)]
    result = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(result.stdout)


def transformers_rate(options) -> float:
    """New tokens of all answers over the seconds of generate, prefill included; the best of three."""
    import torch
    import transformers

    torch.set_num_threads(options.threads)
    model = transformers.AutoModelForCausalLM.from_pretrained(options.model, dtype=torch.float32).eval()
    torch.manual_seed(1)
    prompt = torch.randint(model.config.vocab_size // 4, model.config.vocab_size, (1, PROMPT_TOKENS))
    best = 0.0
    for _ in range(3):
        begin = time.perf_counter()
        out = model.generate(prompt, attention_mask=torch.ones_like(prompt), do_sample=True, top_k=0,
                             num_return_sequences=ANSWERS, min_new_tokens=NEW_TOKENS, max_new_tokens=NEW_TOKENS)
        seconds = time.perf_counter() - begin
        assert out.shape == (ANSWERS, PROMPT_TOKENS + NEW_TOKENS)
        best = max(best, ANSWERS * NEW_TOKENS / seconds)
    return best


def llama_rate(options) -> float:
    """Decoded tokens a second of llama-batched-bench, the prompt shared, keys and values in fp32."""
    command = [options.llama_batched_bench, "-m", options.gguf, "-c", "4096", "-t", str(options.threads), "-pps",
               "-npp", str(PROMPT_TOKENS), "-ntg", str(NEW_TOKENS), "-npl", str(ANSWERS), "-ctk", "f32", "-ctv", "f32",
               "--output-format", "jsonl"]
    rates = []
    for _ in range(3):
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True)
        rates += [json.loads(line)["speed_tg"] for line in result.stdout.splitlines() if line.startswith("{")]
    return max(rates)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--engine", required=True)
    parser.add_argument("--gguf")
    parser.add_argument("--llama-batched-bench")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()

    figures = engine_figures(options)
    ours = figures["decode_tokens_per_second"]
    steps_seconds = ANSWERS * (NEW_TOKENS - 1) / ours
    whole = ANSWERS * NEW_TOKENS / (steps_seconds + figures["prefill_seconds"])
    rows = [("transformers generate, prefill included", transformers_rate(options), whole)]
    if options.llama_batched_bench:
        rows.append(("llama.cpp batched-bench, decoding alone", llama_rate(options), ours))

    print(f"{ANSWERS} answers of {NEW_TOKENS} tokens, {PROMPT_TOKENS} prompt tokens, {options.threads} threads, fp32")
    print(f"{'peer':42} {'peer tok/s':>10} {'engine tok/s':>12} {'ratio':>6}")
    for name, peer, engine in rows:
        print(f"{name:42} {peer:10.0f} {engine:12.0f} {engine / peer:6.2f}")
    print(f"engine: {figures['decode_share_of_gemm']:.0%} of the GEMM peak of {figures['gemm_gflops']:.0f} GFLOPS, "
          f"{figures['decode_share_of_memory']:.0%} of {figures['memory_gigabytes_per_second']:.0f} GB/s; "
          f"opened in {figures['load_seconds']:.2f} s")


if __name__ == "__main__":
    main()
