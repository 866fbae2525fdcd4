#include "core/policy/row_decoder.h"
#include "core/policy/step_decoder.h"

#include <algorithm>

namespace rw {

namespace {

// Rows of a prompt that are run at once: bounds the memory for activations.
constexpr std::size_t kPromptRows = 256;

/// A prompt that was read, and the answers that go on from it.
struct Conversation
{
    KvSequence prompt;
    std::vector<KvSequence> answers;
};

class CpuDecoder : public StepDecoder
{
public:
    explicit CpuDecoder(const ModelConfig& config)
        : m_pool(config)
        , m_decoder(config)
        , m_vocabulary(static_cast<std::size_t>(config.vocabSize))
    {
    }

    void loadWeights(const Transformer& model) override { m_decoder.loadWeights(model); }

    bool readPrompts(std::span<const GenerationRequest> requests, float* logits,
                     const std::atomic<bool>& cancel) override;
    void step(std::span<const FedToken> fed, float* logits) override;

private:
    /// The last row of a prompt, after which its answers begin.
    struct PromptEnd
    {
        std::size_t row = 0;
        std::size_t request = 0;
    };

    void open(std::span<const GenerationRequest> requests);
    void runPromptRows(float* logits);

    KvPool m_pool;
    RowDecoder m_decoder;
    std::size_t m_vocabulary;
    std::vector<Conversation> m_conversations; // after m_pool: gives its blocks back first
    std::vector<DecodeRow> m_rows;
    std::vector<PromptEnd> m_ends;
};

bool CpuDecoder::readPrompts(std::span<const GenerationRequest> requests, float* logits,
                             const std::atomic<bool>& cancel)
{
    open(requests);
    m_rows.clear();
    m_ends.clear();
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const std::vector<std::int32_t>& tokens = requests[i].promptTokens;
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            m_rows.push_back({tokens[t], t, nullptr, &m_conversations[i].prompt, t});
            if (t + 1 == tokens.size())
                m_ends.push_back({m_rows.size() - 1, i});
            if (m_rows.size() < kPromptRows)
                continue;
            if (cancel.load(std::memory_order_relaxed))
                return false;
            runPromptRows(logits);
        }
    }
    runPromptRows(logits);
    return true;
}

void CpuDecoder::open(std::span<const GenerationRequest> requests)
{
    m_conversations.clear();
    m_conversations.reserve(requests.size());
    for (const GenerationRequest& request : requests) {
        Conversation& conversation = m_conversations.emplace_back(Conversation{KvSequence(m_pool), {}});
        conversation.prompt.grow(request.promptTokens.size());
        for (int answer = 0; answer < request.params.samples; ++answer)
            conversation.answers.emplace_back(m_pool);
    }
}

void CpuDecoder::runPromptRows(float* logits)
{
    if (m_rows.empty())
        return;
    m_decoder.runPrompts(m_rows);
    for (const PromptEnd& end : m_ends)
        m_decoder.readLogits(end.row, logits + end.request * m_vocabulary);
    m_rows.clear();
    m_ends.clear();
}

void CpuDecoder::step(std::span<const FedToken> fed, float* logits)
{
    m_rows.clear();
    for (const FedToken& token : fed) {
        Conversation& conversation = m_conversations[static_cast<std::size_t>(token.request)];
        KvSequence& answer = conversation.answers[static_cast<std::size_t>(token.answer)];
        const std::size_t index = answer.tokens();
        answer.grow(1);
        m_rows.push_back(
            {token.token, conversation.prompt.tokens() + index, &conversation.prompt, &answer, index});
    }
    m_decoder.runAnswers(m_rows, logits);
}

} // namespace

std::unique_ptr<StepDecoder> makeCpuDecoder(const ModelConfig& config)
{
    return std::make_unique<CpuDecoder>(config);
}

} // namespace rw
