#include "core/engine/loaded_model.h"

#include "core/text/prompt_encoder.h"
#include "core/weights/model_directory.h"

#include <spdlog/fmt/fmt.h>

namespace rw {

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
    checkModelDirectory(directory);
    return {std::filesystem::weakly_canonical(directory), Tokenizer::load(directory / "tokenizer.json"),
            ChatTemplate::load(directory), Transformer::load(directory, device)};
}

} // namespace rw
