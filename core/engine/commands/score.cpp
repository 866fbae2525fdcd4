#include "core/base/error.h"
#include "core/engine/commands/commands.h"
#include "core/engine/loaded_model.h"
#include "core/protocol/output_pipe.h"

#include <spdlog/fmt/fmt.h>

#include <iostream>
#include <optional>

namespace rw {

namespace {

std::vector<std::int32_t> parseIds(const std::string& line, std::size_t number, const ModelConfig& config)
{
    const std::string where = "Line " + std::to_string(number);
    const Json json = parseJson(line, where);
    if (!json.is_array() || json.empty())
        throw Error(where + " must be a JSON list of token ids, for example [1, 2, 3].");
    if (json.size() > static_cast<std::size_t>(config.maxPositions))
        throw Error(where + " has " + std::to_string(json.size()) + " ids; the model's context holds " +
                    std::to_string(config.maxPositions) + ".");
    std::vector<std::int32_t> ids;
    for (const Json& id : json) {
        if (!id.is_number_unsigned() ||
            id.get<std::uint64_t>() >= static_cast<std::uint64_t>(config.vocabSize))
            throw Error(where + ": " + id.dump() + " is no token id; ids run from 0 to " +
                        std::to_string(config.vocabSize - 1) + ".");
        ids.push_back(id.get<std::int32_t>());
    }
    return ids;
}

void score(const std::string& modelDirectory, const Invocation& invocation)
{
    std::optional<OutputPipe> pipe;
    if (invocation.json)
        pipe.emplace();
    const LoadedModel model = loadModel(modelDirectory, deviceFor(invocation).device);
    std::string line;
    for (std::size_t number = 1; std::getline(std::cin, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        const auto ids = parseIds(line, number, model.transformer.config());
        const Json result{{"logprobs", sequenceLogprobs(model.transformer, ids)}};
        if (pipe)
            pipe->writeJson(result);
        else
            fmt::print("{}\n", result["logprobs"].dump());
    }
}

} // namespace

void addScore(CLI::App& app, Invocation& invocation)
{
    auto model = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand(
        "score", "Log-probability of each token given those before it: a JSON list of ids a line on stdin");
    command->add_option("--model", *model, "Model directory or GGUF file")->required();
    addCommonOptions(*command, invocation);
    command->footer(
        "Example:\n  echo '[1, 2, 3, 4]' | rollout-engine score --model resources/models/imitation --json");
    command->callback(
        [model, &invocation] { invocation.run = [model, &invocation] { score(*model, invocation); }; });
}

} // namespace rw
