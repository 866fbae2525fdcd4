// fake_engine MODE: an engine that samples nothing. Modes: normal, dies-on-generate (as kill -9 does),
// garbage (lines that are no messages between good ones), other-version, exits (with code 3 and a last word),
// silent (never says hello), deaf (says hello, then neither reads nor ends), late (the first preview of
// verifiers is answered when the second is asked for).
#include "core/protocol/json_rpc.h"
#include "core/protocol/messages.h"
#include "core/protocol/model_messages.h"
#include "core/protocol/rollout_json.h"
#include "core/protocol/verdict_messages.h"

#include <unistd.h>

#include <csignal>
#include <iostream>
#include <optional>
#include <string>
#include <utility>

using namespace rw;

namespace {

void say(const std::string& line)
{
    std::cout << line << std::endl;
}

template <class Message>
void notify(const char* method, const Message& message)
{
    say(protocol::notificationLine(method, toJson(message)));
}

Verdict verdictOf(Outcome outcome)
{
    Verdict verdict;
    verdict.outcome = outcome;
    verdict.rule = "answer is";
    verdict.verifier = "final-number";
    return verdict;
}

Json generate(const protocol::GenerateParams& params, bool dies)
{
    const GroupId group{7};
    notify("group_started", protocol::GroupStarted{group, params.prompt, params.stage, params.params, 12, 3});
    notify("tokens", protocol::Tokens{group, {{0, "The answer ", 3}, {1, "Four", 1}}, 80.0});
    if (dies)
        std::raise(SIGKILL);
    notify("answer_finished", protocol::AnswerFinished{group, RolloutId{70}, 0, "The answer is 3", 5,
                                                       FinishReason::Stop, verdictOf(Outcome::Correct)});
    notify("answer_finished", protocol::AnswerFinished{group, RolloutId{71}, 1, "Four", 1, FinishReason::Stop,
                                                       verdictOf(Outcome::Wrong)});
    notify("group_finished", protocol::GroupFinished{group, 0.5, 80.0});
    return toJson(protocol::GenerateResult{group, false});
}

Json train(const protocol::TrainParams& params)
{
    for (int step = 1; step <= params.steps; ++step) {
        notify("train_progress", protocol::TrainProgress{step, step - 1, params.steps, "learning", 0.5, 2.0});
        notify("step_committed", protocol::StepCommitted{step, 1.5, {{"reward", 0.25 * step}}, {GroupId{7}}});
    }
    return toJson(protocol::TrainResult{params.steps, params.steps, false});
}

/// An answer for each verifier, judged as before.
Json preview(const protocol::PreviewVerifiersParams& params)
{
    protocol::PreviewVerifiersResult result;
    for (std::size_t i = 0; i < params.verifiers.size(); ++i)
        result.answers.push_back(
            {GroupId{7}, RolloutId{70}, 0, verdictOf(Outcome::Correct), verdictOf(Outcome::Correct)});
    return toJson(result);
}

Json resultOf(const protocol::Envelope& request, const std::string& mode)
{
    if (request.method == "open_run") {
        const auto params = protocol::parse<protocol::OpenRunParams>(request.params);
        notify("load_progress", protocol::LoadProgress{params.model, 5, 10});
        return toJson(protocol::RunOpened{.directory = params.directory,
                                          .step = 4,
                                          .parameters = 1600000,
                                          .contextLength = 256,
                                          .modelName = "Llama 1.6M",
                                          .config = params.config,
                                          .model = params.model,
                                          .purpose = "train",
                                          .stages = {"start", "current"},
                                          .device = "cpu",
                                          .deviceReason = "CPU: it was asked for."});
    }
    if (request.method == "inspect_model") {
        protocol::ModelInspected model;
        model.card.path = protocol::parse<protocol::InspectModelParams>(request.params).path;
        return toJson(model);
    }
    if (request.method == "exact_prompt")
        return toJson(protocol::ExactPrompt{{{"Why?", false}}, {{7, "Why?", false}}});
    if (request.method == "export_model")
        return toJson(protocol::ModelExported{request.params.value("path", ""), 12});
    if (request.method == "generate")
        return generate(protocol::parse<protocol::GenerateParams>(request.params),
                        mode == "dies-on-generate");
    if (request.method == "train")
        return train(protocol::parse<protocol::TrainParams>(request.params));
    if (request.method == "preview_verifiers")
        return preview(protocol::parse<protocol::PreviewVerifiersParams>(request.params));
    if (request.method == "star")
        return toJson(protocol::StarAcknowledged{protocol::parse<protocol::StarParams>(request.params).uuid});
    return Json::object();
}

void answer(const protocol::Envelope& request, const std::string& mode)
{
    if (request.method == "open_run" && request.params.value("directory", "") == "/taken")
        say(protocol::errorLine(request.id, protocol::kErrorFailed, "Another program trains in /taken."));
    else if (request.method == "open_run" && request.params.value("directory", "") == "/cancelled")
        say(protocol::errorLine(request.id, protocol::kErrorCancelled, "Loading was cancelled."));
    else
        say(protocol::responseLine(*request.id, resultOf(request, mode)));
}

/// Keeps the first preview until another is asked for. @return whether it is kept
bool isKept(const protocol::Envelope& request)
{
    static std::optional<protocol::Envelope> kept;
    static bool was = false;
    if (request.method != "preview_verifiers")
        return false;
    if (!std::exchange(was, true)) {
        kept = request;
        return true;
    }
    if (const auto late = std::exchange(kept, std::nullopt))
        answer(*late, "late");
    return false;
}

void sayGarbage()
{
    say("this is no JSON");
    say(R"({"jsonrpc":"2.0","method":"tokens","params":{"group":"seven"}})");
    say(R"({"jsonrpc":"2.0","method":"invented","params":{}})");
    say(protocol::responseLine(4711, Json::object()));
}

} // namespace

int main(int argc, char** argv)
{
    const std::string mode = argc > 1 ? argv[1] : "normal";
    std::cerr << "fake engine, mode " << mode << std::endl;
    if (mode == "exits") {
        std::cerr << "No space left on device" << std::endl;
        return 3;
    }
    if (mode == "garbage")
        sayGarbage();
    if (mode != "silent")
        notify("hello",
               protocol::Hello{mode == "other-version" ? 99 : protocol::kVersion, "0.1.0", Json::object()});
    while (mode == "deaf")
        pause();
    for (std::string line; std::getline(std::cin, line);) {
        const protocol::Envelope request = protocol::parseLine(line);
        if (mode == "garbage")
            sayGarbage();
        if (mode != "late" || !isKept(request))
            answer(request, mode);
        if (request.method == "shutdown")
            return 0;
    }
    return 0;
}
