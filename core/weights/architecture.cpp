#include "core/weights/architecture.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <string>

namespace rw {

namespace {

constexpr std::array kArchitectures{
    Architecture{ModelFamily::Llama, "LlamaForCausalLM", "llama", "llama"},
    Architecture{ModelFamily::Qwen2, "Qwen2ForCausalLM", "qwen2", "qwen2"},
    Architecture{ModelFamily::Qwen3, "Qwen3ForCausalLM", "qwen3", "qwen3"},
    Architecture{ModelFamily::Gemma3, "Gemma3ForCausalLM", "gemma3_text", "gemma3"},
    Architecture{ModelFamily::Gpt2, "GPT2LMHeadModel", "gpt2", "gpt2"},
};

const Architecture* find(std::string_view Architecture::*name, std::string_view wanted)
{
    const auto found =
        std::find_if(kArchitectures.begin(), kArchitectures.end(),
                     [&](const Architecture& architecture) { return architecture.*name == wanted; });
    return found == kArchitectures.end() ? nullptr : &*found;
}

} // namespace

const Architecture* findArchitecture(std::string_view className)
{
    return find(&Architecture::className, className);
}

const Architecture* findGgufArchitecture(std::string_view ggufName)
{
    return find(&Architecture::ggufName, ggufName);
}

const Architecture& architectureOf(std::string_view className)
{
    const Architecture* architecture = findArchitecture(className);
    if (architecture == nullptr)
        throw Error("The architecture " + std::string(className) + " is not supported.",
                    "Use a model of " + std::string(supportedArchitectures()) + ".");
    return *architecture;
}

std::string_view supportedArchitectures()
{
    return "LlamaForCausalLM, Qwen2ForCausalLM, Qwen3ForCausalLM, Gemma3ForCausalLM or GPT2LMHeadModel";
}

} // namespace rw
