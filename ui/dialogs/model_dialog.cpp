#include "ui/dialogs/model_dialog.h"

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/dialog_texts.h"
#include "ui/dialogs/model_texts.h"
#include "ui/theme/tint.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/inline_strip.h"
#include "ui/widgets/memory_bar.h"
#include "ui/widgets/segmented_control.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rw::ui {

namespace {

constexpr int kMostNewTokens = 256;
constexpr int kPromptsPerStep = 2; ///< with more, a step on a CPU takes many minutes
constexpr int kHeldOutPrompts = 32;
constexpr float kRateOfAll = 1e-5F;
constexpr float kRateOfAdapter = 2e-4F;

QLabel* dimLabel(const QString& text, const Theme& theme)
{
    auto* label = new QLabel(text);
    setInk(label, theme.colours().dim);
    return label;
}

QLabel* heading(const QString& text, const Theme& theme)
{
    auto* label = new QLabel(text);
    label->setFont(theme.strongFont());
    return label;
}

} // namespace

TrainingConfig configForModels()
{
    TrainingConfig config;
    config.microBatchGroups = 1;
    config.promptsPerStep = kPromptsPerStep;
    config.evalPrompts = kHeldOutPrompts;
    config.sampling.maxNewTokens = kMostNewTokens;
    return config;
}

TrainingConfig configForModel(const protocol::ModelInspected& model, ModelDialog::Use use)
{
    TrainingConfig config = configForModels();
    const bool adapter = use == ModelDialog::Use::TrainAdapter;
    config.learningRate = adapter ? kRateOfAdapter : kRateOfAll;
    if (adapter)
        config.lora = model.adapter;
    config.sampling.maxNewTokens = std::clamp(model.card.contextLength / 2, 1, kMostNewTokens);
    return config;
}

ModelDialog::ModelDialog(const Theme& theme, protocol::ModelInspected model, ModelDialogContext context,
                         QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_model(std::move(model))
    , m_context(std::move(context))
{
    setWindowTitle(tr("Open model"));
    QVBoxLayout* column = makeDialogColumn(*this, theme);
    column->setSpacing(theme.px(10));
    buildHead(column);
    buildFacts(column);
    buildLicence(column);
    buildOptions(column);
    column->addStretch(1);
    buildButtons(column);
    const auto order = {Use::TrainAll, Use::TrainAdapter, Use::Answer};
    const auto fitting = std::find_if(order.begin(), order.end(), [this](Use use) { return fits(use); });
    setUse(fitting == order.end() ? Use::TrainAll : *fitting);
    nameChanged();
    resize(theme.px(560), sizeHint().height());
}

void ModelDialog::buildHead(QVBoxLayout* layout)
{
    auto* name = new ElidedLabel(this, 2);
    name->setFont(m_theme.strongFont(1.25));
    name->setText(QString::fromStdString(m_model.card.name));
    name->setObjectName(QStringLiteral("name"));
    auto* summary = new QLabel(modelSummary(m_model.card), this);
    summary->setTextFormat(Qt::PlainText);
    styleHint(summary, m_theme);
    auto* path = new ElidedLabel(this);
    path->setText(QString::fromStdString(m_model.card.path));
    path->setFont(m_theme.textFont(0.92));
    setInk(path, m_theme.colours().dim);
    layout->addWidget(name);
    layout->addWidget(summary);
    layout->addWidget(path);
}

void ModelDialog::buildFacts(QVBoxLayout* layout)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(m_theme.px(14));
    grid->setVerticalSpacing(m_theme.px(4));
    const std::vector<ModelFact> facts = modelFacts(m_model.card);
    const int rows = (static_cast<int>(facts.size()) + 1) / 2;
    for (int i = 0; i < static_cast<int>(facts.size()); ++i) {
        const ModelFact& fact = facts[static_cast<std::size_t>(i)];
        const int column = i / rows * 2;
        auto* value = new ElidedLabel(this);
        value->setText(fact.value);
        value->setAccessibleName(fact.name + QStringLiteral(": ") + fact.value);
        grid->addWidget(dimLabel(fact.name, m_theme), i % rows, column);
        grid->addWidget(value, i % rows, column + 1);
        grid->setColumnStretch(column + 1, 1);
    }
    layout->addLayout(grid);
}

void ModelDialog::buildLicence(QVBoxLayout* layout)
{
    const QString licence = QString::fromStdString(m_model.card.licence).trimmed();
    if (licence.isEmpty())
        return;
    if (!licence.contains(QLatin1Char('\n'))) {
        auto* line = new QLabel(tr("Licence: %1").arg(licence), this);
        line->setTextFormat(Qt::PlainText);
        line->setWordWrap(true);
        layout->addWidget(line);
        return;
    }
    auto* text = new QPlainTextEdit(licence, this);
    text->setAccessibleName(tr("Licence"));
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setFont(m_theme.textFont(0.86));
    text->setFixedHeight(m_theme.px(84));
    layout->addWidget(heading(tr("Licence"), m_theme));
    layout->addWidget(text);
}

void ModelDialog::buildOptions(QVBoxLayout* layout)
{
    m_use = new SegmentedControl(m_theme, {tr("Train"), tr("Train with LoRA"), tr("Answer only")}, this);
    m_use->setAccessibleName(tr("What the model is opened for"));
    m_useHint = new QLabel(this);
    styleHint(m_useHint, m_theme);
    m_memoryText = heading({}, m_theme);
    m_memory = new MemoryBar(m_theme, this);
    m_strip = new InlineStrip(m_theme, this);
    m_strip->setClosable(false);
    connect(m_use, &SegmentedControl::chosen, this, &ModelDialog::useChanged);
    connect(m_strip, &InlineStrip::buttonPressed, this, [this](int index) {
        setUse(use() == Use::TrainAll && index == 0 ? Use::TrainAdapter : Use::Answer);
    });
    layout->addSpacing(m_theme.px(4));
    layout->addWidget(m_use, 0, Qt::AlignLeft);
    layout->addWidget(m_useHint);
    layout->addWidget(m_memoryText);
    layout->addWidget(m_memory);
    layout->addWidget(m_strip);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(m_theme.px(14));
    form->setVerticalSpacing(m_theme.px(6));
    m_device = new QComboBox(this);
    m_device->setAccessibleName(tr("Device"));
    m_device->addItem(tr("Automatic"), QStringLiteral("auto"));
    for (const QString& device : m_context.devices) {
        const bool cpu = device == QLatin1String("cpu");
        m_device->addItem(cpu ? tr("CPU") : tr("GPU %1").arg(device), device);
    }
    if (m_context.crashed)
        m_device->setCurrentIndex(std::max(0, m_device->findData(QStringLiteral("cpu"))));
    m_device->setToolTip(tr("Where the model is computed. Automatic takes a GPU that works, else the CPU."));
    m_name = new QLineEdit(m_context.suggestion, this);
    m_name->setAccessibleName(tr("Name of the run"));
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("problem"));
    styleProblem(m_problem, m_theme);
    form->addRow(tr("&Device"), m_device);
    buildPrecision(form);
    form->addRow(tr("&Run"), m_name);
    form->addRow(QString(), m_problem);
    connect(m_name, &QLineEdit::textChanged, this, &ModelDialog::nameChanged);
    layout->addLayout(form);
}

/// A choice only where there is a GPU: the CPU draws in fp32.
void ModelDialog::buildPrecision(QFormLayout* form)
{
    m_precision = new QComboBox(this);
    m_precision->setAccessibleName(tr("Precision"));
    m_precision->addItem(tr("Automatic: bf16 on a GPU"), QStringLiteral("auto"));
    m_precision->addItem(tr("fp32"), QStringLiteral("fp32"));
    m_precision->setToolTip(
        tr("Numbers of the copy that draws answers. bf16 takes half the memory and is faster; "
           "what learns is fp32 in either."));
    form->addRow(tr("&Precision"), m_precision);
    form->setRowVisible(m_precision, m_context.devices.size() > 1);
}

void ModelDialog::buildButtons(QVBoxLayout* layout)
{
    const auto [buttons, verb] = makeDialogButtons(*this, tr("Open"));
    m_open = verb;
    QPushButton* another = buttons->addButton(tr("Choose another…"), QDialogButtonBox::ResetRole);
    QPushButton* copy = buttons->addButton(tr("Copy card"), QDialogButtonBox::ResetRole);
    for (QPushButton* button : {another, copy})
        button->setAutoDefault(false);
    copy->setToolTip(tr("Copies what is known of the model, for a report"));
    connect(another, &QPushButton::clicked, this, [this] { done(kChooseAnother); });
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(cardText(m_model.card)); });
    layout->addWidget(buttons);
}

void ModelDialog::setUse(Use use)
{
    m_use->setCurrent(static_cast<int>(use));
    useChanged();
}

ModelDialog::Use ModelDialog::use() const
{
    return static_cast<Use>(m_use->current());
}

const MemoryEstimate& ModelDialog::estimate(Use use) const
{
    return use == Use::TrainAll       ? m_model.training
           : use == Use::TrainAdapter ? m_model.lora
                                      : m_model.sampling;
}

bool ModelDialog::fits(Use use) const
{
    return m_model.memoryFree <= 0 || estimate(use).total() <= m_model.memoryFree;
}

void ModelDialog::useChanged()
{
    switch (use()) {
    case Use::TrainAll:
        m_useHint->setText(tr("All weights learn. Needs the most memory."));
        break;
    case Use::TrainAdapter:
        m_useHint->setText(
            tr("The weights stay as they are, and a small addition to them learns. Needs far less "
               "memory; what it learnt is merged into the weights on export."));
        break;
    case Use::Answer:
        m_useHint->setText(tr("The model answers and its answers are checked; it does not learn."));
        break;
    }
    const MemoryEstimate& memory = estimate(use());
    m_memory->setParts(memoryParts(memory), m_model.memoryFree);
    const QString needed = tr("Memory: about %1").arg(bytesText(memory.total()));
    m_memoryText->setText(
        m_model.memoryFree > 0 ? tr("%1; %2 is free").arg(needed, bytesText(m_model.memoryFree)) : needed);
    showTrouble();
}

void ModelDialog::showTrouble()
{
    const bool fitting = fits(use());
    m_open->setText(fitting && !m_context.crashed ? tr("Open") : tr("Load anyway"));
    if (fitting) {
        m_strip->hide();
        if (m_context.crashed)
            m_strip->showMessage(InlineStrip::Kind::Warning,
                                 tr("Loading this model ended the model process last time."));
        makeRoom();
        return;
    }
    QStringList buttons;
    if (use() == Use::TrainAll)
        buttons << tr("Use LoRA") << tr("Answer only");
    else if (use() == Use::TrainAdapter)
        buttons << tr("Answer only");
    m_strip->showMessage(InlineStrip::Kind::Warning, tooBigSentence(estimate(use()), m_model.memoryFree),
                         buttons);
    makeRoom();
}

/// The warning squeezes nothing: the dialog grows by it.
void ModelDialog::makeRoom()
{
    layout()->activate();
    const int wanted = layout()->totalHeightForWidth(width());
    if (wanted > height())
        resize(width(), wanted);
}

QString ModelDialog::nameProblem() const
{
    return runNameProblem(m_name->text().trimmed(), m_context.taken);
}

void ModelDialog::nameChanged()
{
    const QString text = nameProblem();
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    m_open->setEnabled(text.isEmpty());
}

NewRunChoice ModelDialog::choice() const
{
    NewRunChoice choice;
    choice.name = m_name->text().trimmed();
    choice.startLabel = QString::fromStdString(m_model.card.name);
    choice.startDirectory = QString::fromStdString(m_model.card.path);
    choice.purpose = use() == Use::Answer ? QStringLiteral("sample") : QStringLiteral("train");
    choice.device = m_device->currentData().toString();
    choice.precision = m_precision->currentData().toString();
    choice.config = configForModel(m_model, use());
    return choice;
}

} // namespace rw::ui
