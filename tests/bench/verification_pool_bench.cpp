// How many final-number verdicts a second the pool gives, for each thread that verifies.
//   verification_pool_bench [THREADS [ANSWERS]]
#include "core/checking/ordered_verdicts.h"

#include <time.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

/// Of the length and kind of GSM8K's own.
std::string solution(std::size_t i)
{
    const std::string n = std::to_string(i % 97 + 3);
    return "Natalia sold " + n + "/2 = <<" + n + "/2=24>>24 clips in May. Natalia sold " + n +
           "+24 = 72 clips altogether in April and May, which is $1,072 more than she had hoped for when she "
           "began. Her brother sold half as many, and their mother bought the rest of them in June.\n#### " +
           n;
}

double processorSeconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

} // namespace

int main(int argc, char** argv)
{
    const auto threads = static_cast<unsigned>(argc > 1 ? std::atoi(argv[1]) : 1);
    const auto answers = static_cast<std::size_t>(argc > 2 ? std::atoll(argv[2]) : 200'000);
    rw::VerificationPool pool(rw::makeFinalNumberVerifier(), {.threads = threads});
    std::size_t correct = 0;
    rw::OrderedVerdicts verdicts(pool, [&](std::size_t, const rw::Verdict& verdict) {
        correct += verdict.outcome == rw::Outcome::Correct ? 1U : 0U;
    });
    const auto begin = std::chrono::steady_clock::now();
    const double processor = processorSeconds();
    for (std::size_t i = 0; i < answers; ++i) {
        const rw::Prompt prompt{
            .id = "p", .text = "How many?", .answer = std::to_string(i % 97 + 3), .category = {}};
        verdicts.submit(prompt, solution(i), rw::FinishReason::Stop);
    }
    verdicts.finish();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const double spent = processorSeconds() - processor;
    std::printf(
        "%u threads: %zu verdicts (%zu correct) in %.2f s, %.0f a second; %.0f a second of processor time\n",
        threads, answers, correct, seconds, static_cast<double>(answers) / seconds,
        static_cast<double>(answers) / spent);
    return correct == answers ? 0 : 1;
}
