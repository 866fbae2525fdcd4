#pragma once

#include <QWidget>

class QBoxLayout;

namespace rw::ui {

/// Two widgets in one row; one above the other where the row is too narrow for both. Its size hint is always
/// that of one row, so that one in another breaks before the other does.
class WrapRow : public QWidget
{
    Q_OBJECT

public:
    enum class Place { Apart, Together }; ///< at both ends of the row, or at its beginning

    WrapRow(QWidget* start, QWidget* end, int spacing, QWidget* parent = nullptr, Place place = Place::Apart);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void choose();
    [[nodiscard]] int oneRow() const; ///< its width

    QWidget* m_start;
    QWidget* m_end;
    QBoxLayout* m_layout;
};

} // namespace rw::ui
