#!/usr/bin/env python3
"""Checks what `rollout-engine export` writes against the programs that people open it with.

For a tiny random checkpoint of every architecture, saved by transformers:
  - exported as a directory (fp32 and bf16) and opened by transformers again;
  - exported as GGUF (fp32, f16, q8_0) and read by ggml's Python package: the tensors that llama.cpp expects, with the
    values of the checkpoint, its rows of queries and keys reordered for llama and Gemma's norms plus 1;
  - opened by llama.cpp, whose logits are compared too: it rounds activations as well, so within a share of their range;
  - that GGUF file exported as a directory again and opened by transformers.

Each time the logits, in fp32, are compared with those of the checkpoint whose weights were rounded to the type here.

With a GGUF file, that one is exported as a directory, and transformers' logits of it are compared with those of the
same file dequantised by transformers itself. Exported as GGUF again (f16, q8_0), llama.cpp's token ids and its greedy
answer to a question are compared with the engine's.

Needs torch, transformers, tokenizers, numpy, gguf and llama-cpp-python from PyPI.

    python tests/parity/exports.py build/release/bin/rollout-engine [MODEL.gguf]
"""

import json
import subprocess
import sys
import tempfile
from copy import deepcopy
from pathlib import Path

import gguf
import llama_cpp
import numpy
import torch
import transformers
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

VOCABULARY = 300
COMMON = dict(vocab_size=VOCABULARY, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4,
              num_key_value_heads=2, max_position_embeddings=128, bos_token_id=0, eos_token_id=1, pad_token_id=1)
LLAMA3 = dict(rope_type="llama3", rope_theta=500000.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
              original_max_position_embeddings=8192)
MODELS = {
    "llama": transformers.LlamaConfig(**COMMON, tie_word_embeddings=True),
    "llama3": transformers.LlamaConfig(**COMMON | {"max_position_embeddings": 16384}, rope_parameters=LLAMA3),
    "qwen2": transformers.Qwen2Config(**COMMON, tie_word_embeddings=True),
    "qwen3": transformers.Qwen3Config(**COMMON, head_dim=32),
    "gemma3": transformers.Gemma3TextConfig(**COMMON | {"num_hidden_layers": 7}, head_dim=32, query_pre_attn_scalar=32,
                                            sliding_window=8),
    "gpt2": transformers.GPT2Config(vocab_size=VOCABULARY, n_embd=64, n_layer=2, n_head=4, n_positions=128,
                                    bos_token_id=0, eos_token_id=1),
}
TOLERANCE = 1e-4
# Of the range of logits. llama.cpp rounds what it multiplies with f16 and q8_0 weights, and its GELU comes from a table.
LLAMA_CPP_SHARE = {"fp32": 1e-4, "f16": 2e-3, "q8_0": 1e-1}
LLAMA_CPP_GELU_SHARE = 1e-2


def save_tokenizer(folder: Path) -> None:
    """A byte-level tokenizer of as many tokens as the models have rows."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokens = ["<|begin|>", "<|end|>"] + alphabet
    merges = [("a", letter) for letter in "bcdefghijklmnopqrstuvwxyz"] + [("b", letter) for letter in "abcdefghijklmnopq"]
    tokens += [left + right for left, right in merges]
    assert len(tokens) == VOCABULARY, len(tokens)
    tokenizer = Tokenizer(models.BPE({token: i for i, token in enumerate(tokens)}, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(["<|begin|>", "<|end|>"])
    tokenizer.save(str(folder / "tokenizer.json"))


QUESTION = "What is 17 plus 25? Answer with one number."
TEXTS = ["Hello world, it's 3:45 and I've 12345 apples!", "def f(x):\n    return x**2  # \u00e9",
         "\u65e5\u672c\u8a9e \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \U0001f642\U0001f642\n\n\t  spaces   end "]
TOKENS = torch.arange(2, 2 + 40).reshape(2, 20)


def logits(model: torch.nn.Module) -> torch.Tensor:
    with torch.no_grad():
        return model.eval()(TOKENS).logits


def plain_model_params():
    """Without the matrix tiles of AMX, which a virtual machine may name and not have."""
    params = DEFAULT_MODEL_PARAMS()
    params.use_extra_bufts = False
    return params


DEFAULT_MODEL_PARAMS = llama_cpp.llama_cpp.llama_model_default_params
llama_cpp.llama_cpp.llama_model_default_params = plain_model_params


def llama_cpp_logits(path: Path) -> torch.Tensor:
    model = llama_cpp.Llama(str(path), n_ctx=64, logits_all=True, verbose=False, type_k=llama_cpp.GGML_TYPE_F32,
                            type_v=llama_cpp.GGML_TYPE_F32)
    rows = []
    for tokens in TOKENS.tolist():
        model.reset()
        model.eval(tokens)
        rows.append(torch.from_numpy(model.scores[: len(tokens)].copy()))
    return torch.stack(rows)


def rounded(model: torch.nn.Module, dtype: str) -> torch.nn.Module:
    """A copy whose weights are what the type keeps of them. GGUF keeps vectors and positions as they are."""
    copy = deepcopy(model)
    for name, parameter in copy.named_parameters():
        is_matrix = parameter.dim() == 2 and "wpe" not in name
        if dtype == "bf16":
            parameter.data = parameter.data.bfloat16().float()
        elif dtype == "f16" and is_matrix:
            parameter.data = parameter.data.half().float()
        elif dtype == "q8_0" and is_matrix:
            by_outputs = parameter.data.T if ".c_" in name else parameter.data
            kind = gguf.GGMLQuantizationType.Q8_0
            values = gguf.quants.dequantize(gguf.quants.quantize(by_outputs.numpy(), kind), kind)
            parameter.data = torch.from_numpy(values.T.copy() if ".c_" in name else values)
    return copy


def open_directory(folder: Path) -> torch.nn.Module:
    model, problems = transformers.AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.float32, output_loading_info=True)
    assert not any(problems[key] for key in ("missing_keys", "unexpected_keys", "mismatched_keys")), problems
    return model


def check_tensors(path: Path, model: torch.nn.Module, name: str) -> None:
    """The values of a few tensors whose layout differs, read by ggml's own reader."""
    reader = gguf.GGUFReader(path)
    stored = {tensor.name: gguf.quants.dequantize(tensor.data, tensor.tensor_type) for tensor in reader.tensors}
    architecture = reader.fields["general.architecture"].contents()
    expected_names = gguf.MODEL_TENSORS[{v: k for k, v in gguf.MODEL_ARCH_NAMES.items()}[architecture]]
    known = {gguf.TENSOR_NAMES[tensor].format(bid=0) for tensor in expected_names}
    for tensor in stored:
        base = tensor.removesuffix(".weight").removesuffix(".bias")
        assert base.replace("blk.1.", "blk.0.") in known or base.split(".")[1] not in "01", tensor
    state = model.state_dict()
    if architecture == "llama":
        query = state["model.layers.1.self_attn.q_proj.weight"].numpy()
        heads = 4
        paired = query.reshape(heads, 2, query.shape[0] // heads // 2, -1).swapaxes(1, 2).reshape(query.shape)
        numpy.testing.assert_allclose(stored["blk.1.attn_q.weight"], paired, atol=0)
    if architecture == "gemma3":
        norm = state["model.layers.1.self_attn.k_norm.weight"].numpy()
        numpy.testing.assert_allclose(stored["blk.1.attn_k_norm.weight"], norm + 1, atol=1e-6)
    if architecture == "gpt2":
        fused = state["transformer.h.1.attn.c_attn.weight"].numpy()
        numpy.testing.assert_allclose(stored["blk.1.attn_qkv.weight"], fused.T, atol=0)
    if name == "llama3":
        inv = 1.0 / (500000.0 ** (numpy.arange(0, 16, 2) / 16))
        scaled = transformers.modeling_rope_utils.ROPE_INIT_FUNCTIONS["llama3"](model.config, "cpu")[0].numpy()
        numpy.testing.assert_allclose(stored["rope_freqs.weight"], inv / scaled, rtol=1e-5)


def check_file(engine: str, run, path: Path) -> None:
    """A GGUF file as a directory, against transformers' own reading of the file."""
    with tempfile.TemporaryDirectory() as temporary:
        run("--model", path, "--to", Path(temporary) / "model")
        written = logits(open_directory(Path(temporary) / "model"))
    model = transformers.AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, dtype=torch.float32)
    difference = (written - logits(model)).abs().max().item()
    print(f"{path.name}: {difference:.2e} at logits up to {written.abs().max().item():.1f}")
    assert difference <= TOLERANCE * 10, difference
    for dtype in ("f16", "q8_0"):
        with tempfile.TemporaryDirectory() as temporary:
            exported = Path(temporary) / "model.gguf"
            run("--model", path, "--gguf", exported, "--dtype", dtype)
            check_answer(engine, exported)
            print(f"{path.name} as {dtype}: token ids and greedy answer are llama.cpp's")


def check_answer(engine: str, path: Path) -> None:
    """llama.cpp and the engine read the same tokens and give the same answer."""
    model = llama_cpp.Llama(str(path), n_ctx=512, verbose=False)
    for text in TEXTS:
        ids = subprocess.run([engine, "tokenize", "--model", path], input=text, check=True, capture_output=True, text=True)
        assert json.loads(ids.stdout) == model.tokenize(text.encode(), add_bos=False, special=False), text
    messages = [{"role": "user", "content": QUESTION}]
    answer = model.create_chat_completion(messages=messages, temperature=0, max_tokens=60)["choices"][0]["message"]["content"]
    drawn = subprocess.run([engine, "generate", "--model", path, "--prompt", QUESTION, "--samples", "1", "--temperature",
                            "0", "--max-new-tokens", "60", "--json"], check=True, capture_output=True, text=True)
    ours = [json.loads(line)["text"] for line in drawn.stdout.splitlines() if '"text"' in line]
    assert ours == [answer], (ours, answer)


def check_llama_cpp(name: str, path: Path, dtype: str, expected: torch.Tensor) -> None:
    difference = (llama_cpp_logits(path) - expected).abs().max().item()
    share = difference / (expected.max() - expected.min()).item()
    print(f"{name:<8} {f'llama.cpp, {dtype}':<20} {difference:.2e}, {share:.2e} of the range")
    allowed = max(LLAMA_CPP_SHARE[dtype], LLAMA_CPP_GELU_SHARE if name in ("gemma3", "gpt2") else 0.0)
    assert share <= allowed, (name, dtype, difference)


def main() -> None:
    engine = sys.argv[1]
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    run = lambda *arguments: subprocess.run(
        [engine, "export", *map(str, arguments)], check=True, stderr=subprocess.DEVNULL)
    if len(sys.argv) > 2:
        return check_file(engine, run, Path(sys.argv[2]))
    print(f"{'model':<8} {'written as':<20} largest difference of logits")
    for name, config in MODELS.items():
        torch.manual_seed(1)
        model = transformers.AutoModelForCausalLM.from_config(config).float()
        for parameter in model.parameters():  # biases and norms that are not all alike
            torch.nn.init.normal_(parameter, mean=1.0 if parameter.dim() == 1 else 0.0, std=0.1)
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            model.save_pretrained(folder / "source")
            save_tokenizer(folder / "source")

            def compare(how: str, written: Path, dtype: str) -> None:
                expected = logits(rounded(model, dtype))
                difference = (logits(open_directory(written)) - expected).abs().max().item()
                print(f"{name:<8} {how:<20} {difference:.2e}")
                assert difference <= TOLERANCE, (name, how, difference)

            for dtype in ("fp32", "bf16"):
                run("--model", folder / "source", "--to", folder / dtype, "--dtype", dtype)
                compare(dtype, folder / dtype, dtype)
            for dtype in ("fp32", "f16", "q8_0"):
                file = folder / f"{dtype}.gguf"
                run("--model", folder / "source", "--gguf", file, "--dtype", dtype)
                if dtype == "fp32":
                    check_tensors(file, model, name)
                check_llama_cpp(name, file, dtype, logits(rounded(model, dtype)))
                run("--model", file, "--to", folder / f"from-{dtype}")
                compare(f"GGUF {dtype}, and back", folder / f"from-{dtype}", dtype)


if __name__ == "__main__":
    main()
