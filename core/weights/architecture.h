#pragma once

#include <string_view>

namespace rw {

/// A family of models with names, files and config keys of its own. Only what reads and writes files asks for
/// it; the arithmetic goes by the fields of ModelConfig.
enum class ModelFamily { Llama, Qwen2, Qwen3, Gemma3, Gpt2 };

/// What the files of a family call it.
struct Architecture
{
    ModelFamily family = ModelFamily::Llama;
    std::string_view className; ///< in "architectures" of config.json: "LlamaForCausalLM"
    std::string_view modelType; ///< in "model_type" of config.json: "llama"
    std::string_view ggufName;  ///< in `general.architecture` of GGUF files
};

/// Null where it is none of those that are supported.
const Architecture* findArchitecture(std::string_view className);
const Architecture* findGgufArchitecture(std::string_view ggufName);
/// Of a supported class.
const Architecture& architectureOf(std::string_view className);
/// For messages: the class names of all that are supported.
std::string_view supportedArchitectures();

} // namespace rw
