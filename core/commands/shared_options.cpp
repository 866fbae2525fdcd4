#include "core/commands/shared_options.h"

#include <charconv>
#include <cstdint>
#include <system_error>

namespace rw {

void addCommonOptions(CLI::App& command, Invocation& invocation)
{
    command.add_option("--device", invocation.device, "auto, cpu, cuda or cuda:n")->capture_default_str();
    command
        .add_option("--dtype", invocation.precision, "Answers are drawn in auto, fp32 or bf16: bf16 on GPUs")
        ->capture_default_str();
    command.add_flag("--json", invocation.json,
                     "Print one JSON object a line on stdout and nothing else there");
}

void addSamplingOptions(CLI::App& command, SamplingParams& params)
{
    command.add_option("--samples", params.samples, "Answers to each prompt")->capture_default_str();
    command.add_option("--seed", params.seed, "Seed of the draws")->check(seedCheck())->capture_default_str();
    command.add_option("--temperature", params.temperature, "0 takes the likeliest token")
        ->capture_default_str();
}

void addVerifierOptions(CLI::App& command, std::vector<std::string>& verifiers)
{
    command
        .add_option(
            "--verifier", verifiers,
            "NAME or NAME:option=value,...; may be given several times: the first decides, each adds a "
            "part to the reward (usual: final-number; verify --list shows them all)")
        ->allow_extra_args(false);
}

std::vector<VerifierSpec> verifierSpecs(const std::vector<std::string>& texts)
{
    std::vector<VerifierSpec> specs;
    for (const std::string& text : texts)
        specs.push_back(verifierSpecFromString(text));
    return specs;
}

CLI::Validator seedCheck()
{
    return {[](std::string& text) {
                std::uint64_t seed = 0;
                const char* const end = text.data() + text.size();
                const auto [rest, problem] = std::from_chars(text.data(), end, seed);
                return problem == std::errc{} && rest == end
                           ? std::string()
                           : "a seed is a whole number from 0 to 18446744073709551615, and \"" + text +
                                 "\" is none";
            },
            ""};
}

void addPromptFormatOptions(CLI::App& command, PromptFormat& format)
{
    command.add_option("--system", format.system, "System prompt");
    command.add_option("--instruction", format.instruction,
                       "Answer-format instruction, put behind each question after an empty line");
    command.add_flag("--raw", format.raw, "Put the bare text before the model, without its chat template");
    command
        .add_option_function<std::vector<std::string>>(
            "--template-variable",
            [&format](const std::vector<std::string>& given) {
                for (const std::string& one : given)
                    setTemplateVariable(format, one);
            },
            "NAME=VALUE that the chat template reads, for example enable_thinking=false; may be repeated")
        ->allow_extra_args(false);
}

void addLibraryOption(CLI::App& command, std::string& file)
{
    command.add_option("--library", file, "File of the library of prompts; the person's own if not given");
}

void addStatisticsOption(CLI::App& command, bool& statistics)
{
    command.add_flag("!--no-statistics", statistics,
                     "Do not count the answers as tries of the library's prompts");
}

} // namespace rw
