#include "core/policy/torch_decoder.h"

#include "core/policy/products.h"
#include "core/policy/torch_compat.h"
#include "core/policy/torch_generator.h"

#include <algorithm>
#include <cstring>

namespace rw {

TorchDecoder::TorchDecoder(const ModelConfig& config, c10::Device device, Precision precision)
    : m_config(config)
    , m_device(device)
    , m_type(precision == Precision::Bf16 ? at::kBFloat16 : at::kFloat)
{
}

void TorchDecoder::loadWeights(const Transformer& model)
{
    m_weights.clear();
    const std::vector<WeightSpec> specs = decoderWeights(m_config);
    const auto weights = model.actingWeights();
    for (std::size_t i = 0; i < specs.size(); ++i) {
        const at::ScalarType type = isProjection(specs[i].role) ? m_type : at::kFloat;
        m_weights.push_back({weights[i].name, weights[i].tensor.to(m_device, type, /*non_blocking=*/false,
                                                                   /*copy=*/true)});
    }
}

at::Tensor TorchDecoder::onDevice(const std::vector<std::int64_t>& values) const
{
    return at::tensor(at::ArrayRef<std::int64_t>(values), at::kLong).to(m_device);
}

bool TorchDecoder::readPrompts(std::span<const GenerationRequest> requests, float* logits,
                               const std::atomic<bool>& cancel)
{
    if (cancel.load(std::memory_order_relaxed))
        return false;
    makeGrid(requests);
    const auto count = static_cast<std::int64_t>(requests.size());
    const std::int64_t tokens = m_promptWidth;
    std::vector<std::int64_t> ids, lastRows;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const std::vector<std::int32_t>& prompt = requests[i].promptTokens;
        ids.insert(ids.end(), prompt.begin(), prompt.end());
        ids.resize((i + 1) * static_cast<std::size_t>(tokens)); // right-padded: real tokens never see padding
        lastRows.push_back(static_cast<std::int64_t>(i) * tokens + static_cast<std::int64_t>(prompt.size()) -
                           1);
    }
    const at::Tensor positions = at::arange(tokens, m_lengths.options());
    const PerKind<PromptView> views(m_config, [&](LayerKind kind) {
        return PromptView{Rotation(m_config, gatherAngles(m_tables[kind], positions, {tokens})),
                          causalMask(tokens, windowOf(m_config, kind), m_device)};
    });
    const auto attention = [&](std::size_t layer, const Projections& rows) {
        return promptAttention(rows, m_caches[layer], views[kindOf(m_config, layer)])
            .view({count * tokens, -1});
    };
    const at::Tensor states = decodeRows(WeightView(m_weights, m_config), m_config,
                                         {onDevice(ids), positions.repeat({count})}, attention);
    writeLogits(states.index_select(0, onDevice(lastRows)), logits);
    return true;
}

/// An empty grid for the answers of `requests`, with memory for their longest.
void TorchDecoder::makeGrid(std::span<const GenerationRequest> requests)
{
    std::int64_t prompt = 0, tokens = 0;
    std::vector<std::int64_t> lengths;
    m_slots = 1;
    for (const GenerationRequest& request : requests) {
        lengths.push_back(static_cast<std::int64_t>(request.promptTokens.size()));
        prompt = std::max(prompt, lengths.back());
        tokens = std::max<std::int64_t>(tokens, std::min(request.params.maxNewTokens, m_config.maxPositions));
        m_slots = std::max<std::int64_t>(m_slots, request.params.samples);
    }
    m_places.clear();
    for (std::size_t i = 0; i < requests.size(); ++i) {
        for (int slot = 0; slot < m_slots; ++slot)
            m_places.push_back(slot < requests[i].params.samples ? Place{static_cast<int>(i), slot}
                                                                 : Place{});
    }
    const auto count = static_cast<std::int64_t>(requests.size());
    m_step = 0;
    m_lengths = onDevice(lengths);
    m_promptWidth = prompt;
    m_tables = PerKind<RopeTensors>(
        m_config, [&](LayerKind kind) { return ropeTensors(m_config, kind, prompt + tokens, m_device); });
    m_caches.assign(static_cast<std::size_t>(m_config.layers), {});
    for (LayerCache& cache : m_caches) {
        cache.key = at::zeros({count, m_config.kvHeads, m_slots, tokens, m_config.headDim},
                              floatOptions(m_device).dtype(m_type));
        cache.value = at::zeros_like(cache.key);
    }
}

at::Tensor TorchDecoder::promptAttention(const Projections& rows, LayerCache& cache,
                                         const PromptView& view) const
{
    const std::int64_t kv = m_config.kvHeads, dim = m_config.headDim, shared = m_config.heads / kv;
    const std::int64_t count = requests(), tokens = m_promptWidth;
    const at::Tensor query = rows.query.view({count, tokens, kv, shared, dim}).permute({0, 2, 3, 1, 4});
    cache.promptKey =
        view.rotation.ofKey(rows.key.view({count, tokens, kv, dim}).transpose(1, 2)).contiguous();
    cache.promptValue = rows.value.view({count, tokens, kv, dim}).transpose(1, 2).contiguous();
    return attendToSelf({view.rotation.ofQuery(query), cache.promptKey, cache.promptValue}, view.mask);
}

TorchDecoder::StepView TorchDecoder::stepView(LayerKind kind) const
{
    const std::int64_t count = requests(), window = windowOf(m_config, kind);
    const at::Tensor positions = m_lengths + m_step;
    const at::Tensor keys = at::arange(m_promptWidth, m_lengths.options());
    at::Tensor hidden = keys.ge(m_lengths.unsqueeze(1));
    if (window > 0)
        hidden = hidden.logical_or(keys.le(positions.unsqueeze(1) - window));
    return {Rotation(m_config, gatherAngles(m_tables[kind], positions, {count, 1, 1})),
            hidden.to(at::kFloat).mul_(kHiddenScore).view({count, 1, 1, 1, m_promptWidth}),
            window == 0 ? 0 : std::max<std::int64_t>(0, m_step + 1 - window)};
}

void TorchDecoder::step(std::span<const FedToken> fed, float* logits)
{
    if (2 * fed.size() <= m_places.size())
        shrinkGrid(fed);
    std::vector<std::int64_t> ids(m_places.size(), 0), fedRows;
    std::size_t place = 0; // both are in order of request and answer
    for (const FedToken& token : fed) {
        while (m_places[place].request != token.request || m_places[place].answer != token.answer)
            ++place;
        ids[place] = token.token;
        fedRows.push_back(static_cast<std::int64_t>(place));
    }
    const PerKind<StepView> views(m_config, [&](LayerKind kind) { return stepView(kind); });
    const auto attention = [&](std::size_t layer, const Projections& rows) {
        return stepAttention(rows, m_caches[layer], views[kindOf(m_config, layer)]);
    };
    // Places of nobody may stand beyond the context.
    const at::Tensor positions = (m_lengths + m_step).clamp_max(m_config.maxPositions - 1);
    const at::Tensor states = decodeRows(WeightView(m_weights, m_config), m_config,
                                         {onDevice(ids), positions.repeat_interleave(m_slots)}, attention);
    ++m_step;
    writeLogits(fedRows.size() == m_places.size() ? states : states.index_select(0, onDevice(fedRows)),
                logits);
}

at::Tensor TorchDecoder::stepAttention(const Projections& rows, LayerCache& cache, const StepView& view) const
{
    const std::int64_t kv = m_config.kvHeads, dim = m_config.headDim, shared = m_config.heads / kv;
    const std::int64_t count = requests(), prompt = m_promptWidth;
    const std::int64_t seen = m_step + 1 - view.firstOwn, tokens = cache.key.size(3);

    const at::Tensor key = rows.key.view({count, m_slots, kv, dim}).transpose(1, 2);
    cache.key.select(3, m_step).copy_(view.rotation.ofKey(key));
    cache.value.select(3, m_step).copy_(rows.value.view({count, m_slots, kv, dim}).transpose(1, 2));

    const at::Tensor split = rows.query.view({count, m_slots, kv, shared, dim}).transpose(1, 2);
    const at::Tensor query = view.rotation.ofQuery(split).contiguous();
    const auto own = [&](const at::Tensor& all) {
        return all.view({count * kv * m_slots, tokens, dim}).narrow(1, view.firstOwn, seen);
    };
    const at::Tensor toPrompt =
        batchedProduct(query.view({count * kv, m_slots * shared, dim}),
                       cache.promptKey.view({count * kv, prompt, dim}).transpose(1, 2))
            .view({count, kv, m_slots, shared, prompt})
            .add_(view.promptHidden);
    const at::Tensor toSelf =
        batchedProduct(query.view({count * kv * m_slots, shared, dim}), own(cache.key).transpose(1, 2))
            .view({count, kv, m_slots, shared, seen});
    const at::Tensor weights = attentionWeights(at::cat(at::TensorList{toPrompt, toSelf}, -1));

    const at::Tensor fromPrompt =
        batchedProduct(weights.narrow(-1, 0, prompt).reshape({count * kv, m_slots * shared, prompt}),
                       cache.promptValue.view({count * kv, prompt, dim}));
    const at::Tensor fromSelf = batchedProduct(
        weights.narrow(-1, prompt, seen).reshape({count * kv * m_slots, shared, seen}), own(cache.value));
    return fromPrompt.view({count, kv, m_slots, shared * dim})
        .add_(fromSelf.view({count, kv, m_slots, shared * dim}))
        .transpose(1, 2)
        .reshape({count * m_slots, kv * shared * dim});
}

/// Moves the answers that go on together and drops requests that have none.
void TorchDecoder::shrinkGrid(std::span<const FedToken> fed)
{
    std::vector<std::int64_t> keptRequests;
    std::vector<std::vector<Place>> alive;
    std::vector<std::vector<std::int64_t>> oldSlots;
    std::size_t place = 0;
    for (const FedToken& token : fed) {
        while (m_places[place].request != token.request || m_places[place].answer != token.answer)
            ++place;
        const std::int64_t row = static_cast<std::int64_t>(place) / m_slots;
        if (keptRequests.empty() || keptRequests.back() != row) {
            keptRequests.push_back(row);
            alive.emplace_back();
            oldSlots.emplace_back();
        }
        alive.back().push_back({token.request, token.answer});
        oldSlots.back().push_back(static_cast<std::int64_t>(place) % m_slots);
    }
    std::size_t slots = 0;
    for (const std::vector<Place>& places : alive)
        slots = std::max(slots, places.size());

    const std::int64_t kv = m_config.kvHeads, oldWidth = m_slots;
    std::vector<std::int64_t> source; // of each [request, kv, slot] in the old cache
    m_places.clear();
    for (std::size_t i = 0; i < alive.size(); ++i) {
        oldSlots[i].resize(slots, oldSlots[i].front()); // places of nobody hold anything finite
        alive[i].resize(slots);
        m_places.insert(m_places.end(), alive[i].begin(), alive[i].end());
        for (std::int64_t head = 0; head < kv; ++head) {
            for (const std::int64_t slot : oldSlots[i])
                source.push_back((keptRequests[i] * kv + head) * oldWidth + slot);
        }
    }
    m_slots = static_cast<std::int64_t>(slots);

    const auto count = static_cast<std::int64_t>(alive.size());
    const at::Tensor rows = onDevice(keptRequests), sources = onDevice(source);
    m_lengths = m_lengths.index_select(0, rows);
    for (LayerCache& cache : m_caches) {
        cache.promptKey = cache.promptKey.index_select(0, rows);
        cache.promptValue = cache.promptValue.index_select(0, rows);
        for (at::Tensor* own : {&cache.key, &cache.value}) {
            const std::int64_t tokens = own->size(3), dim = own->size(4);
            *own =
                own->view({-1, tokens, dim}).index_select(0, sources).view({count, kv, m_slots, tokens, dim});
        }
    }
}

void TorchDecoder::writeLogits(const at::Tensor& states, float* logits) const
{
    const at::Tensor values = decoderLogits(WeightView(m_weights, m_config), m_config, states)
                                  .to(c10::Device(c10::kCPU))
                                  .contiguous();
    std::memcpy(logits, values.data_ptr<float>(), static_cast<std::size_t>(values.numel()) * sizeof(float));
}

std::unique_ptr<Generator> makeTorchGenerator(const ModelConfig& config, c10::Device device,
                                              Precision precision)
{
    return makeBatchGenerator(config, std::make_unique<TorchDecoder>(config, device, precision));
}

} // namespace rw
