#include "core/training/checkpoint.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/policy/lora_files.h"
#include "core/text/model_text.h"

#include <charconv>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <vector>

namespace rw {

namespace {

constexpr std::string_view kUnfinishedPrefix = ".writing-";
constexpr std::string_view kStepPrefix = "step-";

std::string folderName(int step)
{
    char name[32];
    std::snprintf(name, sizeof(name), "step-%06d", step);
    return name;
}

void moveInto(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code failure;
    std::filesystem::remove_all(to, failure); // of a step that was superseded
    std::filesystem::rename(from, to, failure);
    if (failure)
        throw Error("The checkpoint " + to.string() + " could not be put in place: " + failure.message() +
                        ".",
                    "Check the disk and train on; the step is not recorded.");
}

} // namespace

int checkpointStep(const std::filesystem::path& model)
{
    const std::string name = model.filename().string();
    if (model.parent_path().filename() != kCheckpointsFolder || !name.starts_with(kStepPrefix))
        return 0;
    int step = 0;
    const char* const end = name.data() + name.size();
    const auto [read, problem] = std::from_chars(name.data() + kStepPrefix.size(), end, step);
    return problem == std::errc() && read == end ? step : 0;
}

std::string writeCheckpoint(const std::filesystem::path& run, const Transformer& model,
                            const Trainer& trainer, const std::filesystem::path& textFiles,
                            const std::filesystem::path& base)
{
    const std::string name = folderName(trainer.step());
    const std::filesystem::path folder = run / kCheckpointsFolder;
    const std::filesystem::path unfinished = folder / (std::string(kUnfinishedPrefix) + name);
    makeDirectories(unfinished);
    try {
        if (model.adapter() != nullptr)
            saveAdapter(model, unfinished, base);
        else
            model.save(unfinished);
        writeModelText(textFiles, unfinished);
        trainer.saveState(unfinished);
        syncDirectory(unfinished);
        moveInto(unfinished, folder / name);
        syncDirectory(folder);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove_all(unfinished, ignored);
        throw;
    }
    return name;
}

void swapLatest(const std::filesystem::path& run, const std::string& folder)
{
    const std::filesystem::path checkpoints = run / kCheckpointsFolder;
    const std::filesystem::path fresh = checkpoints / (std::string(kUnfinishedPrefix) + kLatestLink);
    std::error_code failure;
    std::filesystem::remove(fresh, failure);
    std::filesystem::create_directory_symlink(folder, fresh, failure);
    if (!failure)
        std::filesystem::rename(fresh, checkpoints / kLatestLink, failure);
    if (failure)
        throw Error("The link " + (checkpoints / kLatestLink).string() +
                        " could not be made: " + failure.message() + ".",
                    "Choose a run folder on a disk that knows symbolic links.");
}

std::set<std::string> pruneCheckpoints(const std::filesystem::path& run, const std::set<std::string>& known,
                                       std::size_t keep)
{
    std::set<std::string> removed;
    for (const std::string& folder : known) { // names sort by step
        if (known.size() - removed.size() <= keep)
            break;
        std::error_code failure;
        std::filesystem::remove_all(run / kCheckpointsFolder / folder, failure);
        removed.insert(folder);
    }
    return removed;
}

void removeUnknownCheckpoints(const std::filesystem::path& run, const std::set<std::string>& known)
{
    std::error_code failure;
    std::vector<std::filesystem::path> unknown;
    for (const auto& entry : std::filesystem::directory_iterator(run / kCheckpointsFolder, failure)) {
        const std::string name = entry.path().filename().string();
        if (name != kLatestLink && !known.contains(name))
            unknown.push_back(entry.path());
    }
    for (const std::filesystem::path& path : unknown)
        std::filesystem::remove_all(path, failure);
}

} // namespace rw
