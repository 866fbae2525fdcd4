#pragma once

#include "core/verify/verifier.h"

#include <memory>
#include <string>
#include <vector>

namespace rw {

/// Several verifiers as one: the verdict and its evidence are the first's, each adds a part.
class VerifierSet final : public Verifier
{
public:
    struct Member
    {
        std::string part; ///< name of the reward part
        double weight = 1.0;
        std::unique_ptr<Verifier> verifier;
    };

    /// @param members at least one
    explicit VerifierSet(std::vector<Member> members);

    /// That of the first.
    [[nodiscard]] std::string_view name() const override;
    /// What the members may take together.
    [[nodiscard]] std::chrono::milliseconds deadline() const override;

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override;

private:
    std::vector<Member> m_members;
};

} // namespace rw
