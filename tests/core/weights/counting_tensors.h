#pragma once

#include "core/weights/model_files.h"
#include "core/weights/safetensors.h"
#include "tests/core/weights/gguf_bytes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <map>
#include <numeric>
#include <string>
#include <vector>

namespace rw::test {

using Shape = std::vector<std::int64_t>;

/// A weight as the model's files give it.
inline std::vector<float> read(const ModelFiles& files, std::string_view name)
{
    for (const WeightSpec& weight : decoderWeights(files.config())) {
        if (weight.name == name) {
            std::vector<float> values(static_cast<std::size_t>(weight.elements()));
            files.weights().read(weight, values);
            return values;
        }
    }
    ADD_FAILURE() << "no weight " << name;
    return {};
}

/// Tensors whose values count up from a start of their own.
class CountingTensors
{
public:
    CountingTensors& add(const std::string& name, const Shape& shape)
    {
        std::vector<float> values(static_cast<std::size_t>(
            std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>())));
        std::iota(values.begin(), values.end(), 1000.0F * static_cast<float>(m_values.size()));
        m_values[name] = {shape, std::move(values)};
        return *this;
    }
    CountingTensors& drop(const std::string& name)
    {
        m_values.erase(name);
        return *this;
    }

    [[nodiscard]] const std::vector<float>& of(const std::string& name) const
    {
        return m_values.at(name).second;
    }

    /// Those whose names `belongs` picks.
    void write(
        const std::filesystem::path& file, const std::function<bool(const std::string&)>& belongs =
                                               [](const std::string&) { return true; }) const
    {
        std::vector<TensorToWrite> tensors;
        for (const auto& [name, tensor] : m_values) {
            if (belongs(name))
                tensors.push_back({name, tensor.first, tensor.second});
        }
        writeSafetensors(file, tensors);
    }

    /// The tensors of a GGUF file, F32.
    void addTo(GgufBytes& file) const
    {
        std::uint64_t offset = 0;
        for (const auto& [name, tensor] : m_values) {
            const std::vector<std::uint64_t> sizes(tensor.first.rbegin(), tensor.first.rend());
            file.tensor(name, sizes, static_cast<std::uint32_t>(GgmlType::F32), offset);
            std::string bytes(reinterpret_cast<const char*>(tensor.second.data()),
                              tensor.second.size() * sizeof(float));
            bytes.resize((bytes.size() + 31) / 32 * 32, '\0');
            file.data(bytes);
            offset += bytes.size();
        }
    }

private:
    std::map<std::string, std::pair<Shape, std::vector<float>>> m_values;
};

inline constexpr const char* kLlamaConfig = R"({"architectures": ["LlamaForCausalLM"], "hidden_size": 8,
    "intermediate_size": 12, "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 1,
    "vocab_size": 6, "max_position_embeddings": 16, "tie_word_embeddings": true, "bos_token_id": 0,
    "eos_token_id": 1, "rms_norm_eps": 1e-05})";

} // namespace rw::test
