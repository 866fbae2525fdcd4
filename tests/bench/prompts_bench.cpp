// Times what a set of prompts costs: prompts_bench [COUNT]. Makes files of so many prompts (50,000 unless
// told) in each layout, reads them, keeps them in a library and loads them from there. The best of three
// rounds each, by the clock and in processor time, which tells as much on a busy machine as on an idle one.
#include "core/base/strict_json.h"
#include "core/library/prompt_library.h"
#include "core/prompts/prompt_file.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <exception>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace {

struct Seconds
{
    double clock = std::numeric_limits<double>::infinity();
    double processor = std::numeric_limits<double>::infinity();
};

Seconds best(const std::function<void()>& action)
{
    Seconds best;
    for (int round = 0; round < 3; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        const std::clock_t processorBegin = std::clock();
        action();
        const std::chrono::duration<double> clock = std::chrono::steady_clock::now() - begin;
        best.clock = std::min(best.clock, clock.count());
        best.processor =
            std::min(best.processor, static_cast<double>(std::clock() - processorBegin) / CLOCKS_PER_SEC);
    }
    return best;
}

void print(const char* what, const Seconds& seconds)
{
    std::printf("%-28s %6.3f s  (processor %6.3f s)\n", what, seconds.clock, seconds.processor);
    std::fflush(stdout);
}

/// As long as a problem of GSM8K on average: question 235 bytes, solution 280.
rw::Json rowOf(std::size_t i)
{
    const std::string number = std::to_string(i);
    std::string question = "Problem " + number + ": ";
    while (question.size() < 235)
        question += "a shop sells \"apples\", pears and " + number + " plums; ";
    std::string solution = "First, ";
    while (solution.size() < 270)
        solution += number + " + 1 = <<" + number + "+1>>.\n";
    return {{"question", question}, {"answer", solution + "#### " + number}};
}

std::string quoted(const std::string& field)
{
    std::string result = "\"";
    for (const char c : field)
        result += c == '"' ? "\"\"" : std::string(1, c);
    return result + "\"";
}

struct Texts
{
    std::string jsonLines;
    std::string jsonList = "[\n";
    std::string csv = "question,answer\n";
};

Texts makeTexts(std::size_t count)
{
    Texts texts;
    for (std::size_t i = 0; i < count; ++i) {
        const rw::Json row = rowOf(i);
        const std::string line = row.dump();
        texts.jsonLines += line + "\n";
        texts.jsonList += line + (i + 1 < count ? ",\n" : "\n]");
        texts.csv += quoted(row["question"].get<std::string>()) + "," +
                     quoted(row["answer"].get<std::string>()) + "\n";
    }
    return texts;
}

rw::ImportedPrompts readAll(const std::string& text, const char* name)
{
    rw::ImportedPrompts read = rw::PromptFile::fromText(text, name).read();
    if (read.problemCount + read.duplicateCount > 0)
        std::printf("%s: %zu problems, %zu duplicates\n", name, read.problemCount, read.duplicateCount);
    return read;
}

void measureLibrary(const std::vector<rw::PromptRecord>& records, const std::filesystem::path& folder)
{
    rw::PromptLibrary library = rw::PromptLibrary::open(folder / "library.db");
    int sets = 0;
    print("keep in the library",
          best([&] { library.createSet("set " + std::to_string(++sets), "bench", records); }));
    const rw::PromptSet set = library.set("set 1");
    std::vector<rw::PromptAttempt> attempts;
    for (std::size_t i = 0; i < records.size(); i += 2)
        attempts.push_back({records[i].prompt.id, "run", static_cast<std::int64_t>(i), 1, 8, 8, 4, 0.5, ""});
    library.recordAttempts(set.id, attempts);
    print("load with statistics", best([&] { static_cast<void>(library.prompts(set.id)); }));
    print("list the sets", best([&] { static_cast<void>(library.sets()); }));
    std::int64_t step = 0;
    print("record a step of 16 groups", best([&] {
              ++step;
              for (rw::PromptAttempt& attempt : attempts)
                  attempt.group += 1'000'000;
              library.recordAttempts(set.id, std::span(attempts).first(16));
          }));
    const std::int64_t before = library.revision();
    library.recordAttempts(set.id, std::span(attempts).subspan(100, 16));
    print("read what changed", best([&] { static_cast<void>(library.changesAfter(set.id, before)); }));
}

void measure(std::size_t count)
{
    const Texts texts = makeTexts(count);
    std::printf("%zu prompts, %.1f MB as JSON lines\n", count,
                static_cast<double>(texts.jsonLines.size()) / 1e6);
    print("read JSON lines", best([&] { readAll(texts.jsonLines, "bench.jsonl"); }));
    print("read a JSON list", best([&] { readAll(texts.jsonList, "bench.json"); }));
    print("read CSV", best([&] { readAll(texts.csv, "bench.csv"); }));
    const rw::PromptFile file = rw::PromptFile::fromText(texts.csv, "bench.csv");
    print("preview", best([&] { static_cast<void>(file.preview()); }));

    const auto folder = std::filesystem::temp_directory_path() / "prompts_bench";
    std::filesystem::remove_all(folder);
    measureLibrary(readAll(texts.jsonLines, "bench.jsonl").records, folder);
    std::filesystem::remove_all(folder);
}

} // namespace

int main(int argc, char** argv)
{
    std::size_t count = 50'000;
    const char* end = argc == 2 ? argv[1] + std::strlen(argv[1]) : nullptr;
    if (argc > 2 || (argc == 2 && std::from_chars(argv[1], end, count).ptr != end)) {
        std::fprintf(stderr, "prompts_bench [COUNT]\n");
        return 2;
    }
    try {
        measure(count);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
