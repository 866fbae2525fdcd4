#include "core/engine/session.h"

#include "core/base/error.h"
#include "core/base/timestamp.h"
#include "core/checking/installed_verifier.h"
#include "core/engine/build_info.h"
#include "core/engine/exact_prompt.h"
#include "core/engine/live_group.h"
#include "core/engine/model_export.h"
#include "core/engine/pacer.h"
#include "core/protocol/rollout_json.h"
#include "core/runlog/current_config.h"
#include "core/runlog/run_log_reader.h"
#include "core/sets/run_source.h"
#include "core/sets/set_settings.h"
#include "core/training/checkpoint.h"

#include <spdlog/spdlog.h>

#include <tuple>

namespace rw {

namespace {

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

constexpr const char* kPurposeEvent = "purpose";

/// "sample" or "train", as the run was opened last.
std::string recordedPurpose(const RunLogReader& log)
{
    std::string purpose = "train";
    for (const EventRecord& event : log.eventsAfter(0)) {
        if (event.kind == kPurposeEvent)
            purpose = jsonString(event.detail, "purpose", "the run's events", purpose);
    }
    return purpose;
}

/// Makes the weights that a run begins with ready to learn: all of them, or an adapter on them. A checkpoint
/// is ready as it is.
void prepareToLearn(Transformer& policy, const LoraConfig& lora, std::uint64_t seed)
{
    policy.mergeAdapter();
    if (lora.isOn())
        policy.setAdapter(LoraAdapter(policy.config(), lora, seed, policy.device()));
}

/// What `kl` is measured to, at no cost where the policy has it in memory: its base under an adapter, the
/// same weights for a run that begins. Those of the starting model for one that goes on.
Transformer referenceFor(const LoadedModel& policy, const std::filesystem::path& start, c10::Device device,
                         const LoadWatch& watch)
{
    if (policy.transformer.adapter() != nullptr)
        return policy.transformer.base();
    std::error_code ignored;
    if (std::filesystem::equivalent(policy.directory, start, ignored))
        return policy.transformer;
    const LoadWatch silent{.progress = {}, .cancel = watch.cancel}; // the bar has been full once already
    return loadWeights(start, device, silent);
}

} // namespace

Session::Session(const protocol::OpenRunParams& params, const DeviceChoice& device,
                 const Environment& environment, const LoadWatch& watch)
    : m_params(params)
    , m_device(device)
    , m_verification(makeFinalNumberVerifier())
    , m_library(params.library)
{
    if (params.create)
        create(withSetSettings(params), environment, watch);
    else
        resume(params, environment, watch);
}

Session::~Session() = default;

/// What cannot be loaded must not leave a run folder behind: the log is made last.
void Session::create(const protocol::OpenRunParams& params, const Environment& environment,
                     const LoadWatch& watch)
{
    validate(params.config);
    m_verification.setVerifier(makeInstalledVerifier(params.config.verifiers));
    if (m_params.purpose.empty())
        m_params.purpose = "train";
    LoadedModel policy = loadModel(params.model, m_device.device, watch);
    static_cast<void>(loadPrompts(params.prompts, PromptUse::Training, params.library));
    m_log =
        std::make_unique<RunLogGuard>(RunLogWriter::create(params.directory, newRecord(params, environment)));
    if (m_params.purpose != "train")
        m_log->with([&](RunLogWriter& log) {
            log.addEvent(0, kPurposeEvent, {{"purpose", m_params.purpose}});
        });
    m_sources = {.runDirectory = params.directory,
                 .start = std::filesystem::weakly_canonical(params.model),
                 .optimizerState = {},
                 .prompts = params.prompts,
                 .library = params.library,
                 .seed = params.seed};
    begin(params.config, std::move(policy), watch);
}

void Session::resume(const protocol::OpenRunParams& params, const Environment& environment,
                     const LoadWatch& watch)
{
    const std::filesystem::path directory = params.directory;
    m_log = std::make_unique<RunLogGuard>(RunLogWriter::open(directory));
    const auto [record, checkpoint, known] = m_log->with(
        [](RunLogWriter& log) { return std::tuple(log.run(), log.lastCheckpoint(), log.checkpoints()); });
    const RunLogReader reader(directory);
    const TrainingConfig config = configFollowingSet(reader, m_params.library);
    m_verification.setVerifier(makeInstalledVerifier(config.verifiers));
    const std::string purpose = recordedPurpose(reader);
    if (m_params.purpose.empty())
        m_params.purpose = purpose;
    m_params.model = record.startModel;
    m_startStep = checkpoint ? checkpoint->step : 0;
    const std::filesystem::path weights = checkpoint ? directory / kCheckpointsFolder / checkpoint->checkpoint
                                                     : std::filesystem::path(m_params.model);
    removeUnknownCheckpoints(directory, known);
    if (checkpoint)
        swapLatest(directory, checkpoint->checkpoint);
    LoadedModel policy = loadModel(weights, m_device.device, watch);
    m_log->with([&](RunLogWriter& log) {
        if (log.lastStep() > m_startStep)
            log.supersedeStepsAfter(m_startStep);
        log.addEvent(m_startStep, "resumed", toJson(environment));
        if (config != currentConfig(reader))
            log.addEvent(m_startStep, "config", toJson(config));
        if (m_params.purpose != purpose)
            log.addEvent(m_startStep, kPurposeEvent, {{"purpose", m_params.purpose}});
    });
    m_sources = {.runDirectory = directory,
                 .start = m_params.model,
                 .optimizerState = checkpoint ? weights : std::filesystem::path(),
                 .prompts = promptSourceOf(reader, m_params.library),
                 .library = m_params.library,
                 .seed = record.seed};
    begin(config, std::move(policy), watch);
}

void Session::begin(const TrainingConfig& config, LoadedModel policy, const LoadWatch& watch)
{
    m_config = config;
    m_attempts.emplace(m_library, m_sources.runDirectory);
    m_set.emplace(m_library, m_sources.prompts);
    if (const auto set = m_set->changed())
        recordSet(*set);
    policy.format = config.promptFormat;
    if (m_params.purpose == "train") {
        if (m_sources.optimizerState.empty())
            prepareToLearn(policy.transformer, config.lora, m_sources.seed);
        Transformer reference = referenceFor(policy, m_params.model, m_device.device, watch);
        m_policy = std::make_unique<SamplingModel>(std::move(policy), m_device, m_verification);
        m_training = std::make_unique<TrainingRun>(m_sources, config, *m_policy, std::move(reference), *m_log,
                                                   *m_attempts);
    } else {
        m_policy = std::make_unique<SamplingModel>(std::move(policy), m_device, m_verification);
    }
}

protocol::RunOpened Session::opened() const
{
    const Transformer& transformer = m_policy->model.transformer;
    const bool builtIn = isBuiltIn();
    return {.directory = m_params.directory,
            .step = step(),
            .parameters = transformer.parameterCount(),
            .contextLength = transformer.config().maxPositions,
            .modelName = m_policy->model.displayName(),
            .config = config(),
            .model = m_params.model,
            .purpose = m_params.purpose,
            .stages = builtIn ? std::vector<std::string>{"base", "imitation", "current"}
                              : std::vector<std::string>{"start", "current"},
            .device = m_device.device.str(),
            .deviceReason = m_device.reason};
}

int Session::step() const
{
    return m_training ? m_training->step() : m_startStep;
}

const TrainingConfig& Session::config() const
{
    return m_training ? m_training->config() : m_config;
}

std::filesystem::path Session::stageDirectory(const std::string& name) const
{
    if (name == "start")
        return m_params.model;
    if (name != "base" && name != "imitation")
        throw UsageError("There is no stage \"" + name + "\".",
                         "Stages are start, base, imitation and current.");
    const std::string& given = name == "base" ? m_params.baseModel : m_params.imitationModel;
    return given.empty() ? resourceDirectory() / "models" / name : std::filesystem::path(given);
}

bool Session::isCurrent(const std::string& stageName) const
{
    if (stageName == "current")
        return true;
    std::error_code ignored;
    return step() == 0 && std::filesystem::equivalent(stageDirectory(stageName), m_params.model, ignored);
}

bool Session::isBuiltIn() const
{
    try {
        return readModelConfig(stageDirectory("imitation")) == m_policy->model.transformer.config();
    } catch (const Error&) {
        return false; // it is not there, so its stages cannot be offered
    }
}

SamplingModel& Session::stage(const std::string& name)
{
    auto& found = m_stages[name];
    if (!found)
        found = std::make_unique<SamplingModel>(loadModel(stageDirectory(name), m_device.device), m_device,
                                                m_verification);
    found->model.format = config().promptFormat;
    return *found;
}

protocol::ExactPrompt Session::exactPrompt(const Prompt& prompt) const
{
    return rw::exactPrompt(m_policy->model.tokenizer, m_policy->sampler.encode(prompt));
}

protocol::ModelExported Session::exportModel(const protocol::ExportModelParams& params) const
{
    return rw::exportModel(m_policy->model, params);
}

protocol::GenerateResult Session::generate(const protocol::GenerateParams& params, SessionObserver& observer,
                                           const std::atomic<bool>& cancel)
{
    validate(params.params);
    followSet(observer);
    const bool current = isCurrent(params.stage);
    const RolloutSampler& sampler = current ? m_policy->sampler : stage(params.stage).sampler;
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
    // As the log has them: a person may have judged some meanwhile.
    const RolloutGroup answered = m_log->with([&](RunLogWriter& log) { return log.readGroup(group.id); });
    m_attempts->record(params.source.empty() ? m_sources.prompts : params.source, std::span(&answered, 1),
                       policyVersion);
    return {group.id, cancel.load()};
}

protocol::TrainResult Session::train(int steps, SessionObserver& observer, const std::atomic<bool>& pause)
{
    if (!m_training)
        throw Error("This run was opened for answers alone: there is no memory set aside for training.",
                    "Open its model for training, with LoRA where memory is short.");
    return m_training->train(steps, observer, pause, [&] { followSet(observer); });
}

void Session::followSet(SessionObserver& observer)
{
    const std::optional<PromptSet> set = m_set->changed();
    if (!set)
        return;
    try {
        m_sources.prompts = withSetName(m_sources.prompts, set->name);
        const TrainingConfig before = config();
        const TrainingConfig now = followingSet(before, recordedSet(RunLogReader(m_params.directory)), *set);
        if (m_training) {
            TrainingPrompts prompts(m_sources);
            configure(now);
            m_training->setPrompts(std::move(prompts));
        } else {
            configure(now);
        }
        recordSet(*set);
        spdlog::info("The prompt set has changed. From step {} on: {}", step() + 1,
                     promptSetDetail(*set, m_sources.prompts).dump());
        if (now != before)
            observer.configured(now);
    } catch (const std::exception& problem) {
        spdlog::warn("The prompt set \"{}\" has changed, and the run goes on with it as it was: {}",
                     set->name, problem.what());
    }
}

void Session::recordSet(const PromptSet& set)
{
    m_log->with([&](RunLogWriter& log) {
        log.addEvent(step(), kPromptSetEvent, promptSetDetail(set, m_sources.prompts));
    });
}

void Session::configure(const TrainingConfig& config)
{
    validate(config);
    if (config == this->config())
        return;
    const LoraConfig& lora = this->config().lora;
    if (!(config.lora == lora))
        throw UsageError("A run keeps the adapter that it was made with: rank " + std::to_string(lora.rank) +
                             " on " + toString(lora.targets) + ".",
                         "Make a new run from the newest checkpoint.");
    if (config.verifiers != this->config().verifiers)
        m_verification.setVerifier(makeInstalledVerifier(config.verifiers));
    m_log->with([&](RunLogWriter& log) { log.addEvent(step(), "config", toJson(config)); });
    m_config = config;
    m_policy->model.format = config.promptFormat;
    if (m_training)
        m_training->configure(config);
}

void Session::recordStar(const StarRecord& star)
{
    m_log->with([&](RunLogWriter& log) { log.recordStar(star); });
}

} // namespace rw
