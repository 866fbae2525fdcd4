#pragma once

#include "ui/models/answer_view.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QPainter;

namespace rw::ui {

/// Draws the surface and border of an answer: solid, dashed or dotted by its state, double where it is
/// preferred.
/// @param ink, fill the state's colours, or a blend of two states'
void paintVerdictFrame(QPainter& painter, const QRectF& box, AnswerState state, bool starred,
                       const QColor& ink, const QColor& fill, const Theme& theme);

/// A frame around widgets that show one answer.
class VerdictFrame : public QFrame
{
    Q_OBJECT

public:
    explicit VerdictFrame(const Theme& theme, QWidget* parent = nullptr);

    void setVerdict(AnswerState state, bool starred);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    AnswerState m_state = AnswerState::Queued;
    bool m_starred = false;
};

} // namespace rw::ui
