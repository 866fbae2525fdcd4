#include "ui/panels/answers_find_bar.h"

#include "ui/theme/tint.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

namespace rw::ui {

AnswersFindBar::AnswersFindBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_words(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_previous(new QToolButton(this))
    , m_next(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    m_words->setObjectName(QStringLiteral("findWords"));
    m_words->setPlaceholderText(tr("Find in these answers"));
    m_words->setAccessibleName(tr("Find in these answers"));
    m_words->setClearButtonEnabled(true);
    m_words->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("findCount"));
    const auto prepare = [](QToolButton* button, const QString& sign, const QString& name,
                            const QString& key) {
        button->setText(sign);
        button->setAutoRaise(true);
        button->setAccessibleName(name);
        button->setToolTip(QStringLiteral("%1 (%2)").arg(name, key));
    };
    prepare(m_previous, QStringLiteral("‹"), tr("Previous answer with it"), tr("Shift+Return"));
    prepare(m_next, QStringLiteral("›"), tr("Next answer with it"), tr("Return"));
    prepare(m_close, QStringLiteral("×"), tr("Close the search"), tr("Esc"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme.px(14), 0, theme.px(14), theme.px(6));
    layout->setSpacing(theme.px(6));
    layout->addWidget(m_words, 1);
    for (QToolButton* button : {m_previous, m_next})
        layout->addWidget(button);
    layout->addWidget(m_count);
    layout->addStretch(1);
    layout->addWidget(m_close);
    connect(m_words, &QLineEdit::textChanged, this, &AnswersFindBar::wordsChanged);
    connect(m_previous, &QToolButton::clicked, this, [this] { emit stepped(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { emit stepped(1); });
    connect(m_close, &QToolButton::clicked, this, &AnswersFindBar::closeSearch);
    connect(&theme, &Theme::changed, this, &AnswersFindBar::applyLook);
    applyLook();
    hide();
}

void AnswersFindBar::openSearch()
{
    const bool wasClosed = isHidden();
    show();
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
    if (wasClosed)
        emit wordsChanged();
}

void AnswersFindBar::closeSearch()
{
    if (isHidden())
        return;
    hide();
    emit wordsChanged();
    emit closed();
}

QString AnswersFindBar::words() const
{
    return isHidden() ? QString() : m_words->text().trimmed();
}

void AnswersFindBar::showCount(int found, int answers)
{
    const bool any = !words().isEmpty();
    m_count->setText(any ? tr("in %1 of %Ln answer(s)", nullptr, answers).arg(QLocale().toString(found))
                         : QString());
    for (QToolButton* button : {m_previous, m_next})
        button->setEnabled(found > 0);
}

bool AnswersFindBar::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (key == Qt::Key_Escape) {
        closeSearch();
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        emit stepped(modifiers.testFlag(Qt::ShiftModifier) ? -1 : 1);
        return true;
    }
    return false;
}

/// Esc closes the search first; without it, it stops the engine.
bool AnswersFindBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_words && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (watched == m_words && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool withControl = key->modifiers().testFlag(Qt::ControlModifier);
        if (!withControl && takeKey(key->key(), key->modifiers()))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void AnswersFindBar::applyLook()
{
    setInk(m_count, m_theme.colours().dim);
    m_count->setFont(m_theme.textFont(0.92));
}

} // namespace rw::ui
