#include "ui/window/main_tool_bar.h"

#include "ui/theme/button_kind.h"
#include "ui/theme/tint.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/wrap_row.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <limits>
#include <utility>

namespace rw::ui {

namespace {

constexpr int kModelWidth = 250;

const QStringList kBuiltInStages{QStringLiteral("base"), QStringLiteral("imitation"),
                                 QStringLiteral("current")};
const QStringList kOwnStages{QStringLiteral("start"), QStringLiteral("current")};

/// Word on the control, and what it does.
std::pair<QString, QString> stageTexts(const QString& stage)
{
    if (stage == QLatin1String("base"))
        return {MainToolBar::tr("Base"), MainToolBar::tr("Answer with the pretrained weights")};
    if (stage == QLatin1String("imitation"))
        return {MainToolBar::tr("Imitation"), MainToolBar::tr("Answer with the weights after imitation")};
    if (stage == QLatin1String("start"))
        return {MainToolBar::tr("Start"), MainToolBar::tr("Answer with the weights that the run began with")};
    return {MainToolBar::tr("Current"), MainToolBar::tr("Answer with this run's weights as they are now")};
}

/// A button that does what an action does, and is enabled when it is.
void bind(QPushButton* button, QAction* action)
{
    const auto update = [button, action] {
        button->setEnabled(action->isEnabled());
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        button->setToolTip(keys.isEmpty() ? action->toolTip()
                                          : QStringLiteral("%1 (%2)").arg(action->toolTip(), keys));
    };
    QObject::connect(action, &QAction::changed, button, update);
    button->setFocusPolicy(Qt::TabFocus); // a click that disables it would send the focus elsewhere
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    update();
}

QLabel* labelFor(const QString& text, QWidget* buddy)
{
    auto* label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

QWidget* row(std::initializer_list<QWidget*> widgets, int spacing)
{
    auto* holder = new QWidget;
    auto* layout = new QHBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    for (QWidget* widget : widgets)
        layout->addWidget(widget);
    return holder;
}

} // namespace

MainToolBar::MainToolBar(const Theme& theme, const ToolActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new QPushButton)
    , m_builtInStages(buildStages(kBuiltInStages))
    , m_ownStages(buildStages(kOwnStages))
    , m_samples(new QSpinBox)
    , m_temperature(new QDoubleSpinBox)
    , m_seed(new QSpinBox)
{
    m_model->setAccessibleName(tr("Model and run"));
    connect(m_model, &QPushButton::clicked, this, &MainToolBar::modelPressed);
    m_ownStages->hide();
    QWidget* weights = row({m_model, m_builtInStages, m_ownStages}, theme.px(8));
    QPushButton* generate = buttonFor(actions.generate, tr("Generate"));
    setButtonKind(generate, ButtonKind::Primary);
    QWidget* drawing =
        row({buildSamplingControls(), generate, buttonFor(actions.stop, tr("Stop"))}, theme.px(8));
    auto* wrapped = new WrapRow(new WrapRow(weights, drawing, theme.px(8), nullptr, WrapRow::Place::Together),
                                buildTrainingControls(actions), theme.px(8));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme.px(10), theme.px(7), theme.px(10), theme.px(7));
    layout->addWidget(wrapped);

    setAttribute(Qt::WA_StyledBackground);
    connect(&theme, &Theme::changed, this, &MainToolBar::applyLook);
    applyLook();
}

QWidget* MainToolBar::buildSamplingControls()
{
    m_samples->setRange(1, 64);
    m_samples->setAccessibleName(tr("Number of answers"));
    m_samples->setToolTip(tr("How many answers Generate asks for"));
    m_temperature->setRange(0.0, 5.0);
    m_temperature->setSingleStep(0.1);
    m_temperature->setDecimals(1);
    m_temperature->setAccessibleName(tr("Temperature"));
    m_temperature->setToolTip(
        tr("How much chance there is: 0 always takes the likeliest token, 1 draws as the model says"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("The same seed draws the same answers from the same weights"));
    connect(m_samples, &QSpinBox::valueChanged, this, &MainToolBar::samplingChanged);
    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, &MainToolBar::samplingChanged);
    connect(m_seed, &QSpinBox::valueChanged, this, &MainToolBar::samplingChanged);
    return row({labelFor(tr("N"), m_samples), m_samples, labelFor(tr("Temperature"), m_temperature),
                m_temperature, labelFor(tr("Seed"), m_seed), m_seed},
               m_theme.px(8));
}

QWidget* MainToolBar::buildTrainingControls(const ToolActions& actions)
{
    auto* separator = new QWidget;
    separator->setFixedSize(1, m_theme.px(22));
    m_separators.append(separator);
    QPushButton* step = buttonFor(actions.trainStep, tr("Train step"));
    setButtonKind(step, ButtonKind::Secondary);
    QPushButton* many = buttonFor(actions.trainMany, actions.trainMany->text());
    connect(actions.trainMany, &QAction::changed, many,
            [many, actions] { many->setText(actions.trainMany->text()); });
    return row({buttonFor(actions.star, tr("★ Prefer")), buttonFor(actions.shortest, tr("Shortest correct")),
                separator, step, many, buttonFor(actions.pause, tr("Pause"))},
               m_theme.px(8));
}

QPushButton* MainToolBar::buttonFor(QAction* action, const QString& label)
{
    auto* button = new QPushButton(label);
    button->setObjectName(action->objectName());
    button->setAccessibleName(action->toolTip());
    bind(button, action);
    return button;
}

SegmentedControl* MainToolBar::buildStages(const QStringList& stages)
{
    QStringList words;
    for (const QString& stage : stages)
        words.append(stageTexts(stage).first);
    auto* control = new SegmentedControl(m_theme, words);
    control->setAccessibleName(tr("Weights that answer"));
    for (int i = 0; i < stages.size(); ++i)
        control->setSegmentToolTip(i, stageTexts(stages[i]).second);
    connect(control, &SegmentedControl::chosen, this,
            [this, stages](int index) { emit stageChosen(stages[index]); });
    return control;
}

void MainToolBar::setModel(const QString& name, const QString& start)
{
    const QString text = name.isEmpty() ? tr("Starting…") : QStringLiteral("%1 · %2").arg(name, start);
    const QFontMetrics metrics(m_model->font());
    m_model->setText(metrics.elidedText(text, Qt::ElideMiddle, m_theme.px(kModelWidth)) +
                     QStringLiteral(" ▾"));
    m_model->setToolTip(tr("%1. Press to open another model or to begin a run.").arg(text));
}

void MainToolBar::popUpAtModel(QMenu& menu)
{
    menu.popup(m_model->mapToGlobal(QPoint(0, m_model->height())));
}

void MainToolBar::setStages(const QStringList& stages, const QString& current)
{
    const bool builtIn = stages.contains(kBuiltInStages.front());
    m_builtInStages->setVisible(builtIn);
    m_ownStages->setVisible(!builtIn);
    const auto index = static_cast<int>((builtIn ? kBuiltInStages : kOwnStages).indexOf(current));
    if (index >= 0)
        (builtIn ? m_builtInStages : m_ownStages)->setCurrent(index);
}

void MainToolBar::setSampling(const SamplingParams& sampling)
{
    if (sampling == this->sampling())
        return; // also while it is being typed, "0" on the way to "0.7"
    m_sampling = sampling;
    const QSignalBlocker samples(m_samples);
    const QSignalBlocker temperature(m_temperature);
    const QSignalBlocker seed(m_seed);
    m_samples->setValue(sampling.samples);
    m_temperature->setValue(static_cast<double>(sampling.temperature));
    m_seed->setValue(static_cast<int>(sampling.seed));
}

SamplingParams MainToolBar::sampling() const
{
    SamplingParams params = m_sampling;
    params.samples = m_samples->value();
    params.temperature = static_cast<float>(m_temperature->value());
    params.seed = static_cast<std::uint64_t>(m_seed->value());
    return params;
}

void MainToolBar::applyLook()
{
    m_seed->setFixedWidth(m_theme.px(92));
    setSurface(this, m_theme.colours().pane);
    for (QWidget* separator : m_separators)
        setSurface(separator, m_theme.colours().line);
}

} // namespace rw::ui
