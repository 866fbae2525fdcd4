#pragma once

#include "core/engine/load_watch.h"
#include "core/policy/transformer.h"
#include "core/prompts/prompt_format.h"
#include "core/text/chat_template.h"
#include "core/text/tokenizer.h"

#include <c10/core/Device.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rw {

/// Everything that a model directory or a GGUF file holds, ready for use.
struct LoadedModel
{
    std::filesystem::path directory; ///< or file
    Tokenizer tokenizer;
    ChatTemplate chatTemplate;
    Transformer transformer;
    PromptFormat format{}; ///< how questions are put; that of the run or the command

    /// The question as the model sees it, in this format: chat template applied, answer begun.
    [[nodiscard]] std::vector<std::int32_t> encode(std::string_view question) const;
    /// The text of the same, the template's special tokens spelled.
    [[nodiscard]] std::string promptText(std::string_view question) const;
    /// "Llama 1.6M": architecture and size, for people.
    [[nodiscard]] std::string displayName() const;
};

/// "Llama" for "LlamaForCausalLM".
std::string architectureName(const ModelConfig& config);

/// The tokenizer and the chat template of a model without its weights. @throws as loadModel().
std::pair<Tokenizer, ChatTemplate> loadModelText(const ModelFiles& files);

/// @throws Error that names the file at fault, Cancelled if `watch` says so.
LoadedModel loadModel(const std::filesystem::path& path, c10::Device device, const LoadWatch& watch = {});

/// The weights alone.
Transformer loadWeights(const std::filesystem::path& path, c10::Device device, const LoadWatch& watch);

} // namespace rw
