#include "core/engine/model_card.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/engine/loaded_model.h"
#include "core/engine/memory.h"
#include "core/weights/gguf_file.h"
#include "core/weights/model_files.h"
#include "core/weights/model_path.h"

#include <algorithm>
#include <map>

namespace rw {

namespace {

constexpr std::size_t kLicenceLimit = std::size_t{256} << 10U;
constexpr int kAdapterRank = 16;

/// "Q4_K, F32": most bytes first.
std::string typesOf(const std::vector<StoredTensor>& tensors)
{
    std::map<std::string, std::uint64_t> bytes;
    for (const StoredTensor& tensor : tensors)
        bytes[tensor.type] += tensor.bytes;
    std::vector<std::pair<std::string, std::uint64_t>> sorted(bytes.begin(), bytes.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& left, const auto& right) { return left.second > right.second; });
    std::string text;
    for (const auto& [type, size] : sorted)
        text += (text.empty() ? "" : ", ") + type;
    return text;
}

std::string licenceIn(const std::filesystem::path& folder)
{
    for (const char* name : {"LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING"}) {
        try {
            return validUtf8(readFile(folder / name, kLicenceLimit));
        } catch (const Error&) {
            continue; // most models have none of that name; the next may be there
        }
    }
    return {};
}

std::string nameOfFolder(const std::filesystem::path& folder)
{
    const std::filesystem::path whole = std::filesystem::weakly_canonical(folder);
    return validUtf8(whole.filename().string());
}

void describeGguf(const std::filesystem::path& path, protocol::ModelCard& card)
{
    const GgufFile file = GgufFile::open(path);
    const auto text = [&](const char* key) {
        const std::string* value = file.metadata().text(key);
        return value == nullptr ? std::string() : validUtf8(*value);
    };
    card.name = text("general.name");
    if (card.name.empty())
        card.name = validUtf8(path.stem().string());
    card.licence = text("general.license");
}

protocol::ModelCard cardOf(const ModelFiles& files)
{
    const ModelConfig& config = files.config();
    const std::vector<StoredTensor> tensors = files.weights().tensors();
    protocol::ModelCard card;
    card.path = validUtf8(std::filesystem::weakly_canonical(files.path()).string());
    card.architecture = architectureName(config);
    card.types = typesOf(tensors);
    card.parameters = parameterCount(config);
    for (const StoredTensor& tensor : tensors)
        card.fileBytes += static_cast<std::int64_t>(tensor.bytes);
    card.tensors = static_cast<int>(tensors.size());
    card.layers = config.layers;
    card.hiddenSize = config.hiddenSize;
    card.contextLength = config.maxPositions;
    card.vocabulary = config.vocabSize;
    if (files.format() == ModelFormat::Gguf) {
        card.format = "GGUF";
        describeGguf(files.path(), card);
    } else {
        card.format = "safetensors";
        card.name = nameOfFolder(files.path());
        card.licence = licenceIn(files.path());
    }
    return card;
}

} // namespace

protocol::ModelInspected inspectModel(const protocol::InspectModelParams& params)
{
    const std::filesystem::path path = modelPath(params.path);
    const ModelFiles files = ModelFiles::open(path);
    protocol::ModelInspected inspected;
    inspected.card = cardOf(files);
    const auto [tokenizer, chatTemplate] = loadModelText(files);
    inspected.card.tokenizer = tokenizer.kind();
    inspected.card.chatTemplate = !chatTemplate.isNone();
    TrainingConfig whole = params.config;
    whole.lora.rank = 0;
    TrainingConfig adapted = params.config;
    if (!adapted.lora.isOn())
        adapted.lora.rank = kAdapterRank;
    MemoryScenario answering;
    answering.training = false;
    inspected.training = estimateMemory(files.config(), whole);
    inspected.lora = estimateMemory(files.config(), adapted);
    inspected.sampling = estimateMemory(files.config(), whole, answering);
    inspected.adapter = adapted.lora;
    const MemoryUse memory = memoryUse();
    if (memory.available > 0)
        inspected.memoryFree = memory.available + memory.resident; // what the open run holds goes first
    return inspected;
}

} // namespace rw
