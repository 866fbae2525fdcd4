#pragma once

#include "core/base/strict_json.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/commands/engine_process.h"
#include "tests/core/commands/guesses.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace rw::test {

/// Writes a model directory whose answers are short and made of few digits, so that some are right.
/// @param stops false: its answers never end by themselves, and its context is long.
void writeGuessingModelDirectory(const std::filesystem::path& directory, bool stops = true);

/// Replaces the weights by those of a wider model; config.json stays.
void replaceWeightsByWiderOnes(const std::filesystem::path& directory);

/// A folder with a model directory "model" and a file "prompts.jsonl".
class EngineTest : public ::testing::Test
{
protected:
    EngineTest()
    {
        writeGuessingModelDirectory(m_folder / "model");
        static_cast<void>(m_folder.write("prompts.jsonl", guesses()));
    }

    [[nodiscard]] std::string in(std::string_view name) const { return (m_folder / name).string(); }

    /// A small training run of the folder "run".
    [[nodiscard]] std::vector<std::string> trainCommand(int steps) const
    {
        return {"train",
                "--model",
                in("model"),
                "--prompts",
                in("prompts.jsonl"),
                "--run",
                in("run"),
                "--steps",
                std::to_string(steps),
                "--samples",
                "4",
                "--seed",
                "5",
                "--json",
                "--prompts-per-step",
                "2",
                "--max-new-tokens",
                "12"};
    }

    [[nodiscard]] std::vector<std::string> resumeCommand(int steps) const
    {
        return {"train", "--run", in("run"), "--steps", std::to_string(steps), "--resume", "--json"};
    }

    const TemporaryDirectory m_folder;
};

} // namespace rw::test
