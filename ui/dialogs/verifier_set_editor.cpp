#include "ui/dialogs/verifier_set_editor.h"

#include "core/verify/verifier_catalogue.h"
#include "ui/dialogs/dialog_texts.h"
#include "ui/dialogs/verifier_form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <exception>
#include <utility>

namespace rw::ui {

namespace {

QString text(std::string_view words)
{
    return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
}

} // namespace

VerifierSetEditor::VerifierSetEditor(const Theme& theme, const QString& emptySentence, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_emptySentence(emptySentence)
    , m_list(new QListWidget(this))
    , m_add(new QPushButton(tr("Add"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_up(new QPushButton(tr("Up"), this))
    , m_down(new QPushButton(tr("Down"), this))
    , m_formArea(new QScrollArea(this))
    , m_empty(new QLabel(emptySentence, this))
{
    m_list->setAccessibleName(tr("Verifiers"));
    m_list->setMinimumWidth(theme.px(190));
    m_add->setObjectName(QStringLiteral("addVerifier"));
    m_formArea->setWidgetResizable(true);
    m_formArea->setFrameShape(QFrame::NoFrame);
    m_formArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    styleHint(m_empty, theme);
    for (QPushButton* button : {m_add, m_remove, m_up, m_down})
        button->setAutoDefault(false);
    buildLayout();
    fillAddMenu();
    connect(m_list, &QListWidget::currentRowChanged, this, &VerifierSetEditor::showForm);
    connect(m_remove, &QPushButton::clicked, this, &VerifierSetEditor::removeCurrent);
    connect(m_up, &QPushButton::clicked, this, [this] { moveCurrent(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveCurrent(1); });
    listSpecs(-1);
}

void VerifierSetEditor::buildLayout()
{
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(m_theme.px(4));
    for (QPushButton* button : {m_add, m_remove, m_up, m_down})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto* left = new QVBoxLayout;
    left->setSpacing(m_theme.px(6));
    left->addWidget(m_list, 1);
    left->addWidget(m_empty);
    left->addLayout(buttons);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m_theme.px(14));
    layout->addLayout(left, 2);
    layout->addWidget(m_formArea, 3);
}

void VerifierSetEditor::fillAddMenu()
{
    auto* menu = new QMenu(m_add);
    menu->setToolTipsVisible(true);
    for (const VerifierKind& kind : verifierKinds()) {
        QAction* entry = menu->addAction(text(kind.title));
        entry->setToolTip(text(kind.description));
        connect(entry, &QAction::triggered, this, [this, name = std::string(kind.name)] { add(name); });
    }
    m_add->setMenu(menu);
}

void VerifierSetEditor::setSpecs(std::vector<VerifierSpec> specs)
{
    m_specs = std::move(specs);
    listSpecs(m_specs.empty() ? -1 : 0);
}

QString VerifierSetEditor::problem() const
{
    try {
        validate(m_specs);
        return {};
    } catch (const std::exception& failure) {
        return QString::fromUtf8(failure.what());
    }
}

void VerifierSetEditor::add(std::string name)
{
    VerifierSpec spec;
    spec.name = std::move(name);
    m_specs.push_back(std::move(spec));
    listSpecs(static_cast<int>(m_specs.size()) - 1);
    emit changed();
}

void VerifierSetEditor::removeCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_specs.erase(m_specs.begin() + row);
    listSpecs(std::min(row, static_cast<int>(m_specs.size()) - 1));
    emit changed();
}

void VerifierSetEditor::moveCurrent(int by)
{
    const int row = m_list->currentRow();
    const int to = row + by;
    if (row < 0 || to < 0 || to >= static_cast<int>(m_specs.size()))
        return;
    std::swap(m_specs[static_cast<std::size_t>(row)], m_specs[static_cast<std::size_t>(to)]);
    listSpecs(to);
    emit changed();
}

void VerifierSetEditor::listSpecs(int current)
{
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (std::size_t i = 0; i < m_specs.size(); ++i) {
            auto* item = new QListWidgetItem(lineOf(i), m_list);
            item->setSizeHint({0, m_theme.px(27)});
        }
        m_list->setCurrentRow(current);
    }
    m_empty->setVisible(m_specs.empty());
    showForm();
}

QString VerifierSetEditor::lineOf(std::size_t index) const
{
    const VerifierSpec& spec = m_specs[index];
    return tr("%1 · weight %2").arg(text(verifierKind(spec.name).title), QLocale().toString(spec.weight));
}

void VerifierSetEditor::showForm()
{
    const int row = m_list->currentRow();
    m_form = nullptr;
    if (row < 0) {
        delete m_formArea->takeWidget();
    } else {
        const auto index = static_cast<std::size_t>(row);
        m_form = new VerifierForm(m_theme, m_specs[index]);
        VerifierSpec unnamed = m_specs[index];
        unnamed.part.clear();
        m_form->setPartHint(QString::fromStdString(partName(unnamed, index)));
        m_formArea->setWidget(m_form);
        connect(m_form, &VerifierForm::changed, this, &VerifierSetEditor::specEdited);
    }
    showButtons();
}

void VerifierSetEditor::specEdited()
{
    const int row = m_list->currentRow();
    if (row < 0 || m_form == nullptr)
        return;
    m_specs[static_cast<std::size_t>(row)] = m_form->spec();
    m_list->item(row)->setText(lineOf(static_cast<std::size_t>(row)));
    emit changed();
}

void VerifierSetEditor::showButtons()
{
    const int row = m_list->currentRow();
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < static_cast<int>(m_specs.size()));
}

} // namespace rw::ui
