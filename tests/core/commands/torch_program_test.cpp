// What rollout-engine does of itself, and what it hands on.
#include "tests/core/base/temporary_directory.h"
#include "tests/core/commands/engine_process.h"

#include <gmock/gmock.h>

#include <filesystem>

namespace rw {

namespace {

using namespace rw::test;
using ::testing::AllOf;
using ::testing::HasSubstr;

/// rollout-engine in a folder without rollout-torch.
class EngineAlone : public ::testing::Test
{
protected:
    EngineAlone() { std::filesystem::copy_file(RW_ENGINE, m_program); }

    [[nodiscard]] EngineResult call(const std::vector<std::string>& arguments) const
    {
        return runProgram(m_program, arguments);
    }

    const TemporaryDirectory m_folder;
    const std::string m_program = (m_folder / "rollout-engine").string();
};

TEST_F(EngineAlone, DoesWhatNeedsNoModel)
{
    const EngineResult verifiers = call({"verify", "--list"});
    EXPECT_EQ(verifiers.code, 0) << verifiers.errors;
    EXPECT_THAT(verifiers.output, HasSubstr("final-number"));
    EXPECT_EQ(call({"prompts", "import"}).code, 2);
}

TEST_F(EngineAlone, NamesTheProgramThatIsMissing)
{
    const EngineResult result = call({"train", "--steps", "1"});
    EXPECT_EQ(result.code, 1);
    EXPECT_EQ(result.output, "");
    EXPECT_THAT(result.errors, AllOf(HasSubstr("rollout-torch"), HasSubstr("No such file")));
}

} // namespace

} // namespace rw
