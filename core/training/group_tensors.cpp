#include "core/training/group_tensors.h"

#include "core/policy/torch_compat.h"

#include <algorithm>

namespace rw {

namespace {

/// Largest sizes among some groups.
struct Extent
{
    std::size_t prompt = 1;
    std::size_t answers = 1;
    std::size_t tokens = 1;
};

Extent extentOf(const MicroBatch& batch)
{
    Extent extent;
    for (const GroupPart& part : batch) {
        extent.prompt = std::max(extent.prompt, part.group->promptTokens.size());
        extent.answers = std::max(extent.answers, part.answers.size());
        for (const Rollout* answer : part.answers)
            extent.tokens = std::max(extent.tokens, answer->tokens.size());
    }
    return extent;
}

/// Values on their way into tensors.
struct Rows
{
    std::vector<std::int64_t> positions;
    std::vector<std::int64_t> tokens;
    std::vector<float> sampled;
    std::vector<std::int64_t> answers;
    std::vector<float> temperature;
    std::vector<std::int64_t> isOwn;
};

/// Whether a group was drawn from less than the whole distribution, so that the log-probabilities kept of it
/// are not the policy's.
bool isTruncated(const SamplingParams& params)
{
    return params.temperature <= 0.0F || params.topK > 0 || params.topP < 1.0F || params.minP > 0.0F;
}

at::Tensor asMask(const std::vector<std::int64_t>& values, at::IntArrayRef shape)
{
    return at::tensor(values).view(shape).to(at::kBool);
}

} // namespace

GroupTensors groupTensors(const MicroBatch& batch, c10::Device device)
{
    const Extent extent = extentOf(batch);
    const std::size_t slots = batch.size() * extent.answers * extent.tokens;
    std::vector<std::int64_t> prompts(batch.size() * extent.prompt, 0);
    std::vector<std::int64_t> promptMask(prompts.size(), 0);
    std::vector<std::int64_t> answers(slots, 0);
    std::vector<std::int64_t> answerMask(slots, 0);
    Rows rows;
    for (std::size_t g = 0; g < batch.size(); ++g) {
        const GroupPart& part = batch[g];
        const auto& prompt = part.group->promptTokens;
        const SamplingParams& params = part.group->params;
        const float temperature = params.temperature > 0.0F ? params.temperature : 1.0F;
        const std::int64_t isOwn = isTruncated(params) ? 0 : 1;
        const std::size_t left = (g + 1) * extent.prompt - prompt.size();
        std::copy(prompt.begin(), prompt.end(), prompts.begin() + static_cast<std::ptrdiff_t>(left));
        std::fill_n(promptMask.begin() + static_cast<std::ptrdiff_t>(left), prompt.size(), 1);
        for (std::size_t a = 0; a < part.answers.size(); ++a) {
            const std::size_t begin = (g * extent.answers + a) * extent.tokens;
            const auto& traces = part.answers[a]->tokens;
            for (std::size_t t = 0; t < traces.size(); ++t) {
                answers[begin + t] = traces[t].token;
                answerMask[begin + t] = 1;
                rows.positions.push_back(static_cast<std::int64_t>(begin + t));
                rows.tokens.push_back(traces[t].token);
                rows.sampled.push_back(traces[t].logprob);
                rows.answers.push_back(part.indices[a]);
                rows.temperature.push_back(temperature);
                rows.isOwn.push_back(isOwn);
            }
        }
    }
    const auto g = static_cast<std::int64_t>(batch.size());
    const auto a = static_cast<std::int64_t>(extent.answers);
    const auto t = static_cast<std::int64_t>(extent.tokens);
    const auto p = static_cast<std::int64_t>(extent.prompt);
    return {{at::tensor(prompts).view({g, p}).to(device), asMask(promptMask, {g, p}).to(device),
             at::tensor(answers).view({g, a, t}).to(device), asMask(answerMask, {g, a, t}).to(device)},
            at::tensor(rows.positions).to(device),
            at::tensor(rows.tokens).to(device),
            at::tensor(rows.sampled).to(device),
            at::tensor(rows.answers).to(device),
            at::tensor(rows.temperature).to(device),
            at::tensor(rows.isOwn).to(at::kBool).to(device)};
}

TokenLogprobs answerLogprobs(const Transformer& model, const GroupTensors& groups)
{
    const at::Tensor states =
        model.answerStates(groups.batch).flatten(0, 2).index_select(0, groups.positions);
    return tokenLogprobs(states, model.weights().head(),
                         {groups.tokens, groups.temperature, model.config().finalLogitSoftcap});
}

} // namespace rw
