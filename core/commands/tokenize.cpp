#include "core/base/error.h"
#include "core/commands/commands.h"
#include "core/protocol/output_pipe.h"
#include "core/text/tokenizer.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <iostream>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

namespace rw {

namespace {

using Ids = std::vector<std::int32_t>;

constexpr JsonLimits kLineLimits{.bytes = std::size_t{64} << 20U, .depth = 2};

struct TokenizeOptions
{
    std::string model;
    bool special = false;
    bool jsonLines = false;
};

Tokenizer openTokenizer(const TokenizeOptions& options)
{
    Tokenizer tokenizer = Tokenizer::load(options.model);
    if (!tokenizer.warning().empty())
        spdlog::warn("{}", tokenizer.warning());
    return tokenizer;
}

std::string wholeInput()
{
    return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

/// Calls `answer` with the JSON of each line that is not empty and its name for messages.
void forEachLine(const std::function<void(const Json&, const std::string&)>& answer)
{
    std::string line;
    for (std::size_t number = 1; std::getline(std::cin, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        const std::string where = "stdin line " + std::to_string(number);
        answer(parseJson(line, where, kLineLimits), where);
    }
}

std::string textOf(const Json& json, const std::string& where)
{
    if (!json.is_string())
        throw Error(where + " is not a JSON string.",
                    "Write each text as a JSON string on a line of its own.");
    return json.get<std::string>();
}

Ids idsOf(const Json& json, const std::string& where)
{
    const auto isId = [](const Json& id) {
        return id.is_number_unsigned() && id.get<std::uint64_t>() <= std::numeric_limits<std::int32_t>::max();
    };
    if (!json.is_array() || !std::all_of(json.begin(), json.end(), isId))
        throw Error(where + " is not a JSON list of token ids.", "Write it as [1, 2, 3].");
    return json.get<Ids>();
}

void tokenize(const TokenizeOptions& options)
{
    OutputPipe pipe;
    const Tokenizer tokenizer = openTokenizer(options);
    const SpecialTokens mode = options.special ? SpecialTokens::Recognise : SpecialTokens::Ignore;
    if (!options.jsonLines) {
        pipe.writeJson(tokenizer.encode(wholeInput(), mode));
        return;
    }
    forEachLine([&](const Json& line, const std::string& where) {
        pipe.writeJson(tokenizer.encode(textOf(line, where), mode));
    });
}

void detokenize(const TokenizeOptions& options)
{
    const Tokenizer tokenizer = openTokenizer(options);
    if (!options.jsonLines) {
        const std::string text =
            tokenizer.decode(idsOf(parseJson(wholeInput(), "stdin", kLineLimits), "stdin"), !options.special);
        std::fwrite(text.data(), 1, text.size(), stdout);
        return;
    }
    OutputPipe pipe;
    forEachLine([&](const Json& line, const std::string& where) {
        pipe.writeJson(tokenizer.decode(idsOf(line, where), !options.special));
    });
}

void addCommand(CLI::App& app, Invocation& invocation, const char* name, const char* description,
                const char* special, const char* jsonLines, const char* examples,
                void (*action)(const TokenizeOptions&))
{
    auto options = std::make_shared<TokenizeOptions>();
    CLI::App* command = app.add_subcommand(name, description);
    command
        ->add_option("--model", options->model,
                     "Model directory, tokenizer.json or GGUF file; weights are not looked at")
        ->required();
    command->add_flag("--special", options->special, special);
    command->add_flag("--json-lines", options->jsonLines, jsonLines);
    command->footer(examples);
    command->callback(
        [options, action, &invocation] { invocation.run = [options, action] { action(*options); }; });
}

} // namespace

void addTokenize(CLI::App& app, Invocation& invocation)
{
    addCommand(
        app, invocation, "tokenize", "Turn text on stdin into token ids",
        "Let special tokens in the text be recognised: for trusted text",
        "A JSON string a line in, a JSON list a line out",
        "Examples:\n"
        "  echo -n \"3 apples\" | rollout-engine tokenize --model resources/models/imitation\n"
        "  echo '\"<|user|>3 apples<|end|>\"' | rollout-engine tokenize --model resources/models/imitation "
        "--special --json-lines",
        tokenize);
}

void addDetokenize(CLI::App& app, Invocation& invocation)
{
    addCommand(app, invocation, "detokenize", "Turn a JSON list of token ids on stdin into text",
               "Spell special tokens instead of leaving them out",
               "A JSON list a line in, a JSON string a line out",
               "Example:\n"
               "  echo '[55, 36, 101]' | rollout-engine detokenize --model resources/models/imitation",
               detokenize);
}

} // namespace rw
