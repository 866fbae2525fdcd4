#pragma once

#include <map>
#include <string>
#include <string_view>

namespace rw {

/// A verifier as it is chosen: by name, with its options and its place in the reward. As text
/// `NAME[:option=value,...]`, for example `final-number`, `regex:pattern=\\d+,weight=0.5,part=digits`. A
/// comma, a backslash or an equals sign inside a value is written with a backslash in front.
struct VerifierSpec
{
    std::string name;                           ///< "final-number", "format", ...
    std::map<std::string, std::string> options; ///< of the verifier, as text; without "weight" and "part"
    double weight = 1.0;                        ///< of its score in the reward
    std::string part; ///< name of the reward part; empty: "accuracy" for the first of a set, else `name`

    bool operator==(const VerifierSpec&) const = default;
};

/// @throws UsageError that says what is wrong and lists the verifiers there are.
VerifierSpec verifierSpecFromString(std::string_view text);
std::string toString(const VerifierSpec& spec);

} // namespace rw
