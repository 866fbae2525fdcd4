// Times a tokenizer: tokenizer_bench MODEL TEXT, both files; prints the best of some rounds, in processor
// time, so that a busy machine tells as much as an idle one.
#include "core/base/atomic_file.h"
#include "core/text/tokenizer.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <exception>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// Processor time of this process.
double bestSeconds(int rounds, const std::function<void()>& action)
{
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < rounds; ++i) {
        const std::clock_t begin = std::clock();
        action();
        best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    return best;
}

void measure(const char* model, const char* textFile)
{
    constexpr int kRounds = 7;
    const std::string text = rw::readFile(textFile, std::size_t{1} << 30U);
    const double megabytes = static_cast<double>(text.size()) / 1e6;

    std::printf("load    %8.3f s\n", bestSeconds(kRounds, [&] { rw::Tokenizer::load(model); }));
    const rw::Tokenizer tokenizer = rw::Tokenizer::load(model);
    std::vector<std::int32_t> ids;
    const double encoding = bestSeconds(kRounds, [&] { ids = tokenizer.encode(text); });
    std::printf("encode  %8.1f MB/s  (%zu tokens)\n", megabytes / encoding, ids.size());

    constexpr std::size_t kPrompt = 500;
    const double prompts = bestSeconds(kRounds, [&] {
        for (std::size_t i = 0; i + kPrompt <= text.size(); i += kPrompt)
            static_cast<void>(tokenizer.encode(std::string_view(text).substr(i, kPrompt)));
    });
    std::printf("prompts %8.1f MB/s  (%zu bytes each)\n", megabytes / prompts, kPrompt);
    const double decoding = bestSeconds(kRounds, [&] { static_cast<void>(tokenizer.decode(ids)); });
    std::printf("decode  %8.1f MB/s\n", megabytes / decoding);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "tokenizer_bench MODEL TEXT\n");
        return 2;
    }
    try {
        measure(argv[1], argv[2]);
        return 0;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 1;
    }
}
