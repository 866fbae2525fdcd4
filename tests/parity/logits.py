#!/usr/bin/env python3
"""Writes tests/core/policy/data/ARCHITECTURE: tiny random checkpoints of every architecture as transformers saves
them, and what transformers computes with them in fp32: logits of whole sequences, of decoding with a cache in a
padded batch, and gradients of a loss over answers; and how far its own bf16 is from that. Needs torch, transformers and safetensors from PyPI; what it
writes is committed, so that building and testing need none of them.

    python tests/parity/logits.py
"""

import shutil
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file

TARGET = Path(__file__).parents[1] / "core/policy/data"
VOCABULARY = 41
PROMPT_LENGTHS = [11, 4, 7]  # longer than the sliding window, as long, between
ANSWERS = 2
ANSWER_TOKENS = 6

LLAMA = dict(vocab_size=VOCABULARY, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=4,
             num_key_value_heads=2, head_dim=6, max_position_embeddings=64, bos_token_id=1, eos_token_id=2,
             pad_token_id=0)
LLAMA3_ROPE = {"rope_type": "llama3", "rope_theta": 5000.0, "factor": 4.0, "low_freq_factor": 1.0,
               "high_freq_factor": 4.0, "original_max_position_embeddings": 16}
GEMMA_ROPE = {"full_attention": {"rope_type": "linear", "rope_theta": 1000.0, "factor": 8.0},
              "sliding_attention": {"rope_type": "default", "rope_theta": 100.0}}


def configs() -> dict:
    return {
        "llama": transformers.LlamaConfig(**LLAMA, tie_word_embeddings=True),
        "llama3": transformers.LlamaConfig(**LLAMA, tie_word_embeddings=False, rope_parameters=LLAMA3_ROPE),
        "llama-biases": transformers.LlamaConfig(**(LLAMA | {"num_key_value_heads": 1}), attention_bias=True,
                                                 mlp_bias=True),
        "qwen2": transformers.Qwen2Config(**(LLAMA | {"head_dim": 4, "num_key_value_heads": 4}),
                                          tie_word_embeddings=True),
        "qwen3": transformers.Qwen3Config(**(LLAMA | {"head_dim": 10}), tie_word_embeddings=False),
        "gemma3": transformers.Gemma3TextConfig(
            **(LLAMA | {"num_hidden_layers": 3}), sliding_window=5, query_pre_attn_scalar=9,
            layer_types=["sliding_attention", "full_attention", "sliding_attention"], rope_parameters=GEMMA_ROPE,
            final_logit_softcapping=20.0),
        "gpt2": transformers.GPT2Config(vocab_size=VOCABULARY, n_embd=15, n_layer=2, n_head=5, n_positions=32,
                                        attn_pdrop=0.0, embd_pdrop=0.0, resid_pdrop=0.0, bos_token_id=1,
                                        eos_token_id=2),
    }


def lively_model(config) -> torch.nn.Module:
    """Weights, norms and biases large enough that leaving one out shows. They are bf16 numbers in fp32."""
    torch.manual_seed(7)
    model = transformers.AutoModelForCausalLM.from_config(config, attn_implementation="eager").float().eval()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            spread = torch.randn_like(weight)
            if weight.dim() == 2:
                weight.copy_(0.35 * spread)
            elif name.endswith("bias"):
                weight.copy_(0.3 * spread)
            else:
                weight.add_(0.3 * spread)
            weight.copy_(weight.bfloat16().float())
    return model


def sequence_logits(model, prompts, answers) -> dict:
    """Each prompt and answer alone, without cache and padding."""
    logits = {}
    for p, prompt in enumerate(prompts):
        for a in range(ANSWERS):
            joined = torch.cat([prompt, answers[p, a]])[None]
            logits[f"logits.{p}.{a}"] = model(joined, use_cache=False).logits[0]
    return logits


def left_padded(prompts) -> tuple:
    """The prompts, each once an answer, as generate() lays them out."""
    width = max(PROMPT_LENGTHS)
    ids = torch.zeros(len(prompts) * ANSWERS, width, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row in range(len(ids)):
        prompt = prompts[row // ANSWERS]
        ids[row, width - len(prompt):] = prompt
        mask[row, width - len(prompt):] = 1
    return ids, mask


def cached_logits(model, prompts, answers) -> torch.Tensor:
    """What follows the prompt and each answer token but the last: [prompts, answers, answer tokens, vocabulary]."""
    ids, mask = left_padded(prompts)
    cache = transformers.DynamicCache(config=model.config)
    steps = []
    for token in range(ANSWER_TOKENS):
        positions = (mask.cumsum(1) - 1).clamp_min(0)[:, -ids.shape[1]:]
        out = model(ids, attention_mask=mask, position_ids=positions, past_key_values=cache, use_cache=True)
        steps.append(out.logits[:, -1])
        ids = answers.reshape(-1, ANSWER_TOKENS)[:, token:token + 1]
        mask = torch.cat([mask, torch.ones_like(mask[:, :1])], 1)
    return torch.stack(steps, 1).reshape(len(prompts), ANSWERS, ANSWER_TOKENS, VOCABULARY)


def bf16_deviation(model, prompts, answers, expected) -> torch.Tensor:
    """The largest root mean square difference of a sequence's logits when transformers computes all in bf16."""
    logits = sequence_logits(model, prompts, answers)
    deviations = [(logits[name].float() - expected[name]).square().mean().sqrt() for name in logits]
    return torch.stack(deviations).max().reshape(1)


def in_our_layout(name: str, gradient: torch.Tensor) -> dict:
    """GPT-2's fused and transposed projections as separate ones of [out, in], under the names of decoder_weights."""
    if not name.startswith("transformer."):
        return {name: gradient}
    parts = name.split(".")
    end = parts[-1]
    name = ".".join(parts[1:-1])
    for theirs, ours in [("wte", "model.embed_tokens"), ("wpe", "model.embed_positions"), ("ln_f", "model.norm"),
                         ("h.", "model.layers."), ("ln_1", "input_layernorm"), ("ln_2", "post_attention_layernorm"),
                         ("attn.c_proj", "self_attn.o_proj"), ("mlp.c_fc", "mlp.up_proj"),
                         ("mlp.c_proj", "mlp.down_proj")]:
        name = name.replace(theirs, ours)
    if "proj" in name or "c_attn" in name:
        gradient = gradient.t() if gradient.dim() == 2 else gradient
    if "c_attn" not in name:
        return {f"{name}.{end}": gradient}
    return {name.replace("attn.c_attn", f"self_attn.{part}_proj") + f".{end}": share
            for part, share in zip("qkv", gradient.chunk(3))}


def gradients(model, prompts, answers) -> dict:
    """Of the summed log-probabilities of all answer tokens, for the last layer and what stands outside the layers."""
    loss = 0.0
    for p, prompt in enumerate(prompts):
        for a in range(ANSWERS):
            logits = model(torch.cat([prompt, answers[p, a]])[None], use_cache=False).logits[0, len(prompt) - 1:-1]
            loss = loss + logits.log_softmax(-1).gather(1, answers[p, a][:, None]).sum()
    loss.backward()
    result = {"loss": loss.detach().reshape(1)}
    for name, weight in model.named_parameters():
        layer = next((int(part) for part in name.split(".") if part.isdigit()), None)
        if layer is None or layer == model.config.num_hidden_layers - 1:
            for ours, gradient in in_our_layout(name, weight.grad).items():
                result["gradient." + ours] = gradient.clone(memory_format=torch.contiguous_format)
    return result


def write(name: str, config) -> None:
    folder = TARGET / name
    shutil.rmtree(folder, ignore_errors=True)
    model = lively_model(config)
    generator = torch.Generator().manual_seed(11)
    prompts = [torch.randint(3, VOCABULARY, (length,), generator=generator) for length in PROMPT_LENGTHS]
    answers = torch.randint(3, VOCABULARY, (len(prompts), ANSWERS, ANSWER_TOKENS), generator=generator)

    with torch.no_grad():
        expected = sequence_logits(model, prompts, answers)
        expected["cached"] = cached_logits(model, prompts, answers)
        for p, prompt in enumerate(prompts):
            for a in range(ANSWERS):
                alone = expected[f"logits.{p}.{a}"][len(prompt) - 1:-1]
                difference = (alone - expected["cached"][p, a]).abs().max().item()
                assert difference < 1e-4, f"{name}: transformers differs from itself by {difference}"
    expected |= gradients(model, prompts, answers)
    expected["answers"] = answers.float()
    expected |= {f"prompt.{p}": prompt.float() for p, prompt in enumerate(prompts)}

    spread = expected["cached"].std().item()
    model.bfloat16().save_pretrained(folder)
    with torch.no_grad():
        expected["bf16_deviation"] = bf16_deviation(model, prompts, answers, expected)
    (folder / "generation_config.json").unlink(missing_ok=True)
    save_file({key: value.contiguous() for key, value in expected.items()}, folder / "expected.safetensors")
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"{name:14} {size / 1024:6.1f} KB, standard deviation of logits {spread:.2f}")


def main() -> None:
    transformers.logging.set_verbosity_error()
    for name, config in configs().items():
        write(name, config)


if __name__ == "__main__":
    main()
