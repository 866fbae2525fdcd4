#include "core/engine/training_run.h"

#include "core/base/rng.h"
#include "core/base/timestamp.h"
#include "core/engine/evaluation.h"
#include "core/engine/memory.h"
#include "core/training/checkpoint.h"

#include <algorithm>
#include <chrono>
#include <string>

namespace rw {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kCheckpointsKept = 3;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Evaluation draws are the same at every step of every run, so that only the weights differ.
constexpr std::uint64_t kEvaluationSeed = 20'240'601;

} // namespace

std::uint64_t stepSeed(std::uint64_t runSeed, int step)
{
    return stableHash(std::to_string(runSeed) + "/" + std::to_string(step)) >> 11U;
}

/// Where a request to train stands; tells the observer.
struct TrainingRun::Progress
{
    SessionObserver& observer;
    const std::atomic<bool>& pause;
    int steps = 0;
    int done = 0;
    int step = 0;
    Clock::time_point begin = Clock::now();
    double sampledTokensPerSecond = 0.0;
    bool saved = true; ///< the last step has a checkpoint

    void report(std::string_view phase, double share) const
    {
        const double left = done == 0 ? -1.0 : secondsSince(begin) / done * (steps - done);
        observer.trainProgress({step, done, steps, std::string(phase), share, left});
    }
};

TrainingPrompts::TrainingPrompts(const TrainingSources& sources)
    : source(sources.prompts)
    , training(loadPrompts(sources.prompts, PromptUse::Training, sources.library))
    , order(training.prompts, training.weights(), sources.seed)
    , heldOut(loadPrompts(sources.prompts, PromptUse::HeldOut, sources.library).prompts)
{
}

TrainingRun::TrainingRun(const TrainingSources& sources, const TrainingConfig& config, SamplingModel& policy,
                         Transformer reference, RunLogGuard& log, AttemptRecorder& attempts)
    : m_sources(sources)
    , m_log(log)
    , m_policy(policy)
    , m_textFiles(policy.model.directory)
    , m_trainer(std::make_unique<Trainer>(policy.model.transformer, std::move(reference), config))
    , m_prompts(sources)
    , m_attempts(attempts)
{
    if (!sources.optimizerState.empty())
        m_trainer->loadState(sources.optimizerState);
}

protocol::TrainResult TrainingRun::train(int steps, SessionObserver& observer, const std::atomic<bool>& pause,
                                         const std::function<void()>& beforeStep)
{
    beforeStep();
    Progress progress{.observer = observer, .pause = pause, .steps = steps};
    if (steps > 0 && step() == 0 && config().evalEvery > 0)
        evaluateStart(progress);
    // A step without checkpoint would be given up on resuming: a pause waits for one.
    while (progress.done < steps && !(pause.load() && progress.saved)) {
        progress.step = step() + 1;
        beforeStep();
        trainOneStep(progress);
        ++progress.done;
    }
    return {progress.done, step(), progress.done < steps};
}

void TrainingRun::evaluateStart(Progress& progress)
{
    if (m_log.with([](RunLogWriter& log) { return log.hasMetrics(0); }))
        return; // by a process that ended before the first step
    const Metrics start = evaluateHeldOut(progress);
    m_log.with([&](RunLogWriter& log) { log.addMetrics(0, start); });
}

void TrainingRun::trainOneStep(Progress& progress)
{
    const auto begin = Clock::now();
    std::vector<RolloutGroup> groups = collectGroups(progress);
    const double samplingSeconds = secondsSince(begin);

    const auto learning = Clock::now();
    progress.report("learning", 0.0);
    Metrics metrics = m_trainer->train(groups, [&](double share) { progress.report("learning", share); });
    m_policy.generator->loadWeights(m_policy.model.transformer);
    metrics["timing/sampling"] = samplingSeconds;
    metrics["timing/learning"] = secondsSince(learning);
    metrics["sampling/tokens_per_second"] = progress.sampledTokensPerSecond;

    if (config().evalEvery > 0 && step() % config().evalEvery == 0)
        metrics.merge(evaluateHeldOut(progress));

    progress.report("saving", 0.0);
    StepRecord record;
    record.step = step();
    if (step() % checkpointInterval(config(), m_trainer->learningWeights()) == 0 ||
        progress.done + 1 == progress.steps || progress.pause.load())
        record.checkpoint = writeCheckpoint();
    progress.saved = !record.checkpoint.empty();
    record.seconds = secondsSince(begin);
    record.committedAt = timestampNow();
    metrics["step_time"] = record.seconds;

    std::vector<GroupId> ids;
    std::vector<TrainedRollout> trained;
    for (const RolloutGroup& group : groups) {
        ids.push_back(group.id);
        for (const Rollout& rollout : group.rollouts)
            trained.push_back(
                {rollout.id, rollout.rewards, rollout.advantage.value_or(0.0F), rollout.verdictVersion});
    }
    m_log.with([&](RunLogWriter& log) { log.commitStep(record, metrics, ids, trained); });
    m_attempts.record(m_prompts.source, groups, record.step);
    if (!record.checkpoint.empty()) {
        swapLatest(m_sources.runDirectory, record.checkpoint);
        pruneCheckpoints();
    }
    progress.observer.stepCommitted({record.step, record.seconds, metrics, ids});
}

std::vector<RolloutGroup> TrainingRun::collectGroups(Progress& progress)
{
    std::vector<RolloutGroup> groups = m_log.with([&](RunLogWriter& log) {
        std::vector<RolloutGroup> persons;
        for (const GroupId id : log.untrainedGroups(step())) {
            persons.push_back(log.readGroup(id));
            std::erase_if(persons.back().rollouts, [](const Rollout& r) { return r.tokens.empty(); });
            if (persons.back().rollouts.empty())
                persons.pop_back();
        }
        return persons;
    });
    const auto wanted = static_cast<std::size_t>(config().promptsPerStep);
    if (groups.size() < wanted) {
        std::vector<RolloutGroup> fresh = sampleFresh(wanted - groups.size(), progress);
        std::move(fresh.begin(), fresh.end(), std::back_inserter(groups));
    }
    return groups;
}

std::vector<RolloutGroup> TrainingRun::sampleFresh(std::size_t count, Progress& progress)
{
    std::vector<Prompt> prompts;
    for (std::size_t i = 0; i < count; ++i) {
        const auto position =
            static_cast<std::size_t>(step()) * static_cast<std::size_t>(config().promptsPerStep) + i;
        prompts.push_back(m_prompts.training.prompts[m_prompts.order.at(position)]);
    }
    SamplingParams params = config().sampling;
    params.seed = stepSeed(m_sources.seed, step() + 1);

    const auto all = static_cast<double>(count) * params.samples;
    double finished = 0.0;
    std::size_t tokens = 0;
    const auto begin = Clock::now();
    progress.report("sampling", 0.0);
    const SamplingObserver observer{
        .text = [&](std::span<const LiveText> live) { tokens += live.size(); },
        .ended = {},
        .finished = [&](std::size_t, const Rollout&) { progress.report("sampling", ++finished / all); }};
    const std::atomic<bool> never = false;
    std::vector<RolloutGroup> groups = m_policy.sampler.sample(prompts, params, step(), observer, never);
    progress.sampledTokensPerSecond = static_cast<double>(tokens) / std::max(1e-6, secondsSince(begin));
    record(groups, GroupSource::Training);
    return groups;
}

void TrainingRun::record(std::vector<RolloutGroup>& groups, GroupSource source)
{
    m_log.with([&](RunLogWriter& log) { log.addGroups(groups, source, step()); });
}

Metrics TrainingRun::evaluateHeldOut(Progress& progress)
{
    const std::vector<Prompt>& heldOut = m_prompts.heldOut;
    if (heldOut.empty())
        return {};
    releaseUnusedMemory(); // what a step keeps is not to stand beside the keys and values of all these
                           // prompts
    const auto count = std::min(heldOut.size(), static_cast<std::size_t>(config().evalPrompts));
    SamplingParams params = config().sampling;
    params.samples = 1;
    params.seed = kEvaluationSeed;
    double finished = 0.0;
    progress.report("evaluating", 0.0);
    SamplingObserver observer;
    observer.finished = [&](std::size_t, const Rollout&) {
        progress.report("evaluating", ++finished / static_cast<double>(count));
    };
    const std::atomic<bool> never = false;
    std::vector<RolloutGroup> groups =
        m_policy.sampler.sample(std::span(heldOut).first(count), params, step(), observer, never);
    record(groups, GroupSource::Evaluation);
    m_attempts.record(m_prompts.source, groups, step());
    return evaluationMetrics(groups);
}

std::string TrainingRun::writeCheckpoint()
{
    const std::string name = rw::writeCheckpoint(m_sources.runDirectory, m_policy.model.transformer,
                                                 *m_trainer, m_textFiles, m_sources.start);
    // The next one copies from here: the checkpoint that a run resumed from is pruned in time.
    m_textFiles = m_sources.runDirectory / kCheckpointsFolder / name;
    return name;
}

void TrainingRun::pruneCheckpoints()
{
    const auto known = m_log.with([](RunLogWriter& log) { return log.checkpoints(); });
    const auto removed = rw::pruneCheckpoints(m_sources.runDirectory, known, kCheckpointsKept);
    m_log.with([&](RunLogWriter& log) { log.forgetCheckpoints(removed); });
}

} // namespace rw
