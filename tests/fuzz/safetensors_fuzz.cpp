#include "core/base/atomic_file.h"
#include "core/weights/safetensors.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/target.h"

namespace rw::fuzz {

void run(std::string_view input)
{
    static const MemoryFile memory;
    const SafetensorsFile file = SafetensorsFile::open(memory.write(input));
    for (const TensorInfo& tensor : file.tensors()) {
        std::vector<float> values(static_cast<std::size_t>(tensor.elements()));
        file.readFloats(tensor.name, values);
    }
}

std::vector<std::string> seeds()
{
    const test::TemporaryDirectory folder;
    const std::vector<float> values{1.0F, -2.0F, 0.5F, 0.0F, 3.0F, 4.0F};
    const std::vector<TensorPlan> tensors{{"matrix", {2, 3}}, {"vector", {6}}, {"cube", {1, 2, 3}}};
    std::vector<std::string> seeds;
    for (const SavedType type : {SavedType::F32, SavedType::Bf16}) {
        writeSafetensors(folder / "seed", tensors, type,
                         [&](const TensorPlan&) { return std::span(values); });
        seeds.push_back(readFile(folder / "seed", std::size_t{1} << 20U));
    }
    return seeds;
}

} // namespace rw::fuzz
