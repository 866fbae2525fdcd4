#pragma once

#include <string>

namespace rw {

/// One question, with the answer it should end in. All text is UTF-8.
struct Prompt
{
    std::string id;       ///< unique in its set; keys the draws, see sampleUniform()
    std::string text;     ///< what the person asks, without chat template
    std::string answer;   ///< expected final answer; empty where none is known
    std::string category; ///< for example "shopping"; empty where unknown
    int difficulty = 0;   ///< 1 easy to 3 hard; 0 unknown

    bool operator==(const Prompt&) const = default;
};

} // namespace rw
