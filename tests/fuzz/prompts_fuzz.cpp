#include "core/base/utf8.h"
#include "core/prompts/prompt_file.h"
#include "tests/fuzz/target.h"

#include <cstdlib>
#include <set>

namespace rw::fuzz {

namespace {

/// The first byte says under which name, so that every layout is tried.
constexpr std::string_view kNames[] = {"x", "x.jsonl", "x.json", "x.csv", "x.tsv", "x.txt"};

void check(bool holds)
{
    if (!holds)
        std::abort();
}

/// What comes of a file: valid texts, ids that differ, and each row accounted for.
void checkRecords(const ImportedPrompts& read)
{
    std::set<std::string> ids;
    for (const PromptRecord& record : read.records) {
        check(isValidUtf8(record.prompt.text) && isValidUtf8(record.prompt.answer));
        check(!record.prompt.text.empty() && record.line > 0);
        check(ids.insert(record.prompt.id).second);
    }
    check(read.rows == read.records.size() + read.problemCount);
}

/// What is exported comes back as it was.
void checkRoundTrip(const ImportedPrompts& read)
{
    std::string lines;
    for (const PromptRecord& record : read.records)
        lines += recordLine(record) + "\n";
    if (read.records.empty())
        return;
    ImportOptions options;
    options.dropDuplicates = false;
    const ImportedPrompts again = PromptFile::fromText(lines, "x.jsonl").read(options);
    check(again.records.size() == read.records.size());
    for (std::size_t i = 0; i < read.records.size(); ++i) {
        PromptRecord record = again.records[i];
        record.line = read.records[i].line;
        check(record == read.records[i]);
    }
}

} // namespace

void run(std::string_view input)
{
    if (input.empty())
        return;
    const std::string_view name = kNames[static_cast<unsigned char>(input.front()) % std::size(kNames)];
    ImportLimits limits;
    limits.rowBytes = 4096;
    const PromptFile file = PromptFile::fromText(std::string(input.substr(1)), std::string(name), limits);
    static_cast<void>(file.preview({}, 3));
    ImportOptions options;
    options.dropDuplicates = false;
    const ImportedPrompts read = file.read(options);
    checkRecords(read);
    checkRoundTrip(read);
}

std::vector<std::string> seeds()
{
    const std::string any = std::string(1, '\0');
    return {
        any + R"({"target": 98, "nums": [44, 19, 35]})",
        any +
            R"({"id": "a", "prompt": "What?", "answer": 5, "tags": ["x"], "split": "test", "difficulty": 2})",
        any +
            R"({"question": "How many?", "answer": "2+3=5\n#### 5", "metadata": {"source_dataset": "sums"}})",
        any +
            R"({"problem": "Half?", "level": "Level 5", "type": "Algebra", "solution": "$\\boxed{\\frac{1}{2}}$"})",
        any +
            R"({"prompt": [{"role": "user", "content": "Hi?"}], "chosen": [{"role": "assistant", "content": "Hello."}], "rejected": "Go."})",
        any +
            R"({"chosen": "\n\nHuman: Hi?\n\nAssistant: Hello.", "rejected": "\n\nHuman: Hi?\n\nAssistant: Go."})",
        "\2"
        R"({"data": [{"conversations": [{"from": "human", "value": "a"}]}, {"prompt": "b"}]})",
        "\3prompt,answer\r\n\"Say \"\"hi\"\"\",5\r\nplain,6\r\n",
        "\4a\tb\n\"c\td\n",
        "\5One\nand more.\n\nTwo\n",
        std::string("\5\xFF\xFE"
                    "a\0b\0",
                    7)};
}

} // namespace rw::fuzz
