#include "core/protocol/rollout_json.h"

#include "core/protocol/member_reader.h"

#include <algorithm>
#include <map>

namespace rw {

namespace {

/// Puts what is read into `target` only if it is in range as a whole.
template <class Checked>
void assignValid(const Checked& read, Checked& target, const std::string& what)
{
    try {
        validate(read);
    } catch (const UsageError& problem) {
        throw UsageError(what + ": " + problem.what());
    }
    target = read;
}

std::optional<Span> spanFrom(const MemberReader& members)
{
    const Json* json = members.find("span");
    if (json == nullptr)
        return {};
    const auto isIndex = [](const Json& value) { return value.is_number_unsigned(); };
    if (!json->is_array() || json->size() != 2 || !isIndex(json->at(0)) || !isIndex(json->at(1)) ||
        json->at(0).get<std::size_t>() > json->at(1).get<std::size_t>())
        members.refuse("span", "two whole numbers, [begin, end)");
    return Span{json->at(0).get<std::size_t>(), json->at(1).get<std::size_t>()};
}

/// The members that a verdict and each of its parts have alike.
template <class Judgement>
Json evidenceJson(const Judgement& verdict)
{
    return {{"verdict", toString(verdict.outcome)},
            {"extracted", verdict.extracted ? Json(*verdict.extracted) : Json()},
            {"span", verdict.span ? Json::array({verdict.span->begin, verdict.span->end}) : Json()},
            {"rule", verdict.rule},
            {"verifier", verdict.verifier},
            {"normalised", textOrNull(verdict.normalised)},
            {"normalised_expected", textOrNull(verdict.normalisedExpected)},
            {"message", textOrNull(verdict.message)},
            {"milliseconds", finiteOrNull(verdict.milliseconds)}};
}

template <class Judgement>
void readEvidence(const MemberReader& members, Judgement& verdict)
{
    members.readWord("verdict", verdict.outcome, outcomeFromString);
    if (members.find("extracted") != nullptr)
        members.read("extracted", verdict.extracted.emplace());
    if (const auto span = spanFrom(members))
        verdict.span = span;
    members.read("rule", verdict.rule);
    members.read("verifier", verdict.verifier);
    members.read("normalised", verdict.normalised);
    members.read("normalised_expected", verdict.normalisedExpected);
    members.read("message", verdict.message);
    members.read("milliseconds", verdict.milliseconds, 0.0);
}

Json partJson(const VerdictPart& part)
{
    Json json = evidenceJson(part);
    json.update(
        {{"name", part.name}, {"score", finiteOrNull(part.score)}, {"weight", finiteOrNull(part.weight)}});
    return json;
}

VerdictPart partFrom(const Json& json)
{
    VerdictPart part;
    const MemberReader members(json, "part of a verdict");
    readEvidence(members, part);
    members.require("name", part.name);
    members.read("score", part.score, -1.0, 1.0);
    members.read("weight", part.weight);
    return part;
}

std::map<std::string, std::string> textsFrom(const MemberReader& members, const char* key, const Json& object)
{
    const auto isText = [](const Json& value) { return value.is_string(); };
    if (!object.is_object() || !std::all_of(object.begin(), object.end(), isText))
        members.refuse(key, "an object of texts");
    return object.get<std::map<std::string, std::string>>();
}

} // namespace

Json toJson(const Prompt& prompt)
{
    return {{"id", prompt.id},
            {"prompt", prompt.text},
            {"answer", textOrNull(prompt.answer)},
            {"category", textOrNull(prompt.category)},
            {"difficulty", prompt.difficulty}};
}

void fromJson(const Json& json, Prompt& prompt)
{
    const MemberReader members(json, "prompt");
    members.read("id", prompt.id);
    members.require("prompt", prompt.text);
    members.read("answer", prompt.answer);
    members.read("category", prompt.category);
    members.read("difficulty", prompt.difficulty);
    if (prompt.difficulty > 3)
        members.refuse("difficulty", "a whole number from 0 to 3");
}

Json toJson(const SamplingParams& params)
{
    return {{"samples", params.samples},
            {"seed", params.seed},
            {"temperature", shortNumber(params.temperature)},
            {"top_k", params.topK},
            {"top_p", shortNumber(params.topP)},
            {"min_p", shortNumber(params.minP)},
            {"max_new_tokens", params.maxNewTokens}};
}

void fromJson(const Json& json, SamplingParams& params)
{
    const std::string what = "sampling parameters";
    const MemberReader members(json, what);
    SamplingParams read = params;
    members.read("samples", read.samples);
    members.read("seed", read.seed);
    members.read("temperature", read.temperature);
    members.read("top_k", read.topK);
    members.read("top_p", read.topP);
    members.read("min_p", read.minP);
    members.read("max_new_tokens", read.maxNewTokens);
    assignValid(read, params, what);
}

Json toJson(const LoraConfig& config)
{
    return {
        {"rank", config.rank}, {"alpha", shortNumber(config.alpha)}, {"targets", toString(config.targets)}};
}

void fromJson(const Json& json, LoraConfig& config)
{
    const std::string what = "LoRA";
    const MemberReader members(json, what);
    LoraConfig read = config;
    members.read("rank", read.rank);
    members.read("alpha", read.alpha);
    members.readWord("targets", read.targets, loraTargetsFromString);
    assignValid(read, config, what);
}

Json toJson(const PromptFormat& format)
{
    return {{"system", format.system},
            {"instruction", format.instruction},
            {"raw", format.raw},
            {"template_variables", format.templateVariables}};
}

void fromJson(const Json& json, PromptFormat& format)
{
    const std::string what = "prompt format";
    const MemberReader members(json, what);
    PromptFormat read = format;
    members.read("system", read.system);
    members.read("instruction", read.instruction);
    members.read("raw", read.raw);
    if (const Json* variables = members.find("template_variables"))
        read.templateVariables = textsFrom(members, "template_variables", *variables);
    assignValid(read, format, what);
}

Json verifierTexts(const std::vector<VerifierSpec>& specs)
{
    Json texts = Json::array();
    for (const VerifierSpec& spec : specs)
        texts.push_back(toString(spec));
    return texts;
}

void readVerifiers(const MemberReader& members, std::vector<VerifierSpec>& specs)
{
    if (members.find("verifiers") == nullptr)
        return;
    std::vector<std::string> texts;
    members.read("verifiers", texts);
    specs.clear();
    for (const std::string& text : texts)
        specs.push_back(verifierSpecFromString(text));
}

Json toJson(const TrainingConfig& config)
{
    return {{"objective", toString(config.objective)},
            {"loss_type", toString(config.lossType)},
            {"scale_rewards", toString(config.scaleRewards)},
            {"beta", shortNumber(config.beta)},
            {"epsilon_low", shortNumber(config.epsilonLow)},
            {"epsilon_high", shortNumber(config.epsilonHigh)},
            {"learning_rate", shortNumber(config.learningRate)},
            {"warmup_steps", config.warmupSteps},
            {"decay_steps", config.decaySteps},
            {"final_rate_share", shortNumber(config.finalRateShare)},
            {"adam_beta1", shortNumber(config.adamBeta1)},
            {"adam_beta2", shortNumber(config.adamBeta2)},
            {"adam_epsilon", shortNumber(config.adamEpsilon)},
            {"weight_decay", shortNumber(config.weightDecay)},
            {"max_grad_norm", shortNumber(config.maxGradNorm)},
            {"prompts_per_step", config.promptsPerStep},
            {"micro_batch_groups", config.microBatchGroups},
            {"star_bonus", shortNumber(config.starBonus)},
            {"checkpoint_every", config.checkpointEvery},
            {"eval_every", config.evalEvery},
            {"eval_prompts", config.evalPrompts},
            {"verifiers", verifierTexts(config.verifiers)},
            {"lora", toJson(config.lora)},
            {"prompt_format", toJson(config.promptFormat)},
            {"sampling", toJson(config.sampling)}};
}

void fromJson(const Json& json, TrainingConfig& config)
{
    const std::string what = "training configuration";
    const MemberReader members(json, what);
    TrainingConfig read = config;
    members.readWord("objective", read.objective, objectiveFromString);
    members.readWord("loss_type", read.lossType, lossTypeFromString);
    members.readWord("scale_rewards", read.scaleRewards, scaleRewardsFromString);
    members.read("beta", read.beta);
    members.read("epsilon_low", read.epsilonLow);
    members.read("epsilon_high", read.epsilonHigh);
    members.read("learning_rate", read.learningRate);
    members.read("warmup_steps", read.warmupSteps);
    members.read("decay_steps", read.decaySteps);
    members.read("final_rate_share", read.finalRateShare);
    members.read("adam_beta1", read.adamBeta1);
    members.read("adam_beta2", read.adamBeta2);
    members.read("adam_epsilon", read.adamEpsilon);
    members.read("weight_decay", read.weightDecay);
    members.read("max_grad_norm", read.maxGradNorm);
    members.read("prompts_per_step", read.promptsPerStep);
    members.read("micro_batch_groups", read.microBatchGroups);
    members.read("star_bonus", read.starBonus);
    members.read("checkpoint_every", read.checkpointEvery);
    members.read("eval_every", read.evalEvery);
    members.read("eval_prompts", read.evalPrompts);
    readVerifiers(members, read.verifiers);
    members.readPart("lora", read.lora);
    members.readPart("prompt_format", read.promptFormat);
    members.readPart("sampling", read.sampling);
    assignValid(read, config, what);
}

Json toJson(const Verdict& verdict)
{
    Json parts = Json::array();
    for (const VerdictPart& part : verdict.parts)
        parts.push_back(partJson(part));
    Json json = evidenceJson(verdict);
    json.update({{"expected", textOrNull(verdict.expected)}, {"parts", std::move(parts)}});
    return json;
}

void fromJson(const Json& json, Verdict& verdict)
{
    const MemberReader members(json, "verdict");
    readEvidence(members, verdict);
    members.read("expected", verdict.expected);
    if (const Json* parts = members.find("parts")) {
        if (!parts->is_array())
            members.refuse("parts", "a list");
        verdict.parts.clear();
        for (const Json& part : *parts)
            verdict.parts.push_back(partFrom(part));
    }
}

} // namespace rw
