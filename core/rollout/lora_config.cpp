#include "core/rollout/lora_config.h"

#include "core/base/words.h"
#include "core/rollout/range_check.h"

#include <algorithm>

namespace rw {

namespace {

constexpr Words<LoraTarget, 7> kTargets{{{LoraTarget::Query, "q"},
                                         {LoraTarget::Key, "k"},
                                         {LoraTarget::Value, "v"},
                                         {LoraTarget::Output, "o"},
                                         {LoraTarget::Gate, "gate"},
                                         {LoraTarget::Up, "up"},
                                         {LoraTarget::Down, "down"}}};

} // namespace

std::string_view toString(LoraTarget target)
{
    return wordOf(kTargets, target);
}

LoraTarget loraTargetFromString(std::string_view word)
{
    return valueOf<UsageError>(kTargets, word, "projection that an adapter can go on");
}

std::optional<LoraTarget> loraTargetOf(WeightRole role)
{
    switch (role) {
    case WeightRole::Query:
        return LoraTarget::Query;
    case WeightRole::Key:
        return LoraTarget::Key;
    case WeightRole::Value:
        return LoraTarget::Value;
    case WeightRole::AttentionOutput:
        return LoraTarget::Output;
    case WeightRole::Gate:
        return LoraTarget::Gate;
    case WeightRole::Up:
        return LoraTarget::Up;
    case WeightRole::Down:
        return LoraTarget::Down;
    default:
        return {};
    }
}

std::vector<LoraTarget> allLoraTargets()
{
    std::vector<LoraTarget> targets;
    for (const auto& [target, word] : kTargets)
        targets.push_back(target);
    return targets;
}

std::vector<LoraTarget> loraTargetsFromString(std::string_view words)
{
    std::vector<LoraTarget> targets;
    for (std::size_t begin = 0; begin <= words.size();) {
        const std::size_t end = std::min(words.find(',', begin), words.size());
        targets.push_back(loraTargetFromString(words.substr(begin, end - begin)));
        begin = end + 1;
    }
    std::sort(targets.begin(), targets.end());
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    return targets;
}

std::string toString(const std::vector<LoraTarget>& targets)
{
    std::string words;
    for (const LoraTarget target : targets) {
        words += words.empty() ? "" : ",";
        words += toString(target);
    }
    return words;
}

void validate(const LoraConfig& config)
{
    requireRange("lora-rank", config.rank, 0, 4096);
    requireRange("lora-alpha", config.alpha, 1e-3F, 1e5F);
    if (config.targets.empty())
        throw UsageError("lora-targets names no projection, so that nothing would learn.",
                         "Choose some of: " + toString(allLoraTargets()) + ".");
}

} // namespace rw
