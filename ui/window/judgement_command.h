#pragma once

#include "core/base/ids.h"
#include "core/verify/verdict.h"

#include <QString>
#include <QUndoCommand>

#include <functional>
#include <optional>

namespace rw::ui {

/// A person's word on an answer, to be undone: that of before, or the verifier's, comes back.
class JudgementCommand : public QUndoCommand
{
public:
    using Apply = std::function<void(RolloutId, std::optional<Outcome>)>;

    /// @param outcome what it becomes; nothing: what the verifier says
    /// @param before  what a person said before, likewise
    JudgementCommand(const QString& text, RolloutId rollout, std::optional<Outcome> outcome,
                     std::optional<Outcome> before, Apply apply)
        : QUndoCommand(text)
        , m_rollout(rollout)
        , m_outcome(outcome)
        , m_before(before)
        , m_apply(std::move(apply))
    {
    }

    void redo() override { m_apply(m_rollout, m_outcome); }
    void undo() override { m_apply(m_rollout, m_before); }

private:
    RolloutId m_rollout;
    std::optional<Outcome> m_outcome;
    std::optional<Outcome> m_before;
    Apply m_apply;
};

} // namespace rw::ui
