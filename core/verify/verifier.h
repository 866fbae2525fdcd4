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

/// Judges finished answers. const methods may be called from several threads at once.
class Verifier
{
public:
    virtual ~Verifier() = default;

    /// Stable name, as the command line and the run log spell it.
    [[nodiscard]] virtual std::string_view name() const = 0;

    /// Never throws: what goes wrong inside becomes Outcome::Error with a message.
    /// An answer that did not end by itself (Length, Cancelled) is never correct.
    [[nodiscard]] virtual Verdict verify(const Prompt& prompt, std::string_view completion,
                                         FinishReason finish) const = 0;

    /// How long a verdict may take. One that takes longer is given up and becomes Outcome::Error.
    [[nodiscard]] virtual std::chrono::milliseconds deadline() const { return std::chrono::seconds(10); }
};

/// The final-number verifier: takes what extractFinalNumber() finds and compares it exactly with the expected
/// answer.
std::unique_ptr<Verifier> makeFinalNumberVerifier();

} // namespace rw
