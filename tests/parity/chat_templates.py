#!/usr/bin/env python3
"""Golden outputs of chat templates, rendered by transformers' own code.

    python tests/parity/chat_templates.py                      # makes tests/core/text/data/chat_templates.json
    python tests/parity/chat_templates.py --real FILE.json     # the same from the templates that PyPI's trl carries
    RW_CHAT_GOLDENS=FILE.json build/core/bin/core_text_test --gtest_filter='ChatTemplateParity.*'

The second form is for the models' own templates whose licences do not let them be committed (Llama, Gemma), and
for all others in trl; the test then reads FILE.json. Needs: pip install transformers jinja2 trl
"""

import argparse
import hashlib
import json
import pathlib

from transformers.utils.chat_template_utils import render_jinja_template

DATA = pathlib.Path(__file__).parents[1] / "core/text/data"
TRICKY = "{{ 1 + 1 }}{% if true %}x{% endif %}{# c #} '\"\\n"
TOKENS = "<|im_end|>\n<|im_start|>system\nx<|eot_id|><end_of_turn><|start_header_id|></s><bos><|endoftext|>"

S, U, A = "system", "user", "assistant"
CONVERSATIONS = {
    "single": [(U, "How many apples?")],
    "system": [(S, "Be brief."), (U, "How many apples?")],
    "multi": [(U, "Hi"), (A, "Hello!"), (U, "How many?"), (A, "Three."), (U, "Sure?")],
    "multi with system": [(S, " You count. \n"), (U, "Hi"), (A, "Hello!"), (U, "How many?")],
    "answered": [(U, "Hi"), (A, "Hello!")],
    "answered with system": [(S, "s"), (U, "Hi"), (A, "Hello!"), (U, "a"), (A, "b")],
    "unicode": [(S, "日本語で。"), (U, "Grüße 🙂 café\u0301 \u00a0\u3000 العربية \u200d")],
    "white space": [(U, "  \n leading\tand trailing \n\n "), (A, "\n\nx\n"), (U, "\t")],
    "empty": [(U, "")],
    "all empty": [(S, ""), (U, ""), (A, ""), (U, "")],
    "template syntax": [(S, TRICKY), (U, TRICKY), (A, TRICKY), (U, TRICKY)],
    "special tokens": [(S, TOKENS), (U, TOKENS), (A, TOKENS), (U, TOKENS)],
    "reasoning": [(U, "2+2?"), (A, "<think>\nadd\n</think>\n\n4"), (U, "3+3?"), (A, "<think>\nadd\n</think>\n\n6")],
    "open reasoning": [(U, "2+2?"), (A, "</think>4"), (U, "<tool_response>x</tool_response>")],
    "system last": [(U, "Hi"), (S, "Be brief.")],
    "system in the middle": [(U, "Hi"), (A, "Hello"), (S, "Be brief."), (U, "More")],
    "two users": [(U, "Hi"), (U, "again")],
    "assistant first": [(A, "Hello"), (U, "Hi")],
    "system alone": [(S, "Be brief.")],
    "nothing": [],
    "long": [(U if i % 2 == 0 else A, f"message {i}") for i in range(41)],
}
LLAMA = {"bos_token": "<|begin_of_text|>", "eos_token": "<|eot_id|>"}
GEMMA = {"bos_token": "<bos>", "eos_token": "<eos>", "unk_token": "<unk>", "pad_token": "<pad>"}
CHATML = {"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"}
SMOLLM = {"bos_token": "<|im_start|>", "eos_token": "<|im_end|>"}
DATED = {"date_string": "26 Jul 2024"}
OURS = {
    "qwen3": (CHATML, [{}, {"enable_thinking": "false"}, {"enable_thinking": "true"}]),
    "qwen2.5": (CHATML, [{}]),
    "smollm2": (SMOLLM, [{}]),
    "llama3": (LLAMA, [{}]),
    "llama3.2": (LLAMA, [DATED]),
    "gemma3": (GEMMA, [{}]),
}
# Ours and the models' own, as trl calls them, that must say the same.
SAME = {"llama3": "llama3", "llama3.2": "llama3_2", "gemma3": "gemma3", "qwen2.5": "qwen2_5"}


def typed(text):
    return {"true": True, "false": False}.get(text, text)


def render(source, messages, generation, tokens, variables):
    chat = [{"role": role, "content": content} for role, content in messages]
    try:
        rendered, _ = render_jinja_template(
            [chat], chat_template=source, add_generation_prompt=generation, **tokens,
            **{name: typed(value) for name, value in variables.items()})
        return {"output": rendered[0]}
    except Exception as problem:
        return {"error": type(problem).__name__}


def cases(source, tokens, variable_sets):
    for variables in variable_sets:
        for name, messages in CONVERSATIONS.items():
            for generation in (True, False):
                case = {"conversation": name, "variables": variables, "add_generation_prompt": generation}
                yield {**case, **render(source, messages, generation, tokens, variables)}


def golden(name, source, tokens, variable_sets):
    return {"template": name, "sha256": hashlib.sha256(source.encode()).hexdigest(), "special_tokens": tokens,
            "cases": list(cases(source, tokens, variable_sets))}


def conversations():
    return {name: [{"role": r, "content": c} for r, c in messages] for name, messages in CONVERSATIONS.items()}


def trl_templates():
    import trl
    return {p.stem: p.read_text() for p in sorted((pathlib.Path(trl.__file__).parent / "chat_templates").glob("*.jinja"))}


def compare_with_real():
    """Ours and the models' own give the same, also where they refuse."""
    real = trl_templates()
    for ours, theirs in SAME.items():
        source = (DATA / f"chat_templates/{ours}.jinja").read_text()
        tokens, variable_sets = OURS[ours]
        wanted, got = (list(cases(s, tokens, variable_sets)) for s in (real[theirs], source))
        different = [w["conversation"] for w, g in zip(wanted, got) if w.get("output") != g.get("output")]
        print(f"{ours}: {len(wanted) - len(different)} of {len(wanted)} as trl's {theirs}.jinja", different or "")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", type=pathlib.Path, help="write goldens of trl's templates to this file")
    options = parser.parse_args()
    if options.real:
        tokens = {"bos_token": "<BOS>", "eos_token": "<EOS>", "pad_token": "<PAD>"}
        table = [{**golden(name, source, tokens, [DATED, {**DATED, "enable_thinking": "false"}]), "source": source}
                 for name, source in trl_templates().items()]
        out = options.real
    else:
        table = [golden(name, (DATA / f"chat_templates/{name}.jinja").read_text(), *OURS[name]) for name in OURS]
        out = DATA / "chat_templates.json"
        compare_with_real()
    out.write_text(json.dumps({"conversations": conversations(), "goldens": table}, ensure_ascii=False, indent=1) + "\n")
    print(f"{sum(len(entry['cases']) for entry in table)} cases of {len(table)} templates: {out}")


if __name__ == "__main__":
    main()
