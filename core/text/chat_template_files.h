#pragma once

#include "core/weights/gguf_vocabulary.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace rw {

/// What a model's files say about its chat template.
struct ChatTemplateText
{
    std::optional<std::string> source;                ///< Jinja; none: the model has no template
    std::string name;                                 ///< the file it is in, for messages
    std::map<std::string, std::string> specialTokens; ///< "bos_token" and its text
};

/// @param model a directory or a GGUF file, see ChatTemplate::load().
ChatTemplateText readChatTemplateText(const std::filesystem::path& model);

/// The special tokens that the metadata of a GGUF file names, as transformers calls them.
std::map<std::string, std::string> specialTokensOf(const GgufVocabulary& vocabulary);

} // namespace rw
