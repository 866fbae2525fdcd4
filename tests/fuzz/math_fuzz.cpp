#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/base/utf8.h"
#include "core/math/arithmetic.h"
#include "core/math/judge_math.h"
#include "tests/fuzz/target.h"

#include <cstdlib>
#include <sstream>

namespace rw::fuzz {

/// Answer and gold with a line end between them: a judgement comes within the time of one input; where no
/// algebra is needed, the judgement with it is the same. What is the same text is equal.
void run(std::string_view input)
{
    const std::string text = validUtf8(input);
    const std::size_t newline = std::min(text.find('\n'), text.size());
    const std::string answer = text.substr(0, newline);
    const std::string gold = newline < text.size() ? text.substr(newline + 1) : answer;
    const MathJudgement judgement = judgeMath(answer, gold);
    if (const auto plain = judgePlainMath(answer, gold); plain && plain->relation != judgement.relation)
        std::abort();
    (void)calculate(answer);
}

std::vector<std::string> seeds()
{
    const std::string file = std::string(RW_SOURCE_DIR) + "/tests/core/math/data/pairs.jsonl";
    std::istringstream lines(readFile(file, std::size_t{1} << 20U));
    std::vector<std::string> seeds;
    for (std::string line; std::getline(lines, line);) {
        const Json pair = parseJson(line, file);
        seeds.push_back(pair.at("answer").get<std::string>() + "\n" + pair.at("gold").get<std::string>());
    }
    return seeds;
}

} // namespace rw::fuzz
