#pragma once

#include <QObject>

namespace rw::ui {

/// Knows whether Alt is held: only then letters that Alt opens something with are underlined. The modifiers
/// that Qt reports are those before the key was let go, until the next event.
class AltWatch : public QObject
{
public:
    AltWatch();

    [[nodiscard]] bool isHeld() const { return m_isHeld; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setHeld(bool held);

    bool m_isHeld = false;
};

} // namespace rw::ui
