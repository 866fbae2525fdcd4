#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace rw {

/// Special tokens of the built-in model, in the order of their ids.
inline constexpr std::array<std::string_view, 4> kSchoolTokens{"<|pad|>", "<|user|>", "<|assistant|>",
                                                               "<|end|>"};

inline constexpr std::int32_t kPadId = 0;
inline constexpr std::int32_t kUserId = 1;
inline constexpr std::int32_t kAssistantId = 2;
inline constexpr std::int32_t kEndId = 3; ///< ends an answer: the stop token

/// Writes what stands beside tokenizer.json in the built-in model's directory: chat_template.jinja and the
/// tokenizer_config.json that transformers wants. @throws Error naming the file.
void writeSchoolTextFiles(const std::filesystem::path& modelDirectory);

} // namespace rw
