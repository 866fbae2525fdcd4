#!/usr/bin/env python3
"""Generation side by side, in one run on one machine: transformers' generate, llama.cpp where a GGUF file is given,
and this engine; 15 answers of 128 tokens to one prompt of 62, in fp32 on the CPU. Prints one table.

    python tests/peers/generate.py --model DIRECTORY --engine build/release/bin/rollout-engine \\
        [--gguf FILE]

DIRECTORY holds config.json and safetensors, FILE the same model with fp32 weights. Needs torch and transformers from
PyPI, and llama-cpp-python, which builds llama.cpp for the machine it is installed on.
"""

import argparse
import json
import os
import random
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


def llama_rate(options, kv_type: int) -> float:
    """Decoded tokens a second of llama.cpp, as its batched-bench takes them: the prompt shared, one token of every answer
    a step, nothing drawn from the logits; the best of three."""
    import llama_cpp

    log = llama_cpp.llama_log_callback(lambda level, text, data: None)
    llama_cpp.llama_log_set(log, None)
    llama_cpp.llama_backend_init()
    model = llama_cpp.llama_model_load_from_file(options.gguf.encode(), llama_cpp.llama_model_default_params())
    assert model, options.gguf
    settings = llama_cpp.llama_context_default_params()
    settings.n_ctx = 4096
    settings.n_seq_max = ANSWERS
    settings.kv_unified = True
    settings.n_threads = settings.n_threads_batch = options.threads
    settings.type_k = settings.type_v = kv_type
    context = llama_cpp.llama_init_from_model(model, settings)
    memory = llama_cpp.llama_get_memory(context)
    vocabulary = llama_cpp.llama_vocab_n_tokens(llama_cpp.llama_model_get_vocab(model))
    batch = llama_cpp.llama_batch_init(PROMPT_TOKENS, 0, 1)

    def decode(rows) -> None:
        """Rows of (position, answer, whether logits are wanted)."""
        batch.n_tokens = len(rows)
        for i, (position, answer, wanted) in enumerate(rows):
            batch.token[i] = random.randrange(vocabulary // 4, vocabulary)
            batch.pos[i], batch.n_seq_id[i], batch.seq_id[i][0], batch.logits[i] = position, 1, answer, wanted
        assert llama_cpp.llama_decode(context, batch) == 0
        llama_cpp.llama_synchronize(context)

    best = 0.0
    for _ in range(3):
        llama_cpp.llama_memory_clear(memory, True)
        decode([(position, 0, position == PROMPT_TOKENS - 1) for position in range(PROMPT_TOKENS)])
        for answer in range(1, ANSWERS):
            llama_cpp.llama_memory_seq_cp(memory, 0, answer, -1, -1)
        begin = time.perf_counter()
        for step in range(NEW_TOKENS):
            decode([(PROMPT_TOKENS + step, answer, True) for answer in range(ANSWERS)])
        best = max(best, ANSWERS * NEW_TOKENS / (time.perf_counter() - begin))
    llama_cpp.llama_free(context)
    llama_cpp.llama_model_free(model)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--engine", required=True)
    parser.add_argument("--gguf")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()

    figures = engine_figures(options)
    ours = figures["decode_tokens_per_second"]
    steps_seconds = ANSWERS * (NEW_TOKENS - 1) / ours
    whole = ANSWERS * NEW_TOKENS / (steps_seconds + figures["prefill_seconds"])
    rows = [("transformers generate, prefill included", transformers_rate(options), whole)]
    if options.gguf:
        import llama_cpp

        for kind in ("F32", "F16"):
            rate = llama_rate(options, getattr(llama_cpp, f"GGML_TYPE_{kind}"))
            rows.append((f"llama.cpp, keys and values in {kind}, decoding alone", rate, ours))

    print(f"{ANSWERS} answers of {NEW_TOKENS} tokens, {PROMPT_TOKENS} prompt tokens, {options.threads} threads, fp32")
    print(f"{'peer':54} {'peer tok/s':>10} {'engine tok/s':>12} {'ratio':>6}")
    for name, peer, engine in rows:
        print(f"{name:54} {peer:10.0f} {engine:12.0f} {engine / peer:6.2f}")
    print(f"engine: {figures['decode_share_of_gemm']:.0%} of the GEMM peak of {figures['gemm_gflops']:.0f} GFLOPS, "
          f"{figures['decode_share_of_memory']:.0%} of {figures['memory_gigabytes_per_second']:.0f} GB/s; "
          f"opened in {figures['load_seconds']:.2f} s")


if __name__ == "__main__":
    main()
