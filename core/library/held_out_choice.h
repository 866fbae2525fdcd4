#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rw {

/// A prompt as the choice sees it.
struct Choosable
{
    std::string id;
    std::string category;
};

/// Chooses which prompts to hold out: of every category the same share, as near as whole numbers come to it
/// (largest remainders), and in all share times the number of prompts, rounded. Which ones is decided by
/// seed and id alone, so that a prompt more changes next to nothing.
/// @return for each prompt whether it is held out.
std::vector<bool> chooseHeldOut(std::span<const Choosable> prompts, double share, std::uint64_t seed);

} // namespace rw
