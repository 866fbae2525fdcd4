#pragma once

#include "core/prompts/prompt.h"
#include "core/verify/verdict.h"

#include <chrono>
#include <memory>
#include <string_view>

namespace rw {

/// Why an answer ended.
enum class FinishReason { Stop, Length, Cancelled };

/// "stop", "length", "cancelled".
std::string_view toString(FinishReason reason);
/// @throws Error for any other word.
FinishReason finishReasonFromString(std::string_view word);

/// An answer as verifiers see it.
struct WrittenAnswer
{
    std::string_view text; ///< valid UTF-8
    FinishReason finish = FinishReason::Stop;
    int tokens = 0; ///< written, with the stop token; 0: unknown
};

/// Judges finished answers. const methods may be called from several threads at once.
class Verifier
{
public:
    virtual ~Verifier() = default;

    /// Stable name, as the command line and the run log spell it.
    [[nodiscard]] virtual std::string_view name() const = 0;

    /// Never throws: what goes wrong inside becomes Outcome::Error with a message. Whatever judge() says, an
    /// answer that is empty or did not end by itself (Length, Cancelled) is never correct and earns nothing
    /// above 0; its evidence stays.
    /// @param completion bytes that are not UTF-8 count as U+FFFD
    /// @param tokens     written, with the stop token; 0: unknown
    [[nodiscard]] Verdict verify(const Prompt& prompt, std::string_view completion, FinishReason finish,
                                 int tokens = 0) const;

    /// How long a verdict may take. One that takes longer is given up and becomes Outcome::Error.
    [[nodiscard]] virtual std::chrono::milliseconds deadline() const { return std::chrono::seconds(10); }

protected:
    /// The verdict on one answer, without `expected` and `milliseconds`, which verify() fills, as it does
    /// `verifier` where that is empty. A verifier that grades more finely than its outcome leaves one part
    /// with nothing but its score. May throw.
    [[nodiscard]] virtual Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const = 0;
};

/// What a verdict is worth in a reward: the score of its one part, or 1 for Correct and else 0.
double scoreOf(const Verdict& verdict);

/// The final-number verifier: takes what extractFinalNumber() finds and compares it exactly with the expected
/// answer. One that lists several numbers ("{1, 2}", "3 or 4") is an error: no single number is right.
std::unique_ptr<Verifier> makeFinalNumberVerifier();

} // namespace rw
