#!/usr/bin/env python3
"""Trains a small tokenizer in the exact shape of each family and writes what Hugging Face's `tokenizers` does with it.

Development only: pip install tokenizers. Writes NAME.json, the tokenizer, and NAME.jsonl, the golden rows, to
tests/core/text/data/families. A row is one of
  {"text", "plain", "special"}     ids with special tokens read as text; with them recognised, where that differs
  {"ids", "decoded", "skipped"}    text of ids with special tokens spelled; with them left out, where that differs
"""
import json
import pathlib
import random

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

OUT = pathlib.Path(__file__).resolve().parents[1] / "core/text/data/families"

GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
LLAMA3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
          r"|\s+(?!\S)|\s+")
QWEN2 = LLAMA3.replace(r"\p{N}{1,3}", r"\p{N}")
# Unknown to our scanner, so that PCRE2 runs it: words with their marks, case-blind endings, \s in and out of classes.
OTHER = r"(?i:ing|ed)\b|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}{2}|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"

CORPUS = """
Emily bought three apples and two oranges. Each orange costs $2, and the total is $13. What does each apple cost?
The train leaves at 7:45 and arrives at 12:05; it's 4 hours and 20 minutes, isn't it? We'll see what they've done.
She said, "I don't know why you'd do that," and then they were going to the other side of the river together.
There is nothing either good or bad, but thinking makes it so; the rest of the story is told in the following pages.
    for (int i = 0; i < count; ++i) { total += values[i]; }  // sums the values
def mean(values):\n\treturn sum(values) / len(values)\n\n\nprint(mean([1, 2, 3]))
#include <vector>\nstd::vector<std::string> names{"one", "two"};\nreturn names.size() == 2 ? 0 : 1;
{"id": 12345, "name": "value", "list": [1, 22, 333, 4444], "nested": {"key": null, "flag": true}}
漢字かな交じり文を書きます。東京は日本の首都です。今日は良い天気ですね。私は学生です。
我们今天去公园散步，天气很好。他说：“这本书很有意思。”中文没有空格。
한국어 텍스트를 조금 넣어 봅니다. 오늘 날씨가 참 좋네요.
Привет, мир! Сегодня хорошая погода, и мы идём гулять в парк. Что ты думаешь об этом?
مرحبا بالعالم، كيف حالك اليوم؟ هذا نص عربي قصير.
שלום עולם, מה שלומך היום? זה טקסט קצר בעברית.
नमस्ते दुनिया, आज मौसम अच्छा है। यह एक छोटा पाठ है।
สวัสดีชาวโลก วันนี้อากาศดีมาก
Žluťoučký kůň úpěl ďábelské ódy. Größe, naïve café, señor, façade, über.
😀 👍🏽 👩‍👩‍👧 🇩🇪 ✅ → ∑ × ÷ ≤ ≥ € £ ½ ² ٣
""".replace("\\n", "\n").replace("\\t", "\t")

TEXTS = [
    "", " ", "  ", "   ", "\n", "\n\n", "\n\n\n\n", "\r\n", "\r\n\r\n", "\t", "\t\t x", " \ta", "a  b   c    ", "the", " the", "  the",
    "the total is $13; what does each cost?", "It's we'll I'M 'S 're've'd'm'tx I'LL 'ſ", "''s", "don't...!?  ok", "1", "12", "123",
    "1234567", " 12", "a 12b", "3.50", "1,234", "x=3 ", "½ Ⅷ ٣४²", "x²+y²", "<|endoftext|>", "<|im_start|>user\nhi<|im_end|>\n",
    "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nx<|eot_id|>", "<s>[INST] hi [/INST]</s>", "<unk>", "<bos><eos><pad>",
    "<start_of_turn>user\nhi<end_of_turn>\n<start_of_turn>model\n", "<think>\nso\n</think>\n\n3", "<tool_call>{}</tool_call>", "<|endo", "<|<|im_end|>|>",
    "<0x0A>", "<0xE4>x", "▁", "▁▁the", "a▁b", "a ▁ b", "žluťoučký kůň", "e\u0301 o\u0308 n\u0303", "\u1e9b\u0323", "\uac00 \u1100\u1161",
    "A\u030a \u212b \u00c5", "ｆｕｌｌ　ｗｉｄｔｈ", "ﬁ ﬂ", "漢字かな交じり文", "我们。今天，天气", "한국어 텍스트", "שלום עולם", "مرحبا بالعالم؟", "नमस्ते दुनिया",
    "สวัสดีชาวโลก", "𠮷野家 𐍈", "😀", "👩‍👩‍👧 🇩🇪 👍🏽", "a\u00a0b", "a\u2003\u2003b", "\u3000\u3000x", "a\u180eb", " \u180e ", "a\u200bb\u200d", "a\u0085b",
    "\u2028\u2029", "\x00\x01\x1c\x1f\x7f", "\ufffd\ufeff", "\U0010ffff", "def f(x):\n    return x+1\n\n\nprint(f(2))\n", "\tif x:\n\t\ty\n",
    "#include <vector>\nint main() { return 0; }", "\\boxed{3}", "#### 42", "  leading and trailing  ", "\n\n  \n x", "a \n \n b", "x  \n", "x\n  y",
    "-5 − 3 × 2 ÷ €7", "_under_score__", "CamelCaseWORD", "https://example.org/a?b=c&d=1#e", "walking WALKED sing,inged", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "ab<|im_end|>  <|im_end|>ab", "x <mask> y", "x<mask>y", "the<word>the", "the <word> the", "a  <left>  b  <right>  c", "<h1>x</h1>", "ſ K",
]
POOLS = ["abcdexyzABC'", "'smdtlrevSTDM ", "0123456789½²٣", " \t\n\r\u00a0\u2003\u3000", ".,;:!?$%()<|>-=*/▁", "éüßØлж中文字अ한\u0301\u0308", "😀👍🏽✅×€∑\u180e\u200d",
         "the in on and what is are "]


def random_texts(count):
    rng = random.Random(7)
    for _ in range(count):
        pools = rng.sample(POOLS, rng.randint(1, 4))
        yield "".join(rng.choice(rng.choice(pools)) for _ in range(rng.randint(1, 30)))


def special(*names):
    return [AddedToken(name, special=True, normalized=False) for name in names]


def plain(*names, **flags):
    return [AddedToken(name, **{"special": False, "normalized": False, **flags}) for name in names]


def trained(pre, size, normalizer=None, first=(), alphabet=()):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.train_from_iterator(CORPUS.splitlines() * 3, trainers.BpeTrainer(
        vocab_size=size, show_progress=False, special_tokens=list(first), initial_alphabet=list(alphabet), min_frequency=2))
    return tokenizer


def byte_level(pre, size, normalizer=None, **options):
    tokenizer = trained(pre, size, normalizer, alphabet=pre_tokenizers.ByteLevel.alphabet())
    model = json.loads(tokenizer.to_str())["model"]
    merges = [tuple(merge) for merge in model["merges"]]
    tokenizer.model = models.BPE(vocab=model["vocab"], merges=merges, **options)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def split_and_bytes(pattern):
    return pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def sentence_piece(first, size):
    """A vocabulary as SentencePiece lays it out: `first`, the bytes, the merged tokens, the characters."""
    tokenizer = trained(pre_tokenizers.Metaspace(prepend_scheme="never"), size)
    model = json.loads(tokenizer.to_str())["model"]
    tokens = list(first) + [f"<0x{byte:02X}>" for byte in range(256)]
    by_id = sorted(model["vocab"], key=model["vocab"].get)
    tokens += [t for t in by_id if len(t) > 1] + [t for t in by_id if len(t) == 1]
    merges = [tuple(merge) for merge in model["merges"]]
    vocabulary = {}
    for token in tokens:
        vocabulary.setdefault(token, len(vocabulary))
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    return tokenizer


def gpt2():
    tokenizer = byte_level(pre_tokenizers.ByteLevel(add_prefix_space=False), 900)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.add_special_tokens(special("<|endoftext|>"))
    return tokenizer


def llama3():
    tokenizer = byte_level(split_and_bytes(LLAMA3), 900, ignore_merges=True)
    tokenizer.add_special_tokens(special("<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"))
    tokenizer.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=True),
        processors.TemplateProcessing(single="<|begin_of_text|> $A", pair="<|begin_of_text|> $A <|begin_of_text|>:1 $B:1",
                                      special_tokens=[("<|begin_of_text|>", tokenizer.token_to_id("<|begin_of_text|>"))])])
    return tokenizer


def qwen3():
    tokenizer = byte_level(split_and_bytes(QWEN2), 900, normalizers.NFC())
    tokenizer.add_special_tokens(special("<|endoftext|>", "<|im_start|>", "<|im_end|>"))
    tokenizer.add_tokens(plain("<think>", "</think>", "<tool_call>", "</tool_call>"))
    return tokenizer


def smollm2():
    pre = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    first = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<repo_name>"]
    tokenizer = trained(pre, 900, first=special(*first), alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def llama2():
    tokenizer = sentence_piece(["<unk>", "<s>", "</s>"], 700)
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    tokenizer.add_special_tokens(special("<unk>", "<s>", "</s>"))
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", pair="<s> $A <s>:1 $B:1", special_tokens=[("<s>", 1)])
    return tokenizer


def gemma3():
    runs = ["\n" * n for n in range(1, 8)] + ["▁" * n for n in range(2, 8)] + ["\t" * n for n in range(1, 5)] + ["<h1>", "</h1>"]
    first = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>"] + ["<start_of_turn>", "<end_of_turn>"] + runs
    tokenizer = sentence_piece(first, 700)
    model = json.loads(tokenizer.to_str())["model"]
    spaces = [("▁" * left, "▁" * (n - left)) for n in range(2, 8) for left in range(n - 1, 0, -1)]
    merges = spaces + [merge for merge in map(tuple, model["merges"]) if merge not in spaces]
    tokenizer.model = models.BPE(vocab=model["vocab"], merges=merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_special_tokens(special("<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>"))
    tokenizer.add_tokens(plain("<mask>", *runs))
    tokenizer.post_processor = processors.TemplateProcessing(single="<bos> $A", pair="<bos> $A <bos>:1 $B:1", special_tokens=[("<bos>", 2)])
    return tokenizer


def metaspace():
    """Llama 2 as newer converters write it, and added tokens with every condition."""
    tokenizer = sentence_piece(["<unk>", "<s>", "</s>"], 700)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="first", split=False)
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    tokenizer.add_special_tokens(special("<unk>", "<s>", "</s>"))
    tokenizer.add_tokens(plain("<word>", "the", single_word=True) + plain("<left>", lstrip=True) + plain("<right>", rstrip=True)
                         + plain("<mask>", lstrip=True, rstrip=True, normalized=True) + plain("ab", "abc"))
    return tokenizer


def prefixed():
    """A space in front, an unknown expression, unknown characters, normalised added tokens, Strip."""
    tokenizer = byte_level(split_and_bytes(OTHER), 700)
    tokenizer.normalizer = normalizers.Sequence([normalizers.Strip(), normalizers.NFC(), normalizers.Replace(Regex(r"\s{3,}"), "  ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(OTHER), "removed", invert=True), pre_tokenizers.ByteLevel(add_prefix_space=True, use_regex=False)])
    tokenizer.add_special_tokens(special("<|endoftext|>") + [AddedToken("<|im_end|>", special=True, normalized=True, lstrip=True)])
    tokenizer.add_tokens(plain("<mask>", normalized=True))
    return tokenizer


def unknown():
    """No byte fallback: characters without a token become <unk>, runs of them one."""
    tokenizer = sentence_piece(["<unk>", "<s>", "</s>"], 500)
    model = json.loads(tokenizer.to_str())["model"]
    tokenizer.model = models.BPE(vocab=model["vocab"], merges=[tuple(m) for m in model["merges"]], unk_token="<unk>", fuse_unk=True)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    tokenizer.add_special_tokens(special("<unk>", "<s>", "</s>"))
    return tokenizer


def rows(tokenizer):
    texts = TEXTS + list(random_texts(110))
    texts += [token.content for token in tokenizer.get_added_tokens_decoder().values()]

    def ids(text, as_text):
        tokenizer.encode_special_tokens = as_text
        return tokenizer.encode(text, add_special_tokens=False).ids

    def decoded(ids):
        row = {"ids": ids, "decoded": tokenizer.decode(ids, skip_special_tokens=False)}
        skipped = tokenizer.decode(ids, skip_special_tokens=True)
        return row if skipped == row["decoded"] else {**row, "skipped": skipped}

    for text in texts:
        row = {"text": text, "plain": ids(text, True)}
        recognised = ids(text, False)
        yield row if recognised == row["plain"] else {**row, "special": recognised}
        if len(recognised) > 3 and tokenizer.decode(recognised, skip_special_tokens=False) != text:
            yield decoded(recognised)
    rng = random.Random(11)
    bytes_first = [i for i in range(tokenizer.get_vocab_size()) if len(tokenizer.id_to_token(i)) == 1 or tokenizer.id_to_token(i).startswith("<0x")]
    for i in range(60):
        pool = bytes_first if i % 2 else range(tokenizer.get_vocab_size())
        yield decoded([rng.choice(pool) for _ in range(rng.randint(1, 12))])


def main():
    OUT.mkdir(exist_ok=True)
    for family in [gpt2, llama3, qwen3, smollm2, llama2, gemma3, metaspace, prefixed, unknown]:
        tokenizer = family()
        text = tokenizer.to_str()
        if family is llama3:  # its file has merges as strings; today's files have pairs
            root = json.loads(text)
            root["model"]["merges"] = [" ".join(merge) for merge in root["model"]["merges"]]
            text = json.dumps(root, ensure_ascii=False, separators=(",", ":"))
        name = family.__name__
        (OUT / f"{name}.json").write_text(text, encoding="utf-8")
        written = Tokenizer.from_file(str(OUT / f"{name}.json"))
        with open(OUT / f"{name}.jsonl", "w", encoding="utf-8") as out:
            for row in rows(written):
                out.write(json.dumps(row, separators=(",", ":"), ensure_ascii=False) + "\n")


main()
