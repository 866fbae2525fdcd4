#pragma once

#include "core/base/strict_json.h"

#include <string>

namespace rw::test {

/// Six prompts "q0" to "q5" as lines of JSON: answers 1, 2, 3, 1, 2, 3, categories "even" and "odd" in turn.
inline std::string guesses()
{
    std::string lines;
    for (int i = 0; i < 6; ++i) {
        const Json prompt{{"id", "q" + std::to_string(i)},
                          {"prompt", "Guess " + std::to_string(i)},
                          {"answer", std::to_string(i % 3 + 1)},
                          {"category", i % 2 == 0 ? "even" : "odd"}};
        lines += prompt.dump() + "\n";
    }
    return lines;
}

} // namespace rw::test
