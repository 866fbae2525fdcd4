#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// A verifier as it is chosen: by name, with its options and its place in the reward. As text
/// `NAME[:option=value,...]`, for example `final-number`, `regex:pattern=\\d+,weight=0.5,part=digits`. A
/// comma, a backslash or an equals sign inside a value is written with a backslash in front; a backslash
/// before anything else stands for itself.
struct VerifierSpec
{
    std::string name;                           ///< "final-number", "format", ...
    std::map<std::string, std::string> options; ///< of the verifier, as text; without "weight" and "part"
    double weight = 1.0;                        ///< of its score in the reward
    std::string part; ///< name of the reward part; empty: "accuracy" for the first of a set, else `name`

    bool operator==(const VerifierSpec&) const = default;
};

/// @throws UsageError that says what is wrong; for an unknown name or option it lists those there are.
VerifierSpec verifierSpecFromString(std::string_view text);
/// The shortest text that reads back to `spec`.
std::string toString(const VerifierSpec& spec);

/// Checks name, options, weight (-100 to 100) and the name of the part.
/// @throws UsageError that names what is wrong.
void validate(const VerifierSpec& spec);
/// Checks each and that their parts have names of their own, none of them that of the star.
void validate(const std::vector<VerifierSpec>& specs);

/// The reward part of the verifier at `index` of a set: its own name, or "accuracy" for the first, else the
/// verifier's name.
std::string partName(const VerifierSpec& spec, std::size_t index);

} // namespace rw
