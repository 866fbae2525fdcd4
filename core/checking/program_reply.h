#pragma once

#include "core/verify/verdict.h"

#include <string_view>

namespace rw {

/// The verdict in what a verifier program wrote, see program_verifier.h.
/// @param completion the answer that it judged, valid UTF-8
/// @throws Error that names what is wrong with it.
Verdict parseProgramReply(std::string_view reply, std::string_view completion);

} // namespace rw
