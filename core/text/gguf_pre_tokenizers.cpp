#include "core/text/gguf_pre_tokenizers.h"

#include "core/text/tokenizer_tables.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rw {

namespace {

/// Of several names for one thing, the first is the one to write.
constexpr std::array<GgufPreTokenizer, 7> kPreTokenizers{{
    {.name = "smollm", .singleDigits = true},
    {.name = "gpt-2"},
    {.name = "llama-bpe", .pattern = WordPattern::Llama3, .ignoreMerges = true, .addBos = true},
    {.name = "llama3", .pattern = WordPattern::Llama3, .ignoreMerges = true, .addBos = true},
    {.name = "llama-v3", .pattern = WordPattern::Llama3, .ignoreMerges = true, .addBos = true},
    {.name = "qwen2", .pattern = WordPattern::Qwen2, .compose = true},
    {.name = "deepseek-r1-qwen", .pattern = WordPattern::Qwen2, .compose = true},
}};

} // namespace

const GgufPreTokenizer* findGgufPreTokenizer(std::string_view name)
{
    const auto found = std::find_if(kPreTokenizers.begin(), kPreTokenizers.end(),
                                    [&](const GgufPreTokenizer& pre) { return pre.name == name; });
    return found == kPreTokenizers.end() ? nullptr : &*found;
}

void applyPreTokenizer(const GgufPreTokenizer& pre, TokenizerTables& tables)
{
    tables.ignoreMerges = pre.ignoreMerges;
    if (pre.compose)
        tables.normalizer = Normalizer({ComposeStep{}});
    std::vector<PreTokenizerStep> steps;
    if (pre.singleDigits)
        steps.emplace_back(DigitsStep{true});
    steps.emplace_back(WordsStep{pre.pattern});
    tables.preTokenizer = PreTokenizer(std::move(steps));
}

std::string ggufPreTokenizerName(const TokenizerTables& tables)
{
    const std::vector<PreTokenizerStep>& steps = tables.preTokenizer.steps();
    const std::vector<NormalizerStep>& normalizer = tables.normalizer.steps();
    const auto* words = steps.empty() ? nullptr : std::get_if<WordsStep>(&steps.back());
    const auto* digits = steps.size() != 2 ? nullptr : std::get_if<DigitsStep>(&steps.front());
    const bool composes = normalizer.size() == 1 && std::holds_alternative<ComposeStep>(normalizer.front());
    if (words == nullptr || (steps.size() == 2 && (digits == nullptr || !digits->individual)) ||
        steps.size() > 2 || (!composes && !normalizer.empty()))
        return {};
    for (const GgufPreTokenizer& pre : kPreTokenizers) {
        if (pre.pattern == words->pattern && pre.singleDigits == (digits != nullptr) &&
            pre.compose == composes && pre.ignoreMerges == tables.ignoreMerges)
            return std::string(pre.name);
    }
    return {};
}

} // namespace rw
