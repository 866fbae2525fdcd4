#include "ui/dialogs/exact_prompt_dialog.h"

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/dialog_texts.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTextEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace rw::ui {

namespace {

/// Text in which blanks and line ends can be seen.
QString visible(QString text)
{
    text.replace(QLatin1Char(' '), QChar(0x00b7));
    text.replace(QLatin1Char('\n'), QStringLiteral("↵"));
    text.replace(QLatin1Char('\t'), QStringLiteral("⇥"));
    return text;
}

} // namespace

ExactPromptDialog::ExactPromptDialog(const Theme& theme, protocol::ExactPrompt prompt, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_prompt(std::move(prompt))
{
    setWindowTitle(tr("Exact prompt"));
    const auto count = static_cast<int>(m_prompt.tokens.size());
    auto* head = new QLabel(tr("What the model reads: %n token(s)", nullptr, count), this);
    styleHeading(head, theme);
    auto* hint =
        new QLabel(tr("Marked are special tokens. They come from the model's chat template; a question that "
                      "spells one is read as ordinary text."),
                   this);
    styleHint(hint, theme);
    auto* parts = new QSplitter(Qt::Vertical, this);
    parts->setChildrenCollapsible(false);
    parts->addWidget(makeText());
    parts->addWidget(makeTokens());
    QDialogButtonBox* buttons = makeCloseButton(*this);
    QPushButton* text = buttons->addButton(tr("Copy text"), QDialogButtonBox::ActionRole);
    QPushButton* ids = buttons->addButton(tr("Copy ids"), QDialogButtonBox::ActionRole);
    for (QPushButton* button : {text, ids})
        button->setAutoDefault(false);
    connect(text, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(wholeText()); });
    connect(ids, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(idsText()); });
    QVBoxLayout* column = makeDialogColumn(*this, theme);
    column->addWidget(head);
    column->addWidget(hint);
    column->addWidget(parts, 1);
    column->addWidget(buttons);
    resize(theme.px(640), theme.px(560));
}

QTextEdit* ExactPromptDialog::makeText()
{
    auto* edit = new QTextEdit(this);
    edit->setReadOnly(true);
    edit->setTabChangesFocus(true);
    edit->setAccessibleName(tr("Text of the prompt"));
    edit->setFont(m_theme.tokenFont());
    const Colours& colours = m_theme.colours();
    QTextCharFormat special;
    special.setBackground(colours.selection);
    special.setForeground(colours.accent);
    special.setFontWeight(QFont::DemiBold);
    QTextCursor cursor(edit->document());
    for (const protocol::PromptStretch& stretch : m_prompt.text)
        cursor.insertText(QString::fromStdString(stretch.text),
                          stretch.special ? special : QTextCharFormat());
    edit->moveCursor(QTextCursor::Start);
    return edit;
}

QWidget* ExactPromptDialog::makeTokens()
{
    auto* list = new QTreeWidget(this);
    list->setAccessibleName(tr("Tokens of the prompt"));
    list->setHeaderLabels({tr("Place"), tr("Id"), tr("Token"), tr("Kind")});
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    QList<QTreeWidgetItem*> rows;
    for (std::size_t i = 0; i < m_prompt.tokens.size(); ++i) {
        const protocol::PromptToken& token = m_prompt.tokens[i];
        auto* row = new QTreeWidgetItem(
            {QLocale().toString(static_cast<int>(i) + 1), QString::number(token.id),
             visible(QString::fromStdString(token.text)), token.special ? tr("special") : QString()});
        row->setFont(2, m_theme.tokenFont());
        if (token.special) {
            row->setForeground(2, m_theme.colours().accent);
            row->setForeground(3, m_theme.colours().accent);
        }
        rows.append(row);
    }
    list->addTopLevelItems(rows);
    for (const int column : {0, 1, 2})
        list->resizeColumnToContents(column);
    return list;
}

QString ExactPromptDialog::wholeText() const
{
    QString text;
    for (const protocol::PromptStretch& stretch : m_prompt.text)
        text += QString::fromStdString(stretch.text);
    return text;
}

QString ExactPromptDialog::idsText() const
{
    QStringList ids;
    for (const protocol::PromptToken& token : m_prompt.tokens)
        ids.append(QString::number(token.id));
    return QLatin1Char('[') + ids.join(QStringLiteral(", ")) + QLatin1Char(']');
}

} // namespace rw::ui
