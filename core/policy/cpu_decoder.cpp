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
    bool readPrompt(KvSequence& prompt, std::span<const std::int32_t> tokens,
                    const std::atomic<bool>& cancel);

    KvPool m_pool;
    RowDecoder m_decoder;
    std::size_t m_vocabulary;
    std::vector<Conversation> m_conversations; // after m_pool: gives its blocks back first
    std::vector<DecodeRow> m_rows;
};

bool CpuDecoder::readPrompts(std::span<const GenerationRequest> requests, float* logits,
                             const std::atomic<bool>& cancel)
{
    m_conversations.clear();
    for (std::size_t i = 0; i < requests.size(); ++i) {
        Conversation& conversation = m_conversations.emplace_back(Conversation{KvSequence(m_pool), {}});
        if (!readPrompt(conversation.prompt, requests[i].promptTokens, cancel))
            return false;
        m_decoder.readLogits(m_rows.size() - 1, 1, logits + i * m_vocabulary);
        for (int answer = 0; answer < requests[i].params.samples; ++answer)
            conversation.answers.emplace_back(m_pool);
    }
    return true;
}

bool CpuDecoder::readPrompt(KvSequence& prompt, std::span<const std::int32_t> tokens,
                            const std::atomic<bool>& cancel)
{
    prompt.grow(tokens.size());
    for (std::size_t begin = 0; begin < tokens.size(); begin += kPromptRows) {
        if (cancel.load(std::memory_order_relaxed))
            return false;
        const std::size_t end = std::min(tokens.size(), begin + kPromptRows);
        m_rows.clear();
        for (std::size_t i = begin; i < end; ++i)
            m_rows.push_back({tokens[i], i, nullptr, &prompt, i});
        m_decoder.run(m_rows);
    }
    return true;
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
    m_decoder.run(m_rows);
    m_decoder.readLogits(0, m_rows.size(), logits);
}

} // namespace

std::unique_ptr<StepDecoder> makeCpuDecoder(const ModelConfig& config)
{
    return std::make_unique<CpuDecoder>(config);
}

} // namespace rw
