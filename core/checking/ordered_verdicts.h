#pragma once

#include "core/checking/verification_pool.h"

#include <functional>
#include <map>

namespace rw {

/// Verifies many answers on a pool and tells of the verdicts in the order of the answers. Used by one thread.
class OrderedVerdicts
{
public:
    /// @param tell called for each on the submitting thread, from submit() and finish()
    OrderedVerdicts(VerificationPool& pool, std::function<void(std::size_t number, const Verdict&)> tell);

    /// As VerificationBatch::submit(). Waits while a thousand and more are ahead, so that memory stays
    /// bounded.
    void submit(Prompt prompt, std::string completion, FinishReason finish, int tokens = 0);
    /// Waits for the rest.
    void finish();

private:
    void put(std::vector<Judged> judged);

    std::function<void(std::size_t, const Verdict&)> m_tell;
    VerificationBatch m_batch;
    std::map<std::size_t, Verdict> m_early; ///< those that one before them still keeps waiting
    std::size_t m_next = 0;
};

} // namespace rw
