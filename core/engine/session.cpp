#include "core/engine/session.h"

#include "core/base/error.h"
#include "core/engine/build_info.h"
#include "core/engine/current_config.h"
#include "core/engine/pacer.h"
#include "core/prompts/prompt_files.h"
#include "core/protocol/rollout_json.h"
#include "core/runlog/run_log_reader.h"
#include "core/runlog/timestamp.h"
#include "core/training/checkpoint.h"

#include <chrono>
#include <set>

namespace rw {

namespace {

/// Turns the sampler's callbacks into the session's messages, and commits each answer before telling of it.
class LiveGroup
{
public:
    LiveGroup(GroupId id, RunLogGuard& log, SessionObserver& observer)
        : m_id(id)
        , m_log(log)
        , m_observer(observer)
    {
    }

    [[nodiscard]] SamplingObserver callbacks()
    {
        return {.text = [this](std::span<const LiveText> live) { text(live); },
                .finished = [this](std::size_t, const Rollout& rollout) { finished(rollout); }};
    }

    void finish()
    {
        m_log.with([&](RunLogWriter& log) { log.finishGroup(m_id); });
        m_observer.groupFinished({m_id, seconds(), tokensPerSecond()});
    }

private:
    using Clock = std::chrono::steady_clock;

    void text(std::span<const LiveText> live)
    {
        if (m_steps++ == 0)
            m_firstToken = Clock::now();
        else
            m_decoded += live.size();
        protocol::Tokens message;
        message.group = m_id;
        message.tokensPerSecond = tokensPerSecond();
        for (const LiveText& answer : live)
            message.answers.push_back({answer.answer, answer.text, answer.tokens});
        m_observer.tokens(message);
    }

    void finished(const Rollout& rollout)
    {
        const RolloutId id = m_log.with([&](RunLogWriter& log) { return log.addRollout(m_id, rollout); });
        m_observer.answerFinished({m_id, id, rollout.index, rollout.text,
                                   static_cast<int>(rollout.tokens.size()), rollout.finish,
                                   rollout.verdict.value_or(Verdict{})});
    }

    [[nodiscard]] double seconds() const
    {
        return std::chrono::duration<double>(Clock::now() - m_begin).count();
    }

    /// Of decoding alone: the prefill ends with the first token and is left out.
    [[nodiscard]] double tokensPerSecond() const
    {
        const double spent = std::chrono::duration<double>(Clock::now() - m_firstToken).count();
        return m_steps < 2 || spent <= 0.0 ? 0.0 : static_cast<double>(m_decoded) / spent;
    }

    GroupId m_id;
    RunLogGuard& m_log;
    SessionObserver& m_observer;
    Clock::time_point m_begin = Clock::now();
    Clock::time_point m_firstToken = m_begin;
    std::size_t m_steps = 0;
    std::size_t m_decoded = 0;
};

RunRecord newRecord(const protocol::OpenRunParams& params, const Environment& environment)
{
    RunRecord record;
    record.name = std::filesystem::path(params.directory).filename().string();
    record.createdAt = timestampNow();
    record.startModel = std::filesystem::weakly_canonical(params.model).string();
    record.startLabel =
        params.label.empty() ? std::filesystem::path(record.startModel).filename().string() : params.label;
    record.promptSource = params.prompts;
    record.seed = params.seed;
    record.config = toJson(params.config);
    record.environment = toJson(environment);
    return record;
}

} // namespace

/// Weights other than the current ones, loaded when first asked for.
struct Session::Stage
{
    LoadedModel model;
    std::unique_ptr<Generator> generator;
    RolloutSampler sampler;

    Stage(const std::filesystem::path& directory, c10::Device device, const Verifier& verifier)
        : model(loadModel(directory, device))
        , generator(makeGenerator(model.transformer.config(), device))
        , sampler(model, *generator, verifier)
    {
        generator->loadWeights(model.transformer);
    }
};

Session::Session(const protocol::OpenRunParams& params, const DeviceChoice& device,
                 const Environment& environment)
    : m_params(params)
    , m_device(device)
    , m_verifier(makeFinalNumberVerifier())
{
    const std::filesystem::path directory = params.directory;
    TrainingSources sources;
    sources.runDirectory = directory;
    sources.prompts = params.prompts;
    sources.seed = params.seed;
    TrainingConfig config = params.config;
    if (params.create) {
        validate(config);
        sources.weights = params.model;
        sources.reference = params.model;
        loadModel(params.model, device.device); // what cannot be loaded must not leave a run folder behind
        static_cast<void>(loadPromptSource(params.prompts));
        m_log =
            std::make_unique<RunLogGuard>(RunLogWriter::create(directory, newRecord(params, environment)));
    } else {
        m_log = std::make_unique<RunLogGuard>(RunLogWriter::open(directory));
        const auto [record, checkpoint, known] = m_log->with(
            [](RunLogWriter& log) { return std::tuple(log.run(), log.lastCheckpoint(), log.checkpoints()); });
        config = currentConfig(RunLogReader(directory));
        sources.reference = record.startModel;
        sources.weights = checkpoint ? directory / "checkpoints" / checkpoint->checkpoint : sources.reference;
        sources.optimizerState = checkpoint ? sources.weights : std::filesystem::path();
        sources.prompts = record.promptSource;
        sources.seed = record.seed;
        m_params.model = record.startModel;
        const int lastStep = checkpoint ? checkpoint->step : 0;
        removeUnknownCheckpoints(directory, known);
        if (checkpoint)
            swapLatest(directory, checkpoint->checkpoint);
        m_log->with([&](RunLogWriter& log) {
            if (log.lastStep() > lastStep)
                log.supersedeStepsAfter(lastStep);
            log.addEvent(lastStep, "resumed", toJson(environment));
        });
    }
    m_training = std::make_unique<TrainingRun>(sources, config, device.device, *m_verifier, *m_log);
}

Session::~Session() = default;

protocol::RunOpened Session::opened() const
{
    const LoadedModel& policy = m_training->policy();
    return {.directory = m_params.directory,
            .step = step(),
            .parameters = policy.transformer.parameterCount(),
            .contextLength = policy.transformer.config().maxPositions,
            .modelName = policy.displayName(),
            .config = config()};
}

int Session::step() const
{
    return m_training->step();
}

const TrainingConfig& Session::config() const
{
    return m_training->config();
}

bool Session::isCurrent(const std::string& stageName) const
{
    if (stageName == "current")
        return true;
    const std::string& directory = stageName == "base" ? m_params.baseModel : m_params.imitationModel;
    std::error_code ignored;
    return step() == 0 && std::filesystem::equivalent(directory, m_params.model, ignored);
}

Session::Stage& Session::stage(const std::string& name)
{
    if (name != "base" && name != "imitation")
        throw UsageError("There is no stage \"" + name + "\".", "Stages are base, imitation and current.");
    std::string directory = name == "base" ? m_params.baseModel : m_params.imitationModel;
    if (directory.empty())
        directory = (resourceDirectory() / "models" / name).string();
    auto& found = m_stages[name];
    if (!found)
        found = std::make_unique<Stage>(directory, m_device.device, *m_verifier);
    return *found;
}

protocol::GenerateResult Session::generate(const protocol::GenerateParams& params, SessionObserver& observer,
                                           const std::atomic<bool>& cancel)
{
    validate(params.params);
    const bool current = isCurrent(params.stage);
    const RolloutSampler& sampler = current ? m_training->sampler() : stage(params.stage).sampler;
    const int policyVersion = current ? step() : 0;

    RolloutGroup group;
    group.prompt = params.prompt;
    group.stage = current ? "current" : params.stage;
    group.params = params.params;
    group.promptTokens = sampler.encode(params.prompt);
    group.id = m_log->with(
        [&](RunLogWriter& log) { return log.beginGroup(group, GroupSource::Person, policyVersion); });
    observer.groupStarted({group.id, group.prompt, group.stage, group.params,
                           static_cast<int>(group.promptTokens.size()), policyVersion});

    LiveGroup live(group.id, *m_log, observer);
    SamplingObserver callbacks = live.callbacks();
    Pacer pacer(params.pace);
    callbacks.text = [&, tell = std::move(callbacks.text)](std::span<const LiveText> gained) {
        tell(gained);
        pacer.wait(cancel);
    };
    static_cast<void>(
        sampler.sample(std::span(&params.prompt, 1), params.params, policyVersion, callbacks, cancel));
    live.finish();
    return {group.id, cancel.load()};
}

protocol::TrainResult Session::train(int steps, SessionObserver& observer, const std::atomic<bool>& pause)
{
    return m_training->train(steps, observer, pause);
}

void Session::configure(const TrainingConfig& config)
{
    validate(config);
    if (config == m_training->config())
        return;
    m_log->with([&](RunLogWriter& log) { log.addEvent(step(), "config", toJson(config)); });
    m_training->configure(config);
}

void Session::recordStar(const StarRecord& star)
{
    m_log->with([&](RunLogWriter& log) { log.recordStar(star); });
}

} // namespace rw
