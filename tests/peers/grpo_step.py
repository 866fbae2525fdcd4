#!/usr/bin/env python3
"""Times one GRPO step of TRL's GRPOTrainer and of rollout-engine, on one model and prompt, in one run.

Both draw the same number of answers to one prompt and update all weights in fp32 on the CPU. Needs torch,
transformers and trl; nothing of it is needed to build or test the project.

    tests/peers/grpo_step.py --engine build/release/bin/rollout-engine --model MODEL_DIRECTORY
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

PROMPT = ("Write a long story about a lighthouse keeper who counts the ships that pass each night, "
          "and describe every ship, its cargo and its crew in as many words as you can.")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", required=True, help="path of rollout-engine")
    parser.add_argument("--model", required=True, help="Hugging Face directory, for both")
    parser.add_argument("--samples", type=int, default=16)
    parser.add_argument("--max-new-tokens", type=int, default=64)
    parser.add_argument("--steps", type=int, default=3, help="of each; the first warms up and is left out")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--skip-trl", action="store_true")
    return parser.parse_args()


def time_engine(arguments, folder):
    """Steps of `rollout-engine train`, without the last, which also writes a checkpoint."""
    prompts = os.path.join(folder, "prompts.jsonl")
    with open(prompts, "w", encoding="utf-8") as file:
        file.write(json.dumps({"id": "story", "prompt": PROMPT, "answer": "7"}) + "\n")
    command = [arguments.engine, "train", "--model", arguments.model, "--prompts", prompts,
               "--run", os.path.join(folder, "run"), "--steps", str(arguments.steps + 1),
               "--prompts-per-step", "1", "--samples", str(arguments.samples),
               "--max-new-tokens", str(arguments.max_new_tokens), "--learning-rate", "1e-6",
               "--checkpoint-every", "1000", "--eval-every", "0", "--seed", "1", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False,
                          env={**os.environ, "OMP_NUM_THREADS": str(arguments.threads)})
    if done.returncode != 0:
        sys.exit(done.stderr)
    steps = [json.loads(line) for line in done.stdout.splitlines()][1:-1]
    return {"seconds": [step["step_time"] for step in steps],
            "sampling": [step["timing/sampling"] for step in steps],
            "learning": [step["timing/learning"] for step in steps],
            "tokens": statistics.mean(step["completions/mean_length"] for step in steps) * arguments.samples}


def time_trl(arguments, folder):
    import torch
    from datasets import Dataset
    from transformers import AutoModelForCausalLM, AutoTokenizer, TrainerCallback
    from trl import GRPOConfig, GRPOTrainer

    torch.set_num_threads(arguments.threads)

    class StepClock(TrainerCallback):
        def __init__(self):
            self.seconds = []

        def on_step_begin(self, *_, **__):
            self.begin = time.perf_counter()

        def on_step_end(self, *_, **__):
            self.seconds.append(time.perf_counter() - self.begin)

    lengths = []

    def reward(completion_ids, **_):
        lengths.append(sum(len(ids) for ids in completion_ids))
        return [float(len(ids) % 2) for ids in completion_ids]

    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    model = AutoModelForCausalLM.from_pretrained(arguments.model, dtype=torch.float32)
    config = GRPOConfig(output_dir=os.path.join(folder, "trl"), use_cpu=True, bf16=False, fp16=False,
                        per_device_train_batch_size=arguments.samples, num_generations=arguments.samples,
                        gradient_accumulation_steps=1, max_completion_length=arguments.max_new_tokens,
                        max_steps=arguments.steps, learning_rate=1e-6, beta=0.0, temperature=1.0,
                        gradient_checkpointing=False, logging_steps=1000, save_strategy="no", report_to=[])
    prompts = Dataset.from_list([{"prompt": [{"role": "user", "content": PROMPT}]}] * arguments.steps)
    clock = StepClock()
    trainer = GRPOTrainer(model=model, processing_class=tokenizer, reward_funcs=reward, args=config,
                          train_dataset=prompts, callbacks=[clock])
    trainer.train()
    return {"seconds": clock.seconds[1:], "tokens": statistics.mean(lengths[1:])}


def engine_limits(arguments):
    """GEMM peak of this moment, and the number of weights."""
    done = subprocess.run([arguments.engine, "bench", "--model", arguments.model, "--samples", "1",
                           "--prompt-tokens", "2", "--new-tokens", "2", "--prompts-per-step", "1",
                           "--repeats", "1", "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main():
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        ours = time_engine(arguments, folder)
        limits = engine_limits(arguments)
        peer = None if arguments.skip_trl else time_trl(arguments, folder)

    # Forward and backward are six operations a weight and token; the prompt's tokens are left out.
    gflops = 6e-9 * limits["parameters"] * ours["tokens"] / min(ours["learning"])
    print(f"{'one GRPO step':<34}{'best s':>9}{'median s':>10}{'tokens':>9}")
    rows = [("rollout-engine", ours["seconds"]), ("  sampling", ours["sampling"]), ("  learning", ours["learning"])]
    for name, seconds in rows:
        print(f"{name:<34}{min(seconds):>9.2f}{statistics.median(seconds):>10.2f}{ours['tokens']:>9.0f}")
    print(f"  learning: {gflops:.0f} GFLOPS of {limits['gemm_gflops']:.0f} that a matrix product reaches now")
    if peer:
        print(f"{'TRL GRPOTrainer':<34}{min(peer['seconds']):>9.2f}{statistics.median(peer['seconds']):>10.2f}"
              f"{peer['tokens']:>9.0f}")
        ours_per_token = statistics.median(ours["seconds"]) / ours["tokens"]
        peer_per_token = statistics.median(peer["seconds"]) / peer["tokens"]
        print(f"ratio of medians, a token: {peer_per_token / ours_per_token:.2f}")


if __name__ == "__main__":
    main()
