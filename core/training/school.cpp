#include "core/training/school.h"

#include "core/text/prompt_encoder.h"
#include "core/text/school_tokens.h"
#include "core/training/training_state.h"

#include <algorithm>

namespace rw {

namespace {

constexpr int kVocabulary = 1024;
constexpr int kTokenizerExamples = 20'000;
constexpr double kMaxGradNorm = 1.0;
constexpr std::uint64_t kTokenizerStream = 0xb9e;

SchoolExample drawImitation(Rng& rng, double)
{
    return drawImitationExample(rng);
}

} // namespace

SchoolStage pretrainingStage()
{
    return {.draw = drawPretrainingExample,
            .iterations = 3000,
            .learningRate = 2e-3F,
            .warmup = 100,
            .decayFrom = 0.6,
            .questionWeight = 0.05F};
}

SchoolStage imitationStage()
{
    return {.draw = drawImitation, .iterations = 200, .learningRate = 1e-3F, .warmup = 10, .decayFrom = 0.5};
}

ModelConfig schoolModelConfig(int vocabSize)
{
    ModelConfig config;
    config.hiddenSize = 160;
    config.intermediateSize = 448;
    config.layers = 5;
    config.heads = 4;
    config.kvHeads = 2;
    config.headDim = 40;
    config.vocabSize = vocabSize;
    config.maxPositions = 512;
    config.tieWordEmbeddings = true;
    config.stopIds = {kEndId};
    config.padId = kPadId;
    return config;
}

BpeVocabulary trainSchoolTokenizer(std::uint64_t seed)
{
    BpeTrainer trainer(
        {.vocabSize = kVocabulary, .specialTokens = {kSchoolTokens.begin(), kSchoolTokens.end()}});
    Rng rng(seed, kTokenizerStream);
    for (int i = 0; i < kTokenizerExamples; ++i) {
        const SchoolExample example = drawPretrainingExample(rng, 1.0);
        trainer.add(example.question);
        trainer.add(example.text);
    }
    return trainer.train();
}

SchoolTraining::SchoolTraining(Transformer& model, Tokenizer tokenizer, const SchoolStage& stage,
                               std::uint64_t seed)
    : m_tokenizer(std::move(tokenizer))
    , m_stage(stage)
    , m_seed(seed)
    , m_trainer(model)
{
}

double SchoolTraining::step()
{
    Rng rng(m_seed, static_cast<std::uint64_t>(m_iteration));
    const double progress = static_cast<double>(m_iteration) / m_stage.iterations;
    std::vector<TrainingSequence> sequences;
    for (int i = 0; i < m_stage.batch; ++i)
        sequences.push_back(encode(m_stage.draw(rng, progress)));
    const double loss = m_trainer.step(sequences, {.learningRate = learningRate()}, kMaxGradNorm);
    ++m_iteration;
    return loss;
}

float SchoolTraining::learningRate() const
{
    const auto done = static_cast<double>(m_iteration + 1);
    if (m_iteration < m_stage.warmup)
        return m_stage.learningRate * static_cast<float>(done / m_stage.warmup);
    const double from = m_stage.decayFrom * m_stage.iterations;
    const double fallen = std::clamp((done - from) / (m_stage.iterations - from), 0.0, 1.0);
    return m_stage.learningRate * (1.0F - (1.0F - m_stage.finalRateShare) * static_cast<float>(fallen));
}

TrainingSequence SchoolTraining::encode(const SchoolExample& example) const
{
    if (example.question.empty()) {
        TrainingSequence prose{m_tokenizer.encode(example.text), 1, 0.0F};
        prose.tokens.push_back(kEndId);
        return prose;
    }
    TrainingSequence sequence;
    sequence.tokens = encodePrompt(m_tokenizer, ChatTemplate::school(), example.question);
    sequence.contextLength = sequence.tokens.size();
    sequence.contextWeight = m_stage.questionWeight;
    const auto solution = m_tokenizer.encode(example.text);
    sequence.tokens.insert(sequence.tokens.end(), solution.begin(), solution.end());
    sequence.tokens.push_back(kEndId);
    return sequence;
}

void SchoolTraining::saveState(const std::filesystem::path& directory)
{
    saveTrainingState(directory, m_trainer.optimizer(), m_iteration);
}

void SchoolTraining::loadState(const std::filesystem::path& directory)
{
    m_iteration = loadTrainingState(directory, m_trainer.optimizer());
}

} // namespace rw
