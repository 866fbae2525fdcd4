#include "core/base/error.h"
#include "core/training/checkpoint.h"
#include "core/training/training_state.h"
#include "core/weights/model_directory.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/policy/tiny_model_directory.h"
#include "tests/core/training/made_groups.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace rw {

namespace {

using namespace rw::test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

std::vector<std::string> namesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

class Checkpoints : public ::testing::Test
{
protected:
    Checkpoints() { writeTinyModelDirectory(m_start, 3); }

    std::string stepAndWrite()
    {
        std::vector<RolloutGroup> groups{mixedGroup(m_model)};
        m_trainer.train(groups);
        return writeCheckpoint(m_run, m_model, m_trainer, m_start, m_start);
    }

    const TemporaryDirectory m_folder;
    const fs::path m_start = m_folder / "start";
    const fs::path m_run = m_folder / "run";
    const fs::path m_checkpoints = m_run / kCheckpointsFolder;
    Transformer m_model = livelyModel(tinyDirectoryConfig(), 3);
    const Transformer m_reference = m_model.clone();
    Trainer m_trainer{m_model, m_reference, plainConfig(1e-3F)};
};

TEST_F(Checkpoints, AreModelDirectoriesWithTheOptimizersState)
{
    EXPECT_EQ(stepAndWrite(), "step-000001");
    const fs::path folder = m_checkpoints / "step-000001";
    EXPECT_EQ(checkModelDirectory(folder), m_model.config());
    EXPECT_TRUE(fs::exists(folder / kOptimizerFile));
    EXPECT_TRUE(fs::exists(folder / kTrainerStateFile));
    const Transformer loaded = Transformer::load(folder, c10::kCPU);
    EXPECT_EQ(largestChange(loaded, copyOfWeights(m_model)), 0.0F);
    EXPECT_THAT(namesIn(m_checkpoints), ElementsAre("step-000001"));
}

TEST_F(Checkpoints, TakeThePlaceOfOneThatWasSuperseded)
{
    stepAndWrite();
    std::ofstream(m_checkpoints / "step-000001" / "stale") << "of another life";
    writeCheckpoint(m_run, m_model, m_trainer, m_start, m_start);
    EXPECT_FALSE(fs::exists(m_checkpoints / "step-000001" / "stale"));
}

TEST_F(Checkpoints, NameWhatCannotBeWritten)
{
    fs::create_directories(m_run);
    std::ofstream(m_checkpoints) << "a file where the folder should be";
    EXPECT_THAT(errorOf([&] { stepAndWrite(); }), HasSubstr(m_checkpoints.string()));
    EXPECT_TRUE(fs::is_regular_file(m_checkpoints));
}

TEST_F(Checkpoints, LeaveNothingHalfWritten)
{
    fs::remove(m_start / "tokenizer.json");
    EXPECT_THAT(errorOf([&] { stepAndWrite(); }), HasSubstr("tokenizer.json"));
    EXPECT_THAT(namesIn(m_checkpoints), IsEmpty());
}

TEST_F(Checkpoints, LatestPointsAtTheNewest)
{
    swapLatest(m_run, stepAndWrite());
    EXPECT_EQ(fs::read_symlink(m_checkpoints / kLatestLink), "step-000001");
    swapLatest(m_run, stepAndWrite());
    EXPECT_EQ(fs::read_symlink(m_checkpoints / kLatestLink), "step-000002");
    EXPECT_EQ(checkModelDirectory(m_checkpoints / kLatestLink), m_model.config());
    EXPECT_THAT(namesIn(m_checkpoints), ElementsAre("latest", "step-000001", "step-000002"));
}

TEST_F(Checkpoints, OnlyTheNewestAreKept)
{
    std::set<std::string> known;
    for (int i = 0; i < 4; ++i)
        known.insert(stepAndWrite());
    EXPECT_THAT(pruneCheckpoints(m_run, known, 2), ElementsAre("step-000001", "step-000002"));
    EXPECT_THAT(namesIn(m_checkpoints), ElementsAre("step-000003", "step-000004"));
    EXPECT_THAT(pruneCheckpoints(m_run, {"step-000003", "step-000004"}, 2), IsEmpty());
}

TEST_F(Checkpoints, TellTheirStep)
{
    EXPECT_EQ(checkpointStep(m_checkpoints / stepAndWrite()), 1);
    EXPECT_EQ(checkpointStep(m_folder / "step-000007"), 0) << "of no run";
    EXPECT_EQ(checkpointStep(m_checkpoints / "step-000007b"), 0);
    EXPECT_EQ(checkpointStep("models/imitation"), 0);
}

TEST_F(Checkpoints, UnknownOnesAreClearedAway)
{
    const std::string known = stepAndWrite();
    stepAndWrite();
    swapLatest(m_run, known);
    fs::create_directories(m_checkpoints / ".writing-step-000003");
    std::ofstream(m_checkpoints / ".writing-step-000003" / "model.safetensors") << "half";
    removeUnknownCheckpoints(m_run, {known});
    EXPECT_THAT(namesIn(m_checkpoints), ElementsAre("latest", "step-000001"));
    removeUnknownCheckpoints(m_folder / "no run", {});
}

} // namespace

} // namespace rw
