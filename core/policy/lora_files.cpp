#include "core/policy/lora_files.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/base/strict_json.h"
#include "core/policy/torch_compat.h"
#include "core/weights/safetensors.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace rw {

namespace {

constexpr const char* kFingerprint = "base_fingerprint";

/// peft's words for the projections, in the order of LoraTarget.
constexpr std::array<std::string_view, 7> kModuleNames{"q_proj",    "k_proj",  "v_proj",   "o_proj",
                                                       "gate_proj", "up_proj", "down_proj"};

std::string_view moduleName(LoraTarget target)
{
    return kModuleNames[static_cast<std::size_t>(target)];
}

/// Tells other weights apart at the price of reading a few of each tensor.
std::string fingerprint(const Transformer& model)
{
    constexpr std::int64_t kValues = 256;
    std::string bytes;
    for (const NamedTensor& parameter : model.parameters()) {
        const at::Tensor flat = parameter.tensor.detach().reshape({-1});
        const std::int64_t count = std::min(kValues, flat.numel());
        const at::Tensor middle =
            flat.narrow(0, (flat.numel() - count) / 2, count).to(c10::kCPU).contiguous();
        bytes.append(reinterpret_cast<const char*>(middle.data_ptr<float>()),
                     static_cast<std::size_t>(count) * sizeof(float));
    }
    return std::to_string(stableHash(bytes));
}

Error wrongConfig(const std::filesystem::path& file, const std::string& cause)
{
    return Error(file.string() + ": " + cause,
                 "Use an adapter of LoRA on some of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj and "
                 "down_proj.");
}

LoraTarget targetOf(const Json& module, const std::filesystem::path& file)
{
    if (module.is_string()) {
        const auto found = std::find(kModuleNames.begin(), kModuleNames.end(), module.get<std::string>());
        if (found != kModuleNames.end())
            return static_cast<LoraTarget>(found - kModuleNames.begin());
    }
    throw wrongConfig(file, "target_modules has " + module.dump() + ", which is not supported.");
}

/// A member that peft's plain LoRA leaves at `plain`; others change the arithmetic.
void demandPlain(const Json& config, const char* key, const Json& plain, const std::filesystem::path& file)
{
    if (config.contains(key) && !config[key].is_null() && config[key] != plain)
        throw wrongConfig(file, std::string(key) + " is " + config[key].dump() + ", which is not supported.");
}

LoraConfig readAdapterConfig(const std::filesystem::path& directory)
{
    const std::filesystem::path file = directory / kAdapterConfigFile;
    const Json json = readJsonFile(file);
    if (!json.is_object() || !json.contains("peft_type") || json["peft_type"] != "LORA")
        throw wrongConfig(file, "peft_type is not LORA.");
    demandPlain(json, "use_dora", false, file);
    demandPlain(json, "use_rslora", false, file);
    demandPlain(json, "fan_in_fan_out", false, file);
    demandPlain(json, "bias", "none", file);
    demandPlain(json, "modules_to_save", Json::array(), file);
    demandPlain(json, "rank_pattern", Json::object(), file);
    demandPlain(json, "alpha_pattern", Json::object(), file);
    LoraConfig config;
    config.rank = static_cast<int>(jsonInteger(json, "r", kAdapterConfigFile, 1, 4096));
    if (!json.contains("lora_alpha") || !json["lora_alpha"].is_number())
        throw wrongConfig(file, "lora_alpha is not a number.");
    config.alpha = json["lora_alpha"].get<float>();
    if (!json.contains("target_modules") || !json["target_modules"].is_array())
        throw wrongConfig(file, "target_modules is not a list.");
    config.targets.clear();
    for (const Json& module : json["target_modules"])
        config.targets.push_back(targetOf(module, file));
    std::sort(config.targets.begin(), config.targets.end());
    config.targets.erase(std::unique(config.targets.begin(), config.targets.end()), config.targets.end());
    try {
        validate(config);
    } catch (const UsageError& problem) {
        throw wrongConfig(file, problem.what());
    }
    return config;
}

Json toPeftJson(const LoraConfig& config, const std::filesystem::path& base)
{
    Json modules = Json::array();
    for (const LoraTarget target : config.targets)
        modules.push_back(moduleName(target));
    return {{"peft_type", "LORA"},
            {"task_type", "CAUSAL_LM"},
            {"base_model_name_or_path", base.string()},
            {"r", config.rank},
            {"lora_alpha", config.alpha},
            {"lora_dropout", 0.0},
            {"target_modules", modules},
            {"bias", "none"},
            {"fan_in_fan_out", false},
            {"inference_mode", true}};
}

void readFactor(const SafetensorsFile& file, const NamedTensor& factor)
{
    const TensorInfo* info = file.find(factor.name);
    if (info == nullptr || info->shape != factor.tensor.sizes().vec())
        throw Error(file.path().string() + " has no \"" + factor.name +
                        "\" of the shape that the base needs.",
                    "Use the adapter with the base model that it was trained on.");
    at::Tensor values = at::empty(factor.tensor.sizes(), floatOptions(c10::kCPU));
    file.readFloats(factor.name, {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
    factor.tensor.detach().copy_(values);
}

/// Where the base lies: as the config says, absolute or seen from the directory.
std::filesystem::path adapterBase(const std::filesystem::path& directory)
{
    const std::filesystem::path file = directory / kAdapterConfigFile;
    const Json json = readJsonFile(file);
    const char* key = "base_model_name_or_path";
    if (!json.is_object() || !json.contains(key) || !json[key].is_string() ||
        json[key].get<std::string>().empty())
        throw wrongConfig(file, std::string(key) + " names no base model.");
    return directory / json[key].get<std::string>(); // an absolute path stays as it is
}

} // namespace

bool isAdapterDirectory(const std::filesystem::path& path)
{
    std::error_code ignored;
    return std::filesystem::exists(path / kAdapterConfigFile, ignored);
}

void saveAdapter(const Transformer& model, const std::filesystem::path& directory,
                 const std::filesystem::path& base)
{
    const LoraAdapter& adapter = *model.adapter();
    std::vector<at::Tensor> kept; // holds the values while they are written
    std::vector<TensorToWrite> tensors;
    for (const NamedTensor& factor : adapter.parameters()) {
        const at::Tensor& values = kept.emplace_back(factor.tensor.detach().to(c10::kCPU).contiguous());
        tensors.push_back({factor.name,
                           values.sizes().vec(),
                           {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())}});
    }
    writeSafetensors(directory / kAdapterWeightsFile, tensors,
                     {{"format", "pt"}, {kFingerprint, fingerprint(model)}});
    writeFileAtomically(directory / kAdapterConfigFile, toPeftJson(adapter.config(), base).dump(2) + "\n");
}

AdapterStack adapterStack(const std::filesystem::path& path)
{
    constexpr std::size_t kMostAdapters = 8;
    AdapterStack stack{path, {}};
    while (isAdapterDirectory(stack.base)) {
        if (stack.adapters.size() == kMostAdapters)
            throw Error(path.string() + " is an adapter at the end of a chain of more than " +
                            std::to_string(kMostAdapters) + " adapters or of a circle.",
                        "Correct base_model_name_or_path in its adapter_config.json.");
        stack.adapters.insert(stack.adapters.begin(), stack.base);
        stack.base = adapterBase(stack.base);
    }
    return stack;
}

LoraAdapter loadAdapter(const std::filesystem::path& directory, const Transformer& base)
{
    LoraAdapter adapter(base.config(), readAdapterConfig(directory), 0, base.device());
    const SafetensorsFile file = SafetensorsFile::open(directory / kAdapterWeightsFile);
    const auto made = file.metadata().find(kFingerprint);
    if (made != file.metadata().end() && made->second != fingerprint(base))
        throw Error(file.path().string() + " was trained on other weights than those of its base model, " +
                        adapterBase(directory).string() + ".",
                    "Put the base model back as it was, or name another in adapter_config.json.");
    if (file.tensors().size() != adapter.parameters().size())
        throw Error(file.path().string() + " has " + std::to_string(file.tensors().size()) +
                        " tensors, but " + std::to_string(adapter.parameters().size()) +
                        " fit its config and base.",
                    "Use the adapter with the base model that it was trained on.");
    for (const NamedTensor& factor : adapter.parameters())
        readFactor(file, factor);
    return adapter;
}

void loadAdapters(const AdapterStack& stack, Transformer& base)
{
    for (const std::filesystem::path& directory : stack.adapters) {
        base.mergeAdapter();
        base.setAdapter(loadAdapter(directory, base));
    }
}

} // namespace rw
