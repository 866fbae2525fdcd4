#include "ui/panels/settings_panel.h"

#include "core/base/error.h"
#include "ui/theme/tint.h"
#include "ui/widgets/plain_spin_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace rw::ui {

namespace {

constexpr int kChangeMilliseconds = 400;

/// The place of a value in a config that may not be changed.
template <class Value>
Value read(Value& (*value)(TrainingConfig&), TrainingConfig config)
{
    return value(config);
}

} // namespace

SettingsPanel::SettingsPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_problem(new QLabel(this))
    , m_note(new QLabel(tr("Changes take effect with the next step and are recorded in the run log."), this))
    , m_reset(new QPushButton(tr("Reset to defaults"), this))
    , m_changeTimer(new QTimer(this))
{
    auto* form = new QWidget;
    m_form = new QFormLayout(form);
    buildLayout(form);
    buildObjectiveFields();
    buildRateFields();
    buildAnswerFields();
    buildPromptFields();
    m_changeTimer->setSingleShot(true);
    m_changeTimer->setInterval(kChangeMilliseconds);
    connect(m_changeTimer, &QTimer::timeout, this, &SettingsPanel::emitChange);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        load(m_defaults);
        emitChange();
    });
    connect(&m_theme, &Theme::changed, this, &SettingsPanel::applyLook);
    applyLook();
    setConfig(TrainingConfig{});
}

void SettingsPanel::buildLayout(QWidget* form)
{
    m_form->setContentsMargins(m_theme.px(12), m_theme.px(4), m_theme.px(12), m_theme.px(12));
    m_form->setHorizontalSpacing(m_theme.px(12));
    m_form->setVerticalSpacing(m_theme.px(6));
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(form);
    form->setAutoFillBackground(false); // the panel's own shows through
    scroll->viewport()->setAutoFillBackground(false);
    for (QLabel* label : {m_problem, m_note}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    m_reset->setObjectName(QStringLiteral("reset"));
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(m_theme.px(12), m_theme.px(8), m_theme.px(12), m_theme.px(10));
    foot->setSpacing(m_theme.px(8));
    foot->addWidget(m_problem);
    foot->addWidget(m_note);
    foot->addWidget(m_reset, 0, Qt::AlignLeft);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addLayout(foot);
}

void SettingsPanel::buildObjectiveFields()
{
    using C = TrainingConfig;
    addHeading(tr("What is learnt"));
    addChoice<Objective>(
        {tr("Objective"), tr("GRPO compares all answers to a prompt with each other. Best answer "
                             "imitates the starred one, or the shortest correct one.")},
        {{tr("GRPO"), Objective::Grpo}, {tr("Best answer"), Objective::BestAnswer}},
        [](C& c) -> Objective& { return c.objective; });
    addChoice<LossType>({tr("Loss type"),
                         tr("How the tokens of long and short answers are weighed against each other."),
                         true},
                        {{tr("DAPO: by token"), LossType::Dapo},
                         {tr("GRPO: by answer"), LossType::Grpo},
                         {tr("BNPO: by batch part"), LossType::Bnpo},
                         {tr("Dr. GRPO: by limit"), LossType::DrGrpo}},
                        [](C& c) -> LossType& { return c.lossType; });
    addChoice<ScaleRewards>(
        {tr("Scale rewards"),
         tr("Whether advantages are divided by the spread of the rewards, and of which answers."), true},
        {{tr("in each group"), ScaleRewards::Group},
         {tr("over the batch"), ScaleRewards::Batch},
         {tr("not at all"), ScaleRewards::None}},
        [](C& c) -> ScaleRewards& { return c.scaleRewards; });
    addReal({tr("Beta (KL)"), tr("How strongly the model is held to where the run began. 0 lets it go free."),
             true},
            {0.0, 10.0, 4}, [](C& c) -> float& { return c.beta; });
    addReal({tr("Epsilon low"),
             tr("How far a token's probability may fall in a step before it stops counting."), true},
            {0.0, 1.0, 3}, [](C& c) -> float& { return c.epsilonLow; });
    addReal({tr("Epsilon high"),
             tr("How far a token's probability may rise in a step before it stops counting."), true},
            {0.0, 10.0, 3}, [](C& c) -> float& { return c.epsilonHigh; });
    addReal({tr("Star bonus"), tr("Extra reward for the answer you starred. A correct answer gets 1."), true},
            {0.0, 10.0, 2}, [](C& c) -> float& { return c.starBonus; });
}

void SettingsPanel::buildRateFields()
{
    using C = TrainingConfig;
    addHeading(tr("How fast"));
    addReal({tr("Learning rate"),
             tr("How far the weights move in a step. Too high and the model forgets what it knew.")},
            {0.0, 1.0, 7}, [](C& c) -> float& { return c.learningRate; });
    addWhole({tr("Warm-up steps"), tr("The learning rate grows from 0 over this many steps.")}, 0, 100'000,
             [](C& c) -> int& { return c.warmupSteps; });
    addWhole({tr("Decay steps"), tr("The learning rate falls until this step and then stays.")}, 0, 1'000'000,
             [](C& c) -> int& { return c.decaySteps; });
    addWhole({tr("Prompts a step"), tr("How many prompts are answered and learnt from in one step.")}, 1,
             4096, [](C& c) -> int& { return c.promptsPerStep; });
    addWhole(
        {tr("Evaluate every"), tr("After this many steps the held-out prompts are answered. 0 never does.")},
        0, 1'000'000, [](C& c) -> int& { return c.evalEvery; });
}

void SettingsPanel::buildAnswerFields()
{
    using C = TrainingConfig;
    addHeading(tr("How answers are drawn"));
    addWhole({tr("Answers a prompt"), tr("N: how many answers are written to each prompt at the same time.")},
             1, 1024, [](C& c) -> int& { return c.sampling.samples; });
    addWhole(
        {tr("Most new tokens"), tr("An answer is cut off at this length and then never counts as correct.")},
        1, 1'000'000, [](C& c) -> int& { return c.sampling.maxNewTokens; });
    addReal({tr("Temperature"),
             tr("Higher values make the answers more varied. 0 always takes the likeliest token.")},
            {0.0, 10.0, 2}, [](C& c) -> float& { return c.sampling.temperature; });
    addWhole({tr("Top-k"), tr("Only the k likeliest tokens can be drawn. 0 allows all.")}, 0, 1'000'000,
             [](C& c) -> int& { return c.sampling.topK; });
    addReal({tr("Top-p"),
             tr("Only the likeliest tokens that add up to this probability can be drawn. 1 allows all.")},
            {0.0, 1.0, 3}, [](C& c) -> float& { return c.sampling.topP; });
    addReal({tr("Min-p"),
             tr("Tokens less likely than this share of the likeliest one cannot be drawn. 0 allows all.")},
            {0.0, 1.0, 3}, [](C& c) -> float& { return c.sampling.minP; });
}

void SettingsPanel::buildPromptFields()
{
    using C = TrainingConfig;
    addHeading(tr("How questions are put"));
    addText({tr("System prompt"),
             tr("Stands before every conversation, where the model's chat template has a place for it.")},
            [](C& c) -> std::string& { return c.promptFormat.system; });
    addText(
        {tr("Answer instruction"), tr("Stands behind every question, for example how to end the answer.")},
        [](C& c) -> std::string& { return c.promptFormat.instruction; });
    addFlag({tr("Raw completion"),
             tr("The model reads the bare question and goes on with it, as a base model does.")},
            [](C& c) -> bool& { return c.promptFormat.raw; });
    auto* show = new QPushButton(tr("Show exact prompt"), this);
    show->setObjectName(QStringLiteral("exact-prompt"));
    show->setToolTip(tr("The text and the tokens that the model reads for the prompt on screen"));
    connect(show, &QPushButton::clicked, this, &SettingsPanel::exactPromptRequested);
    m_form->addRow(show);
}

void SettingsPanel::addHeading(const QString& text)
{
    auto* heading = new QLabel(text, this);
    m_headings.push_back(heading);
    m_form->addRow(heading);
}

void SettingsPanel::addReal(const Texts& texts, Range range, float& (*value)(TrainingConfig&))
{
    auto* box = new PlainSpinBox(this);
    box->setDecimals(range.decimals);
    box->setRange(range.lowest, range.highest);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    connect(box, &QDoubleSpinBox::valueChanged, this, &SettingsPanel::fieldChanged);
    addField({new QLabel(texts.label, this), box, texts.grpoOnly,
              [box, value](const TrainingConfig& config) {
                  const float number = read(value, config);
                  if (number != static_cast<float>(box->value())) // keeps what is selected
                      box->setValue(static_cast<double>(number));
              },
              [box, value](TrainingConfig& config) { value(config) = static_cast<float>(box->value()); }},
             texts.tip);
}

void SettingsPanel::addWhole(const Texts& texts, int lowest, int highest, int& (*value)(TrainingConfig&))
{
    auto* box = new QSpinBox(this);
    box->setRange(lowest, highest);
    box->setGroupSeparatorShown(true);
    connect(box, &QSpinBox::valueChanged, this, &SettingsPanel::fieldChanged);
    addField({new QLabel(texts.label, this), box, texts.grpoOnly,
              [box, value](const TrainingConfig& config) {
                  const int number = read(value, config);
                  if (number != box->value()) // keeps what is selected
                      box->setValue(number);
              },
              [box, value](TrainingConfig& config) { value(config) = box->value(); }},
             texts.tip);
}

void SettingsPanel::addText(const Texts& texts, std::string& (*value)(TrainingConfig&))
{
    auto* box = new QPlainTextEdit(this);
    box->setTabChangesFocus(true);
    box->setFixedHeight(m_theme.px(66));
    connect(box, &QPlainTextEdit::textChanged, this, &SettingsPanel::fieldChanged);
    auto* label = new QLabel(texts.label, this);
    addField({label, box, texts.grpoOnly,
              [box, value](const TrainingConfig& config) {
                  const QString text = QString::fromStdString(read(value, config));
                  if (text != box->toPlainText()) // keeps the cursor where a person is typing
                      box->setPlainText(text);
              },
              [box, value](TrainingConfig& config) { value(config) = box->toPlainText().toStdString(); }},
             texts.tip, Place::Below);
}

void SettingsPanel::addFlag(const Texts& texts, bool& (*value)(TrainingConfig&))
{
    auto* box = new QCheckBox(this);
    connect(box, &QCheckBox::toggled, this, &SettingsPanel::fieldChanged);
    addField({new QLabel(texts.label, this), box, texts.grpoOnly,
              [box, value](const TrainingConfig& config) { box->setChecked(read(value, config)); },
              [box, value](TrainingConfig& config) { value(config) = box->isChecked(); }},
             texts.tip);
}

template <class Enum>
void SettingsPanel::addChoice(const Texts& texts, const std::vector<std::pair<QString, Enum>>& choices,
                              Enum& (*value)(TrainingConfig&))
{
    auto* box = new QComboBox(this);
    for (const auto& [text, choice] : choices)
        box->addItem(text, static_cast<int>(choice));
    connect(box, &QComboBox::currentIndexChanged, this, &SettingsPanel::fieldChanged);
    addField({new QLabel(texts.label, this), box, texts.grpoOnly,
              [box, value](const TrainingConfig& config) {
                  box->setCurrentIndex(box->findData(static_cast<int>(read(value, config))));
              },
              [box, value](TrainingConfig& config) {
                  value(config) = static_cast<Enum>(box->currentData().toInt());
              }},
             texts.tip);
}

void SettingsPanel::addField(Field field, const QString& tip, Place place)
{
    field.label->setBuddy(field.editor);
    field.label->setToolTip(tip);
    field.editor->setToolTip(tip);
    field.editor->setAccessibleName(field.label->text());
    field.editor->setFocusPolicy(Qt::StrongFocus);
    field.editor->installEventFilter(this);
    if (place == Place::Below) {
        m_form->addRow(field.label);
        m_form->addRow(field.editor);
    } else {
        m_form->addRow(field.label, field.editor);
    }
    m_fields.push_back(std::move(field));
}

void SettingsPanel::setConfig(const TrainingConfig& config)
{
    m_config = config;
    load(config);
}

void SettingsPanel::load(const TrainingConfig& config)
{
    m_loading = true;
    for (const Field& field : m_fields)
        field.load(config);
    m_loading = false;
    m_changeTimer->stop();
    showProblem();
}

TrainingConfig SettingsPanel::config() const
{
    TrainingConfig config = m_config;
    for (const Field& field : m_fields)
        field.store(config);
    return config;
}

void SettingsPanel::fieldChanged()
{
    if (m_loading)
        return;
    showProblem();
    m_changeTimer->start();
}

void SettingsPanel::showProblem()
{
    const TrainingConfig config = this->config();
    for (const Field& field : m_fields)
        m_form->setRowVisible(field.editor, !field.grpoOnly || config.objective == Objective::Grpo);
    QString problem;
    try {
        validate(config);
    } catch (const UsageError& error) {
        problem = QString::fromUtf8(error.what());
        problem[0] = problem[0].toUpper();
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void SettingsPanel::emitChange()
{
    const TrainingConfig changed = config();
    if (changed == m_config || !m_problem->text().isEmpty())
        return;
    m_config = changed;
    emit configChanged(changed);
}

void SettingsPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange)
        applyLook(); // a new parent takes the labels' colours away
    QWidget::changeEvent(event);
}

void SettingsPanel::applyLook()
{
    setSurface(this, m_theme.colours().pane);
    for (QLabel* heading : m_headings) {
        heading->setFont(m_theme.strongFont());
        heading->setContentsMargins(0, m_theme.px(8), 0, 0);
    }
    for (const Field& field : m_fields)
        setInk(field.label, m_theme.colours().dim);
    setInk(m_note, m_theme.colours().dim);
    setInk(m_problem, m_theme.colours().wrong);
    m_note->setFont(m_theme.textFont(0.9));
}

/// The wheel scrolls the panel; it changes a value only in the field that has the focus.
bool SettingsPanel::eventFilter(QObject* watched, QEvent* event)
{
    const auto* editor = qobject_cast<QWidget*>(watched);
    if (event->type() == QEvent::Wheel && editor != nullptr && !editor->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rw::ui
