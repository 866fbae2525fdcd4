#pragma once

#include "core/verify/verifier_catalogue.h"
#include "core/verify/verifier_spec.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// The options of one verifier, checked against its kind, with the defaults of those not given.
class VerifierOptions
{
public:
    /// @throws UsageError that names the option that is unknown, of the wrong kind or out of range.
    explicit VerifierOptions(const VerifierSpec& spec);

    /// `name` must be an option of the kind.
    [[nodiscard]] const std::string& text(std::string_view name) const;
    [[nodiscard]] std::int64_t whole(std::string_view name) const;
    [[nodiscard]] double number(std::string_view name) const;
    [[nodiscard]] bool flag(std::string_view name) const;
    /// The texts of a List; empty for an empty text.
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;

private:
    std::map<std::string, std::string, std::less<>> m_values;
};

} // namespace rw
