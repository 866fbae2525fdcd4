#include "core/engine/loaded_model.h"

#include "core/base/error.h"
#include "core/text/prompt_encoder.h"
#include "core/weights/model_files.h"

#include <spdlog/fmt/fmt.h>

namespace rw {

namespace {

/// Every token must have its row in the embedding.
void checkVocabulary(const Tokenizer& tokenizer, const ModelConfig& config, const std::filesystem::path& file)
{
    if (tokenizer.vocabSize() > config.vocabSize)
        throw Error(fmt::format("{} has a token of id {}, but the model's vocabulary holds {}.",
                                file.string(), tokenizer.vocabSize() - 1, config.vocabSize),
                    "Use the tokenizer.json that belongs to the model.");
}

} // namespace

std::vector<std::int32_t> LoadedModel::encode(std::string_view question) const
{
    return encodePrompt(tokenizer, chatTemplate, question);
}

std::string LoadedModel::displayName() const
{
    constexpr std::string_view kSuffix = "ForCausalLM";
    std::string kind = transformer.config().architecture;
    if (kind.ends_with(kSuffix))
        kind.resize(kind.size() - kSuffix.size());
    return fmt::format("{} {:.1f}M", kind, static_cast<double>(transformer.parameterCount()) / 1e6);
}

LoadedModel loadModel(const std::filesystem::path& directory, c10::Device device)
{
    const ModelFiles files = ModelFiles::open(directory);
    const std::filesystem::path tokenizerFile = directory / "tokenizer.json";
    Tokenizer tokenizer = Tokenizer::load(tokenizerFile);
    checkVocabulary(tokenizer, files.config(), tokenizerFile);
    return {std::filesystem::weakly_canonical(directory), std::move(tokenizer), ChatTemplate::load(directory),
            Transformer::load(files, device)};
}

} // namespace rw
