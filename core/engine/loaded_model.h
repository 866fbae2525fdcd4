#pragma once

#include "core/policy/transformer.h"
#include "core/text/chat_template.h"
#include "core/text/tokenizer.h"

#include <c10/core/Device.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// Everything that a model directory holds, ready for use.
struct LoadedModel
{
    std::filesystem::path directory;
    Tokenizer tokenizer;
    ChatTemplate chatTemplate;
    Transformer transformer;

    /// The question as the model sees it: chat template applied, answer begun.
    [[nodiscard]] std::vector<std::int32_t> encode(std::string_view question) const;
    /// "Llama 1.6M": architecture and size, for people.
    [[nodiscard]] std::string displayName() const;
};

/// @throws Error that names the file at fault.
LoadedModel loadModel(const std::filesystem::path& directory, c10::Device device);

} // namespace rw
