#pragma once

#include <QFrame>

namespace rw::ui {

/// Text in at most so many wrapped lines; what does not fit ends in an ellipsis and is read in the tool tip,
/// unless the label was given one.
class ElidedLabel : public QFrame
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr, int maximumLines = 1);

    void setText(const QString& text);
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] bool isElided() const { return m_elided; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return m_maximumLines > 1; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QStringList lines(int width, bool* elided) const;

    QString m_text;
    QString m_shown; ///< as much of it as is laid out
    int m_maximumLines;
    bool m_elided = false;
    QString m_ownTip; ///< that says the text; not one that was given
};

} // namespace rw::ui
