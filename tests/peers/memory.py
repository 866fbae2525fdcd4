#!/usr/bin/env python3
"""Compares the engine's memory estimate with the peak that it reaches, for several models and uses.

For each model: answers alone, two training steps of all weights, two of an adapter. The peak is the largest
resident size of the engine's process. A synthetic model of random weights is made with --synthetic; needs
numpy and safetensors for that alone.

    tests/peers/memory.py --engine build/release/bin/rollout-engine resources/models/imitation MODEL...
"""
import argparse
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile

PROMPTS = [{"id": f"q{i}", "prompt": f"Anna has {i + 3} apples and buys {i + 4} more. How many has she got?",
            "answer": str(2 * i + 7)} for i in range(8)]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", help="model directories or files")
    parser.add_argument("--engine", required=True, help="path of rollout-engine")
    parser.add_argument("--synthetic", action="store_true", help="add a random Qwen2 of 0.3 billion weights")
    parser.add_argument("--samples", type=int, default=15)
    parser.add_argument("--max-new-tokens", type=int, default=64)
    parser.add_argument("--prompts-per-step", type=int, default=2)
    parser.add_argument("--lora-rank", type=int, default=16)
    return parser.parse_args()


def write_synthetic(folder, text_files):
    """A Qwen2 with random weights and the tokenizer of another model."""
    import numpy
    from safetensors.numpy import save_file

    hidden, inner, layers, heads, kv_heads, vocabulary = 896, 3584, 20, 14, 2, 32768
    config = {"architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "hidden_size": hidden,
              "intermediate_size": inner, "num_hidden_layers": layers, "num_attention_heads": heads,
              "num_key_value_heads": kv_heads, "vocab_size": vocabulary, "max_position_embeddings": 2048,
              "rms_norm_eps": 1e-6, "rope_theta": 10000.0, "tie_word_embeddings": True, "hidden_act": "silu",
              "torch_dtype": "float32", "eos_token_id": 3, "use_sliding_window": False}
    random = numpy.random.default_rng(1)

    def matrix(*shape):
        return (0.02 * random.standard_normal(shape, dtype=numpy.float32)).astype(numpy.float32)

    tensors = {"model.embed_tokens.weight": matrix(vocabulary, hidden),
               "model.norm.weight": numpy.ones(hidden, numpy.float32)}
    width = kv_heads * hidden // heads
    for layer in range(layers):
        prefix = f"model.layers.{layer}."
        for name in ("input_layernorm", "post_attention_layernorm"):
            tensors[prefix + name + ".weight"] = numpy.ones(hidden, numpy.float32)
        for name, rows in (("q", hidden), ("k", width), ("v", width)):
            tensors[prefix + f"self_attn.{name}_proj.weight"] = matrix(rows, hidden)
            tensors[prefix + f"self_attn.{name}_proj.bias"] = numpy.zeros(rows, numpy.float32)
        tensors[prefix + "self_attn.o_proj.weight"] = matrix(hidden, hidden)
        for name, shape in (("gate", (inner, hidden)), ("up", (inner, hidden)), ("down", (hidden, inner))):
            tensors[prefix + f"mlp.{name}_proj.weight"] = matrix(*shape)
    os.makedirs(folder)
    save_file(tensors, os.path.join(folder, "model.safetensors"), metadata={"format": "pt"})
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump(config, file)
    for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
        shutil.copy(os.path.join(text_files, name), folder)


def peak_bytes(command):
    """Runs a command and returns the largest resident size that it reached."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(" ".join(command) + "\n" + errors)
    return usage.ru_maxrss * 1024


def measure(arguments, model, folder):
    prompts = os.path.join(folder, "prompts.jsonl")
    with open(prompts, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(prompt) + "\n" for prompt in PROMPTS)
    size = ["--samples", str(arguments.samples), "--max-new-tokens", str(arguments.max_new_tokens)]
    step = size + ["--prompts-per-step", str(arguments.prompts_per_step)]
    rank = ["--lora-rank", str(arguments.lora_rank)]
    inspect = [arguments.engine, "inspect", model, "--memory", "--json", "--prompt-tokens", "40", *step, *rank]
    estimate = json.loads(subprocess.run(inspect, capture_output=True, check=True).stdout)["memory"]

    def train(run, more):
        return [arguments.engine, "train", "--model", model, "--prompts", prompts, "--steps", "2", "--seed", "1",
                "--run", os.path.join(folder, run), "--learning-rate", "1e-6", "--eval-every", "0", *step, *more]

    generate = [arguments.engine, "generate", "--model", model, "--prompt", PROMPTS[0]["prompt"], *size]
    uses = (("answers", "answers alone", generate), ("training", "training, all weights", train("whole", [])),
            ("adapter", "training, an adapter", train("adapter", rank)))
    for key, name, command in uses:
        peak, expected = peak_bytes(command), estimate[key]["total"]
        print(f"{os.path.basename(os.path.normpath(model)):<22}{name:<24}{expected / 2**20:>10.0f}"
              f"{peak / 2**20:>10.0f}{100 * (expected / peak - 1):>+9.0f} %", flush=True)
    shutil.rmtree(os.path.join(folder, "whole"))
    shutil.rmtree(os.path.join(folder, "adapter"))


def main():
    arguments = parse_arguments()
    print(f"{'model':<22}{'use':<24}{'estimate':>10}{'peak MiB':>10}{'off by':>11}")
    with tempfile.TemporaryDirectory() as folder:
        if arguments.synthetic:
            # In a process of its own: what this one has held would count as the engine's, from which it is forked.
            maker = multiprocessing.Process(target=write_synthetic,
                                            args=(os.path.join(folder, "random-qwen2"), arguments.models[0]))
            maker.start()
            maker.join()
            arguments.models.append(os.path.join(folder, "random-qwen2"))
        for model in arguments.models:
            measure(arguments, model, folder)


if __name__ == "__main__":
    main()
