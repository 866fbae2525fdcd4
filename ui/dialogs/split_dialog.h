#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

class QLabel;
class QSpinBox;

namespace rw::ui {

/// How much of a prompt set is held out from training, to measure with.
class SplitDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param prompts of the set; @param heldOut of them now
    SplitDialog(const Theme& theme, int prompts, int heldOut, QWidget* parent = nullptr);

    [[nodiscard]] double heldOutShare() const; ///< 0 to 1
    [[nodiscard]] quint64 seed() const;

private:
    void showResult();

    int m_prompts;
    QSpinBox* m_share;
    QSpinBox* m_seed;
    QLabel* m_result;
};

} // namespace rw::ui
