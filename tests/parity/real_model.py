"""Writes ../real_model/greedy.json: how transformers continues one question greedily on SmolLM2-135M-Instruct, from the
weights it dequantises out of the GGUF file to fp32, and the log-probabilities it gives the prompt.

    installers/fetch-model.sh
    python tests/parity/real_model.py build/models/SmolLM2-135M-Instruct.Q4_1.gguf      # torch, transformers, gguf from PyPI
"""

import json
import pathlib
import sys

import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

QUESTION = (
    "A robe takes 2 bolts of blue fiber and half that much white fiber. How many bolts in total does it take?"
)
NEW_TOKENS = 96


def main() -> None:
    file = pathlib.Path(sys.argv[1])
    tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
    model = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name, dtype=torch.float32)
    messages = [{"role": "user", "content": QUESTION}]
    text = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    prompt = tokenizer(text, add_special_tokens=False)["input_ids"]
    with torch.no_grad():
        generated = model.generate(
            torch.tensor([prompt]), do_sample=False, max_new_tokens=NEW_TOKENS, eos_token_id=2, pad_token_id=2
        )
        logits = model(generated).logits[0]
    answer = generated[0, len(prompt) :].tolist()
    logprobs = logits.log_softmax(-1)[:-1].gather(1, generated[0, 1:, None])[:, 0]
    best = logits[len(prompt) - 1 : -1].topk(2, -1).values
    golden = {
        "transformers": transformers.__version__,
        "question": QUESTION,
        "prompt_text": text,
        "prompt_ids": prompt,
        "answer_ids": answer,
        "smallest_margin": round((best[:, 0] - best[:, 1]).min().item(), 4),
        "logprobs": [round(value, 5) for value in logprobs.tolist()],
    }
    target = pathlib.Path(__file__).parent.parent / "real_model" / "greedy.json"
    target.write_text(json.dumps(golden) + "\n")
    print(f"{target}: {len(answer)} tokens, smallest margin {golden['smallest_margin']}")
    print(tokenizer.decode(answer))


if __name__ == "__main__":
    main()
