#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextDocument>

#include <string>
#include <vector>

namespace rw::ui {

/// What a person meets as a control of its own, not as a part of another.
inline std::vector<QWidget*> controlsOf(const QWidget& window)
{
    std::vector<QWidget*> controls;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        const bool isPart = qobject_cast<QAbstractSpinBox*>(widget->parentWidget()) ||
                            qobject_cast<QComboBox*>(widget->parentWidget()) ||
                            qobject_cast<QLineEdit*>(widget->parentWidget()) ||
                            qobject_cast<QAbstractItemView*>(widget->parentWidget()) ||
                            qobject_cast<QScrollBar*>(widget);
        const bool isControl = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                               qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QComboBox*>(widget) ||
                               qobject_cast<QAbstractSlider*>(widget) ||
                               qobject_cast<QPlainTextEdit*>(widget) ||
                               qobject_cast<QAbstractItemView*>(widget);
        if (widget->isVisible() && isControl && !isPart)
            controls.push_back(widget);
    }
    return controls;
}

/// Whether a screen reader has something to call it.
inline bool hasName(const QWidget& control)
{
    const auto* button = qobject_cast<const QAbstractButton*>(&control);
    if (!control.accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty()))
        return true;
    for (const QLabel* label : control.window()->findChildren<QLabel*>()) {
        if (label->buddy() == &control && !label->text().isEmpty())
            return true;
    }
    return false;
}

inline std::string describe(const QWidget& widget)
{
    return QStringLiteral("%1 \"%2\" in %3")
        .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName(),
             QString::fromLatin1(widget.parentWidget()->metaObject()->className()))
        .toStdString();
}

/// Those that a screen reader cannot call anything.
inline std::string namelessControls(const QWidget& window)
{
    std::string nameless;
    for (const QWidget* control : controlsOf(window)) {
        if (!hasName(*control))
            nameless += describe(*control) + "; ";
    }
    return nameless;
}

/// Labels that show the mark of a letter as a character, because nothing belongs to them.
inline std::string strayMarks(const QWidget& window)
{
    std::string stray;
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        const bool isMarked = label->textFormat() != Qt::PlainText &&
                              label->text().contains(QLatin1Char('&')) && !Qt::mightBeRichText(label->text());
        if (isMarked && label->buddy() == nullptr)
            stray += label->text().toStdString() + "; ";
    }
    return stray;
}

} // namespace rw::ui
