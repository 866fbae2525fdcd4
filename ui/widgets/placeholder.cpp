#include "ui/widgets/placeholder.h"

#include "ui/theme/button_kind.h"
#include "ui/theme/tint.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace rw::ui {

Placeholder::Placeholder(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_button(new QPushButton(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(20), theme.px(20), theme.px(20), theme.px(20));
    layout->setSpacing(theme.px(8));
    layout->addStretch(2);
    for (QLabel* label : {m_title, m_sentence}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        layout->addWidget(label);
    }
    setButtonKind(m_button, ButtonKind::Primary);
    layout->addSpacing(theme.px(4));
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    m_button->hide();

    const auto restyle = [this] {
        QFont title = m_theme.textFont(1.25);
        title.setWeight(QFont::Medium);
        m_title->setFont(title);
        setInk(m_sentence, m_theme.colours().dim);
    };
    restyle();
    connect(&theme, &Theme::changed, this, restyle);
    connect(m_button, &QPushButton::clicked, this, &Placeholder::pressed);
}

void Placeholder::setTexts(const QString& title, const QString& sentence, const QString& button)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_button->setText(button);
    m_button->setAccessibleName(button);
    m_button->setVisible(!button.isEmpty());
}

void Placeholder::setButtonEnabled(bool enabled, const QString& whyNot)
{
    m_button->setEnabled(enabled);
    m_button->setToolTip(enabled ? QString() : whyNot);
}

} // namespace rw::ui
