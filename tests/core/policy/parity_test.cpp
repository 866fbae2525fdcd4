// Against transformers, by the files that tests/parity/logits.py writes.

#include "core/policy/step_decoder.h"
#include "core/policy/torch_compat.h"
#include "core/policy/torch_decoder.h"
#include "core/policy/transformer.h"
#include "core/weights/safetensors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace rw {
namespace {

constexpr std::int64_t kPrompts = 3;
constexpr std::int64_t kAnswers = 2;
constexpr std::int64_t kTokens = 6; ///< of an answer
constexpr float kTolerance = 1e-4F; ///< of logits; rounding makes less than 1e-5

/// A checkpoint of one architecture and what transformers makes of it.
class Parity : public testing::TestWithParam<std::string>
{
protected:
    Parity()
        : m_folder(std::filesystem::path(RW_SOURCE_DIR) / "tests/core/policy/data" / GetParam())
        , m_expected(SafetensorsFile::open(m_folder / "expected.safetensors"))
        , m_model(Transformer::load(m_folder, c10::kCPU))
    {
        for (std::int64_t i = 0; i < kPrompts; ++i)
            m_prompts.push_back(expected("prompt." + std::to_string(i)).to(at::kLong));
        m_answers = expected("answers").to(at::kLong);
    }

    [[nodiscard]] at::Tensor expected(const std::string& name) const
    {
        at::Tensor values = at::empty(m_expected.find(name)->shape, floatOptions(c10::kCPU));
        m_expected.readFloats(name, {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
        return values;
    }

    /// The prompts left-padded to one width, with their answers.
    [[nodiscard]] GroupBatch groupBatch() const
    {
        std::int64_t width = 0;
        for (const at::Tensor& prompt : m_prompts)
            width = std::max(width, prompt.size(0));
        GroupBatch batch;
        batch.promptTokens = at::zeros({kPrompts, width}, at::kLong);
        batch.promptMask = at::zeros({kPrompts, width}, at::kBool);
        for (std::int64_t i = 0; i < kPrompts; ++i) {
            const at::Tensor& prompt = m_prompts[static_cast<std::size_t>(i)];
            const std::int64_t length = prompt.size(0);
            batch.promptTokens[i].narrow(0, width - length, length).copy_(prompt);
            batch.promptMask[i].narrow(0, width - length, length).fill_(true);
        }
        batch.answerTokens = m_answers;
        batch.answerMask = at::ones_like(m_answers, at::kBool);
        return batch;
    }

    void expectClose(const at::Tensor& logits, const at::Tensor& wanted, const std::string& what)
    {
        ASSERT_EQ(logits.sizes(), wanted.sizes()) << what;
        const float difference = (logits - wanted).abs().max().item<float>();
        m_largest = std::max(m_largest, difference);
        m_deviation = std::max(m_deviation, (logits - wanted).square().mean().sqrt().item<float>());
        EXPECT_LT(difference, m_tolerance) << what;
    }

    void TearDown() override
    {
        RecordProperty("largest_difference", std::to_string(m_largest));
        RecordProperty("largest_deviation", std::to_string(m_deviation));
    }

    void expectDecoderClose(StepDecoder& decoder);

    std::filesystem::path m_folder;
    SafetensorsFile m_expected;
    Transformer m_model;
    std::vector<at::Tensor> m_prompts;
    at::Tensor m_answers;
    float m_largest = 0.0F;   ///< difference of an element
    float m_deviation = 0.0F; ///< root mean square of a comparison
    float m_tolerance = kTolerance;
};

INSTANTIATE_TEST_SUITE_P(Architectures, Parity,
                         testing::Values("llama", "llama3", "llama-biases", "qwen2", "qwen3", "gemma3",
                                         "gpt2"),
                         [](const auto& architecture) {
                             std::string name = architecture.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

TEST_P(Parity, LogitsOfWholeSequences)
{
    const at::NoGradGuard noGrad;
    for (std::int64_t p = 0; p < kPrompts; ++p) {
        for (std::int64_t a = 0; a < kAnswers; ++a) {
            const at::Tensor joined =
                at::cat(at::TensorList{m_prompts[static_cast<std::size_t>(p)], m_answers[p][a]});
            const std::string name = "logits." + std::to_string(p) + "." + std::to_string(a);
            expectClose(m_model.logits(m_model.hiddenStates(joined.unsqueeze(0)))[0], expected(name), name);
        }
    }
}

TEST_P(Parity, LogitsOfARightPaddedBatch)
{
    const at::NoGradGuard noGrad;
    at::Tensor batch = at::zeros({kPrompts, 24}, at::kLong);
    for (std::int64_t p = 0; p < kPrompts; ++p) {
        const at::Tensor joined =
            at::cat(at::TensorList{m_prompts[static_cast<std::size_t>(p)], m_answers[p][0]});
        batch[p].narrow(0, 0, joined.size(0)).copy_(joined);
    }
    const at::Tensor logits = m_model.logits(m_model.hiddenStates(batch));
    for (std::int64_t p = 0; p < kPrompts; ++p) {
        const at::Tensor wanted = expected("logits." + std::to_string(p) + ".0");
        expectClose(logits[p].narrow(0, 0, wanted.size(0)), wanted, std::to_string(p));
    }
}

TEST_P(Parity, LogitsOfAnswersToSharedPrompts)
{
    const at::NoGradGuard noGrad;
    expectClose(m_model.logits(m_model.answerStates(groupBatch())), expected("cached"), "answers");
}

TEST_P(Parity, Gradients)
{
    const at::Tensor logprobs = m_model.logits(m_model.answerStates(groupBatch())).log_softmax(-1);
    const at::Tensor loss = logprobs.gather(-1, m_answers.unsqueeze(-1)).sum();
    loss.backward();
    EXPECT_NEAR(loss.item<float>(), expected("loss").item<float>(), 1e-3F);
    int compared = 0;
    for (const NamedTensor& parameter : m_model.parameters()) {
        if (m_expected.find("gradient." + parameter.name) == nullptr)
            continue; // of another layer than the last
        const at::Tensor wanted = expected("gradient." + parameter.name);
        const float size = std::max(1.0F, wanted.abs().max().item<float>());
        expectClose(parameter.tensor.grad() / size, wanted / size, parameter.name);
        ++compared;
    }
    EXPECT_GE(compared, 11); // a Llama layer's nine, embedding and final norm
}

/// Prompts of different lengths in one batch, then their answers one token at a time.
void Parity::expectDecoderClose(StepDecoder& decoder)
{
    const at::NoGradGuard noGrad;
    decoder.loadWeights(m_model);
    std::vector<GenerationRequest> requests;
    for (const at::Tensor& prompt : m_prompts) {
        GenerationRequest& request = requests.emplace_back();
        const auto* ids = prompt.data_ptr<std::int64_t>();
        request.promptTokens.assign(ids, ids + prompt.numel());
        request.params.samples = kAnswers;
        request.params.maxNewTokens = kTokens;
    }
    const at::Tensor wanted = expected("cached");
    at::Tensor logits = at::empty({kPrompts, wanted.size(-1)}, floatOptions(c10::kCPU));
    const std::atomic<bool> never = false;
    ASSERT_TRUE(decoder.readPrompts(requests, logits.data_ptr<float>(), never));
    expectClose(logits, wanted.select(2, 0).select(1, 0), "after the prompts");

    logits = at::empty({kPrompts * kAnswers, wanted.size(-1)}, floatOptions(c10::kCPU));
    for (std::int64_t token = 0; token + 1 < kTokens; ++token) {
        std::vector<FedToken> fed;
        for (std::int64_t p = 0; p < kPrompts; ++p) {
            for (std::int64_t a = 0; a < kAnswers; ++a)
                fed.push_back({static_cast<int>(p), static_cast<int>(a), m_answers[p][a][token].item<int>()});
        }
        decoder.step(fed, logits.data_ptr<float>());
        expectClose(logits, wanted.select(2, token + 1).reshape({kPrompts * kAnswers, -1}),
                    "after token " + std::to_string(token));
    }
}

TEST_P(Parity, LogitsOfTheCpuDecoder)
{
    expectDecoderClose(*makeCpuDecoder(m_model.config()));
}

TEST_P(Parity, LogitsOfTheTorchDecoder)
{
    TorchDecoder decoder(m_model.config(), c10::kCPU);
    expectDecoderClose(decoder);
}

TEST_P(Parity, LogitsOfTheTorchDecoderInBf16)
{
    m_tolerance = 0.5F; // of the largest; what counts is the deviation below
    TorchDecoder decoder(m_model.config(), c10::kCPU, Precision::Bf16);
    expectDecoderClose(decoder);
    EXPECT_GT(m_largest, 1e-3F) << "nothing was rounded to bf16";
    EXPECT_LT(m_deviation, 2.0F * expected("bf16_deviation").item<float>())
        << "twice that of transformers' own";
}

} // namespace
} // namespace rw
