#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/policy/parallel.h"
#include "core/policy/sampler.h"
#include "core/policy/step_decoder.h"
#include "core/policy/torch_compat.h"

#include <algorithm>

namespace rw {

namespace {

// What is in flight at once is bounded: more answers make a step slower, not the whole faster.
constexpr std::size_t kAnswersInFlight = 256;
constexpr double kCacheFloatsInFlight = 1 << 28;
// Fewer logits than this are not worth a thread.
constexpr std::size_t kLogitsPerThread = std::size_t{1} << 14U;

/// An answer that goes on, and where its logits stand.
struct Open
{
    int request = 0; ///< in its wave
    int answer = 0;
    std::size_t logitsRow = 0;
};

/// Draws answers in waves of requests: all that are in flight take each step together.
class BatchGenerator : public Generator
{
public:
    BatchGenerator(const ModelConfig& config, std::unique_ptr<StepDecoder> decoder)
        : m_config(config)
        , m_decoder(std::move(decoder))
        , m_vocabulary(static_cast<std::size_t>(config.vocabSize))
    {
    }

    void loadWeights(const Transformer& model) override
    {
        const at::NoGradGuard noGrad;
        m_decoder->loadWeights(model);
    }

    std::vector<std::vector<GeneratedAnswer>> generate(std::span<const GenerationRequest> requests,
                                                       const StepObserver& observer,
                                                       const std::atomic<bool>& cancel) override;

private:
    using Answers = std::vector<std::vector<GeneratedAnswer>>;

    void check(const GenerationRequest& request) const;
    [[nodiscard]] std::size_t lengthLimit(const GenerationRequest& request) const;
    [[nodiscard]] std::size_t waveSize(std::span<const GenerationRequest> requests) const;
    void runWave(std::span<const GenerationRequest> wave, int firstRequest, const StepObserver& observer,
                 const std::atomic<bool>& cancel, Answers& answers);
    void openAnswers(std::span<const GenerationRequest> wave,
                     std::span<std::vector<GeneratedAnswer>> answers);
    void drawTokens(std::span<const GenerationRequest> wave, std::size_t position);
    void keepTokens(std::span<const GenerationRequest> wave, std::span<std::vector<GeneratedAnswer>> answers);
    void closeFinished();

    ModelConfig m_config;
    std::unique_ptr<StepDecoder> m_decoder;
    std::size_t m_vocabulary;
    std::vector<Sampler> m_samplers; ///< one a thread
    // The step in hand; one entry an open answer.
    std::vector<Open> m_open;
    std::vector<DrawnToken> m_drawn;
    std::vector<FedToken> m_fed;
    std::vector<float> m_logits;
};

void BatchGenerator::check(const GenerationRequest& request) const
{
    validate(request.params);
    if (request.promptTokens.empty())
        throw UsageError("A prompt without tokens cannot be answered.", "Write something into it.");
    if (request.promptTokens.size() >= static_cast<std::size_t>(m_config.maxPositions))
        throw UsageError("The prompt has " + std::to_string(request.promptTokens.size()) +
                             " tokens, and the model's context holds " +
                             std::to_string(m_config.maxPositions) + ".",
                         "Shorten the prompt.");
    for (const std::int32_t token : request.promptTokens) {
        if (token < 0 || token >= m_config.vocabSize)
            throw UsageError("The prompt holds token " + std::to_string(token) +
                                 ", but the model's vocabulary ends before " +
                                 std::to_string(m_config.vocabSize) + ".",
                             "Use the tokenizer that belongs to the model.");
    }
}

/// Tokens an answer may have: it ends where the context does.
std::size_t BatchGenerator::lengthLimit(const GenerationRequest& request) const
{
    const auto room = static_cast<std::size_t>(m_config.maxPositions) - request.promptTokens.size();
    return std::min(room, static_cast<std::size_t>(request.params.maxNewTokens));
}

/// How many of `requests` go in one wave: at least one.
std::size_t BatchGenerator::waveSize(std::span<const GenerationRequest> requests) const
{
    const double perToken = 2.0 * m_config.layers * m_config.kvHeads * m_config.headDim;
    std::size_t rows = 0, count = 0;
    double floats = 0.0;
    for (; count < requests.size(); ++count) {
        const GenerationRequest& request = requests[count];
        rows += static_cast<std::size_t>(request.params.samples);
        floats += perToken *
                  (static_cast<double>(request.promptTokens.size()) +
                   static_cast<double>(request.params.samples) * static_cast<double>(lengthLimit(request)));
        if (rows > kAnswersInFlight || floats > kCacheFloatsInFlight)
            break;
    }
    return std::max<std::size_t>(1, count);
}

std::vector<std::vector<GeneratedAnswer>>
BatchGenerator::generate(std::span<const GenerationRequest> requests, const StepObserver& observer,
                         const std::atomic<bool>& cancel)
{
    const at::NoGradGuard noGrad;
    Answers answers;
    for (const GenerationRequest& request : requests) {
        check(request);
        answers.emplace_back(static_cast<std::size_t>(request.params.samples));
    }
    for (std::size_t begin = 0; begin < requests.size();) {
        const std::size_t count = waveSize(requests.subspan(begin));
        runWave(requests.subspan(begin, count), static_cast<int>(begin), observer, cancel, answers);
        begin += count;
    }
    return answers;
}

void BatchGenerator::runWave(std::span<const GenerationRequest> wave, int firstRequest,
                             const StepObserver& observer, const std::atomic<bool>& cancel, Answers& all)
{
    const auto answers = std::span(all).subspan(static_cast<std::size_t>(firstRequest), wave.size());
    openAnswers(wave, answers);
    m_samplers.resize(static_cast<std::size_t>(at::get_num_threads()));
    m_logits.resize(std::max(wave.size(), m_open.size()) * m_vocabulary);
    if (cancel.load(std::memory_order_relaxed) || !m_decoder->readPrompts(wave, m_logits.data(), cancel))
        return;
    for (std::size_t position = 0; !m_open.empty(); ++position) {
        if (cancel.load(std::memory_order_relaxed))
            return;
        if (position > 0)
            m_decoder->step(m_fed, m_logits.data());
        drawTokens(wave, position);
        keepTokens(wave, answers);
        closeFinished();
        for (DrawnToken& token : m_drawn)
            token.request += firstRequest;
        if (observer)
            observer(m_drawn);
    }
}

void BatchGenerator::openAnswers(std::span<const GenerationRequest> wave,
                                 std::span<std::vector<GeneratedAnswer>> answers)
{
    m_open.clear();
    for (std::size_t request = 0; request < wave.size(); ++request) {
        for (std::size_t answer = 0; answer < answers[request].size(); ++answer) {
            // The first tokens of a request are all drawn from the logits that follow its prompt.
            m_open.push_back({static_cast<int>(request), static_cast<int>(answer), request});
            answers[request][answer].tokens.reserve(lengthLimit(wave[request]));
        }
    }
}

void BatchGenerator::drawTokens(std::span<const GenerationRequest> wave, std::size_t position)
{
    m_drawn.resize(m_open.size());
    parallelFor(m_open.size(), kLogitsPerThread / m_vocabulary + 1, [&](std::size_t begin, std::size_t end) {
        Sampler& sampler = m_samplers[static_cast<std::size_t>(at::get_thread_num())];
        for (std::size_t i = begin; i < end; ++i) {
            const Open& open = m_open[i];
            const GenerationRequest& request = wave[static_cast<std::size_t>(open.request)];
            const double uniform =
                sampleUniform(request.params.seed, request.promptKey, static_cast<std::uint32_t>(open.answer),
                              static_cast<std::uint32_t>(position));
            const std::span logits(m_logits.data() + open.logitsRow * m_vocabulary, m_vocabulary);
            m_drawn[i] = {open.request, open.answer, sampler.draw(logits, request.params, uniform)};
        }
    });
}

void BatchGenerator::keepTokens(std::span<const GenerationRequest> wave,
                                std::span<std::vector<GeneratedAnswer>> answers)
{
    for (DrawnToken& drawn : m_drawn) {
        const auto request = static_cast<std::size_t>(drawn.request);
        GeneratedAnswer& answer = answers[request][static_cast<std::size_t>(drawn.answer)];
        answer.tokens.push_back(drawn.trace);
        const auto& stopIds = m_config.stopIds;
        const bool stops = wave[request].stopsAtStopIds &&
                           std::find(stopIds.begin(), stopIds.end(), drawn.trace.token) != stopIds.end();
        drawn.finished = stops || answer.tokens.size() >= lengthLimit(wave[request]);
        drawn.finish = stops ? FinishReason::Stop : FinishReason::Length;
        if (drawn.finished)
            answer.finish = drawn.finish;
    }
}

/// Keeps the answers that go on and what is to be fed to them.
void BatchGenerator::closeFinished()
{
    m_open.clear();
    m_fed.clear();
    for (const DrawnToken& drawn : m_drawn) {
        if (drawn.finished)
            continue;
        m_open.push_back({drawn.request, drawn.answer, m_open.size()});
        m_fed.push_back({drawn.request, drawn.answer, drawn.trace.token});
    }
}

} // namespace

std::unique_ptr<Generator> makeBatchGenerator(const ModelConfig& config, std::unique_ptr<StepDecoder> decoder)
{
    return std::make_unique<BatchGenerator>(config, std::move(decoder));
}

} // namespace rw
