#include "core/engine/loaded_model.h"

#include "core/base/error.h"
#include "core/policy/lora_files.h"
#include "core/text/prompt_encoder.h"
#include "core/weights/model_files.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

namespace rw {

namespace {

/// Every token must have its row in the embedding.
Tokenizer loadTokenizer(const std::filesystem::path& path, const ModelConfig& config)
{
    Tokenizer tokenizer = Tokenizer::load(path);
    if (tokenizer.vocabSize() > config.vocabSize)
        throw Error(
            fmt::format("The tokenizer of {} has a token of id {}, but the model's vocabulary holds {}.",
                        path.string(), tokenizer.vocabSize() - 1, config.vocabSize),
            "Use the tokenizer.json that belongs to the model.");
    if (!tokenizer.warning().empty())
        spdlog::warn("{}", tokenizer.warning());
    return tokenizer;
}

} // namespace

std::vector<std::int32_t> LoadedModel::encode(std::string_view question) const
{
    return encodePrompt(tokenizer, chatTemplate, question, format);
}

std::string LoadedModel::promptText(std::string_view question) const
{
    return rw::promptText(chatTemplate, question, format);
}

std::string LoadedModel::displayName() const
{
    return fmt::format("{} {:.1f}M", architectureName(transformer.config()),
                       static_cast<double>(transformer.parameterCount()) / 1e6);
}

std::string architectureName(const ModelConfig& config)
{
    constexpr std::string_view kSuffix = "ForCausalLM";
    std::string name = config.architecture;
    if (name.ends_with(kSuffix))
        name.resize(name.size() - kSuffix.size());
    return name;
}

std::pair<Tokenizer, ChatTemplate> loadModelText(const ModelFiles& files)
{
    return {loadTokenizer(files.path(), files.config()), ChatTemplate::load(files.path())};
}

Transformer loadWeights(const std::filesystem::path& path, c10::Device device, const LoadWatch& watch)
{
    const AdapterStack stack = adapterStack(path);
    ModelFiles files = ModelFiles::open(stack.base);
    watchLoading(files, watch);
    Transformer model = Transformer::load(files, device);
    loadAdapters(stack, model);
    return model;
}

LoadedModel loadModel(const std::filesystem::path& path, c10::Device device, const LoadWatch& watch)
{
    const AdapterStack stack = adapterStack(path);
    std::error_code ignored; // adapters may come without text files: then those of the base serve
    const bool ownText = stack.adapters.empty() || std::filesystem::exists(path / "tokenizer.json", ignored);
    const std::filesystem::path& text = ownText ? path : stack.base;
    Tokenizer tokenizer = loadTokenizer(text, ModelFiles::open(stack.base).config());
    ChatTemplate chatTemplate = ChatTemplate::load(text);
    return {std::filesystem::weakly_canonical(path), std::move(tokenizer), std::move(chatTemplate),
            loadWeights(path, device, watch)};
}

} // namespace rw
