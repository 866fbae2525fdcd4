#include "core/base/error.h"
#include "core/commands/prompts_commands.h"
#include "core/library/prompt_library.h"
#include "core/prompts/prompt_file.h"
#include "core/protocol/output_pipe.h"

#include <spdlog/fmt/fmt.h>

#include <memory>
#include <optional>
#include <vector>

namespace rw {

namespace {

constexpr std::size_t kShownLines = 20;

struct PromptsImportOptions
{
    std::string file;
    std::string set;
    std::string library;
    std::string format;
    std::string delimiter;
    bool noHeader = false;
    std::vector<std::string> map;
    std::string rule;
    bool keepDuplicates = false;
    bool append = false;
};

char delimiterOf(const std::string& text)
{
    if (text == "tab" || text == "\\t")
        return '\t';
    if (text == "," || text == ";" || text == "|" || text == "\t")
        return text[0];
    throw UsageError("\"" + text + "\" cannot part fields.", "Name one of: , ; | tab.");
}

PromptLayout layoutOf(const PromptFile& file, const PromptsImportOptions& options)
{
    PromptLayout layout = file.guessLayout();
    if (!options.format.empty())
        layout.format = promptFileFormatFromString(options.format);
    if (!options.delimiter.empty())
        layout.delimiter = delimiterOf(options.delimiter);
    layout.header = layout.header && !options.noHeader;
    return layout;
}

/// What is guessed, with what --map and --rule say over it. "field=" takes a field away.
PromptMapping mappingOf(const PromptFile& file, const PromptLayout& layout,
                        const PromptsImportOptions& options)
{
    PromptMapping mapping = file.guessMapping(layout);
    for (const std::string& given : options.map) {
        const std::size_t equals = given.find('=');
        if (equals == std::string::npos)
            throw UsageError("--map takes FIELD=COLUMN, not \"" + given + "\".",
                             "Write for example --map answer=solution.");
        const PromptField field = promptFieldFromString(given.substr(0, equals));
        const std::string column = given.substr(equals + 1);
        if (column.empty())
            mapping.columns.erase(field);
        else
            mapping.columns[field] = column;
    }
    if (!options.rule.empty())
        mapping.answerRule = answerRuleFromString(options.rule);
    return mapping;
}

std::vector<PromptRecord> recordsOf(const std::vector<LibraryPrompt>& prompts)
{
    std::vector<PromptRecord> records;
    for (const LibraryPrompt& prompt : prompts)
        records.push_back(prompt.record);
    return records;
}

Json toJson(const ImportedPrompts& read)
{
    Json columns = Json::object();
    for (const auto& [field, column] : read.mapping.columns)
        columns[std::string(toString(field))] = column;
    Json problems = Json::array();
    for (const LineProblem& problem : read.problems)
        problems.push_back({{"line", problem.line}, {"reason", problem.reason}});
    Json duplicates = Json::array();
    for (const DuplicatePrompt& duplicate : read.duplicates)
        duplicates.push_back({{"line", duplicate.line},
                              {"first_line", duplicate.firstLine},
                              {"same_text", duplicate.sameText},
                              {"same_id", duplicate.sameId},
                              {"other_answer", duplicate.otherAnswer}});
    return {{"rows", read.rows},
            {"imported", read.records.size()},
            {"format", toString(read.layout.format)},
            {"columns", columns},
            {"answer_rule", toString(read.mapping.answerRule)},
            {"broken", read.problemCount},
            {"problems", problems},
            {"duplicate", read.duplicateCount},
            {"duplicates", duplicates}};
}

std::string describe(const PromptMapping& mapping)
{
    std::string text;
    for (const auto& [field, column] : mapping.columns)
        text += fmt::format("{}{} from \"{}\"", text.empty() ? "" : ", ", toString(field), column);
    if (mapping.answerRule == AnswerRule::AfterHashes)
        text += ", the answer behind \"####\"";
    if (mapping.answerRule == AnswerRule::LastBoxed)
        text += ", the answer in the last \\boxed";
    return text;
}

std::string describe(const DuplicatePrompt& duplicate)
{
    const std::string where =
        duplicate.firstLine == 0 ? "a prompt of the set" : fmt::format("line {}", duplicate.firstLine);
    return fmt::format("{} of {}{}", duplicate.sameText ? "the question" : "the id", where,
                       duplicate.otherAnswer ? ", with another answer" : "");
}

void print(const ImportedPrompts& read, const PromptsImportOptions& options)
{
    fmt::print("prompts in the set \"{}\" from {}: {}\n", options.set, options.file, read.records.size());
    fmt::print("read as {}: {}\n", toString(read.layout.format), describe(read.mapping));
    if (read.problemCount > 0)
        fmt::print("broken rows left out: {}\n", read.problemCount);
    for (std::size_t i = 0; i < std::min(kShownLines, read.problems.size()); ++i)
        fmt::print("  line {}: {}\n", read.problems[i].line, read.problems[i].reason);
    if (read.duplicateCount > 0)
        fmt::print("duplicates {}: {}\n", options.keepDuplicates ? "kept" : "left out", read.duplicateCount);
    for (std::size_t i = 0; i < std::min(kShownLines, read.duplicates.size()); ++i)
        fmt::print("  line {}: {}\n", read.duplicates[i].line, describe(read.duplicates[i]));
    if (std::max(read.problems.size(), read.duplicates.size()) > kShownLines)
        fmt::print("--json lists up to 1000 of them\n");
}

void importPrompts(const PromptsImportOptions& options, const Invocation& invocation)
{
    checkSetName(options.set);
    std::optional<OutputPipe> pipe;
    if (invocation.json)
        pipe.emplace();
    const PromptFile file = PromptFile::open(options.file);
    PromptLibrary library = PromptLibrary::open(libraryFile(options.library));

    ImportOptions import;
    import.layout = layoutOf(file, options);
    import.mapping = mappingOf(file, *import.layout, options);
    import.dropDuplicates = !options.keepDuplicates;
    std::optional<PromptSetId> set;
    if (options.append) {
        set = library.set(options.set).id;
        import.existing = recordsOf(library.prompts(*set));
    }
    const ImportedPrompts read = file.read(import);
    if (read.records.empty() && read.duplicateCount == 0)
        throw Error(file.name() + " has no prompts that can be read." +
                        (read.problems.empty() ? std::string()
                                               : " Line " + std::to_string(read.problems[0].line) + ": " +
                                                     read.problems[0].reason),
                    "See which layouts there are with --help.");
    if (set)
        library.addPrompts(*set, read.records);
    else
        library.createSet(options.set, std::filesystem::absolute(options.file).lexically_normal().string(),
                          read.records);
    if (!pipe)
        return print(read, options);
    Json json = toJson(read);
    json["set"] = options.set;
    json["library"] = library.file().string();
    pipe->writeJson(json);
}

} // namespace

void addPromptsImport(CLI::App& prompts, Invocation& invocation)
{
    auto options = std::make_shared<PromptsImportOptions>();
    CLI::App* command = prompts.add_subcommand(
        "import",
        "Read a file of prompts into a set: JSONL, JSON, CSV, TSV or plain text, with the columns "
        "of GSM8K, MATH, reasoning-gym, countdown, preference sets or others. Broken rows are listed");
    command->add_option("FILE", options->file, "The file")->required();
    command->add_option("--set", options->set, "Name of the set to make")->required();
    addLibraryOption(*command, options->library);
    command
        ->add_option(
            "--map", options->map,
            "FIELD=COLUMN where the guess is not right; may be repeated. Fields: id, prompt, answer, "
            "category, difficulty, solution, chosen, rejected, tags, split, metadata, numbers (of a "
            "countdown "
            "problem, whose answer is the target)")
        ->allow_extra_args(false);
    command->add_option("--rule", options->rule,
                        "What of the answer's column is the answer: as-is, hashes (behind ####) or boxed");
    command->add_option("--format", options->format,
                        "jsonl, json, csv, lines or blocks; guessed if not given");
    command->add_option("--delimiter", options->delimiter, "What parts the fields of csv: , ; | or tab");
    command->add_flag("--no-header", options->noHeader,
                      "The first row of csv is a prompt; columns are \"column 1\", ...");
    command->add_flag("--keep-duplicates", options->keepDuplicates,
                      "Keep prompts with the question or the id of another");
    command->add_flag("--append", options->append, "Add to the set that is there");
    command->add_flag("--json", invocation.json,
                      "Print one JSON object with all counts, problems and columns");
    command->footer("Examples:\n  rollout-engine prompts import gsm8k.jsonl --set gsm8k\n"
                    "  rollout-engine prompts import problems.csv --set problems --map prompt=Task "
                    "--map answer=Result --json");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { importPrompts(*options, invocation); };
    });
}

} // namespace rw
