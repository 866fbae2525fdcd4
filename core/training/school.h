#pragma once

#include "core/base/rng.h"
#include "core/policy/transformer.h"
#include "core/prompts/school_text.h"
#include "core/text/bpe_trainer.h"
#include "core/text/tokenizer.h"
#include "core/training/language_model_trainer.h"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace rw {

/// One stage of the built-in model's school: what is read, how long, how fast.
struct SchoolStage
{
    SchoolExample (*draw)(Rng& rng, double progress) = nullptr; ///< progress: share of the iterations done
    int iterations = 0;
    int batch = 64;              ///< examples an iteration
    float learningRate = 0.0F;   ///< at its peak
    int warmup = 0;              ///< iterations
    double decayFrom = 0.0;      ///< share of the iterations after which the rate falls
    float finalRateShare = 0.1F; ///< of the peak, at the end
    float questionWeight = 0.0F; ///< of predicting the question's tokens; those of the solution count 1
};

/// Stage 1: textbook text, sums and facts, worked examples in steps and equations.
SchoolStage pretrainingStage();
/// Stage 2: solutions in three styles, mostly bare answers.
SchoolStage imitationStage();

/// Shape of the built-in model.
ModelConfig schoolModelConfig(int vocabSize);
/// Learns the byte-level BPE from school text. Digits stay single.
BpeVocabulary trainSchoolTokenizer(std::uint64_t seed);

/// Goes through one stage, iteration by iteration. What an iteration reads depends on seed and iteration
/// alone, so that a stage can be interrupted and resumed. Refers to the model; used by one thread.
class SchoolTraining
{
public:
    SchoolTraining(Transformer& model, Tokenizer tokenizer, const SchoolStage& stage, std::uint64_t seed);

    [[nodiscard]] int iteration() const { return m_iteration; }
    [[nodiscard]] bool isDone() const { return m_iteration >= m_stage.iterations; }
    /// @return the loss.
    double step();

    void saveState(const std::filesystem::path& directory);
    void loadState(const std::filesystem::path& directory);

private:
    [[nodiscard]] float learningRate() const;
    [[nodiscard]] TrainingSequence encode(const SchoolExample& example) const;

    Tokenizer m_tokenizer;
    SchoolStage m_stage;
    std::uint64_t m_seed;
    LanguageModelTrainer m_trainer;
    int m_iteration = 0;
};

} // namespace rw
