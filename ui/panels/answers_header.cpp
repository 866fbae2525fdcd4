#include "ui/panels/answers_header.h"

#include "ui/theme/tint.h"
#include "ui/theme/verdict_style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/wrap_row.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace rw::ui {
namespace {

/// A frameless combo box as wide as the choice it shows.
class QuietChooser : public QComboBox
{
public:
    explicit QuietChooser(QWidget* parent)
        : QComboBox(parent)
    {
        connect(this, &QComboBox::currentIndexChanged, this, &QWidget::updateGeometry);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(currentText()) + 34, QComboBox::sizeHint().height()};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
};

QHBoxLayout* rowLayout(QWidget* row, int spacing)
{
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    return layout;
}

} // namespace

AnswersHeader::AnswersHeader(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_question(new ElidedLabel(this, 3))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(6));
    layout->setSpacing(theme.px(6));
    m_top = new QBoxLayout(QBoxLayout::LeftToRight);
    m_top->setSpacing(theme.px(10));
    m_top->addWidget(m_question, 1);
    m_top->addWidget(makeOrigin(), 0, Qt::AlignTop);
    layout->addLayout(m_top);
    QWidget* counts = makeCounts();
    QWidget* controls = makeControls();
    layout->addWidget(new WrapRow(counts, controls, theme.px(6), this));
    connect(&theme, &Theme::changed, this, &AnswersHeader::restyle);
    restyle();
}

QWidget* AnswersHeader::makeOrigin()
{
    auto* block = new QWidget(this);
    QHBoxLayout* layout = rowLayout(block, m_theme.px(10));
    m_origin = new QLabel(block);
    m_origin->setTextFormat(Qt::PlainText);
    m_again = new QPushButton(tr("Again, same seeds"), block);
    m_again->setFocusPolicy(Qt::TabFocus); // a click disables it, which would send the focus elsewhere
    setAgainPossible(true, {});
    m_again->hide();
    layout->addWidget(m_origin);
    layout->addWidget(m_again);
    layout->addStretch(1);
    connect(m_again, &QPushButton::clicked, this, &AnswersHeader::againPressed);
    return block;
}

QWidget* AnswersHeader::makeCounts()
{
    auto* row = new QWidget(this);
    QHBoxLayout* layout = rowLayout(row, m_theme.px(12));
    for (QLabel** label : {&m_expected, &m_correct, &m_wrong, &m_undecided, &m_unfinished, &m_writing}) {
        *label = new QLabel(row);
        (*label)->setTextFormat(Qt::PlainText);
        (*label)->hide();
        layout->addWidget(*label);
    }
    row->setMinimumWidth(1); // the words go before the numbers do
    return row;
}

QComboBox* AnswersHeader::makeChooser(const QString& name, const QStringList& items)
{
    auto* chooser = new QuietChooser(this);
    chooser->addItems(items);
    chooser->setFrame(false);
    chooser->setAccessibleName(name);
    return chooser;
}

QWidget* AnswersHeader::makeControls()
{
    auto* row = new QWidget(this);
    QHBoxLayout* layout = rowLayout(row, m_theme.px(6));
    m_order =
        makeChooser(tr("Sort the answers"), {tr("Sort: number"), tr("Sort: length"), tr("Sort: verdict")});
    m_filter = makeChooser(tr("Show which answers"), {tr("Show: all"), tr("Show: correct"), tr("Show: wrong"),
                                                      tr("Show: undecided"), tr("Show: starred")});
    m_view = new SegmentedControl(m_theme, {tr("Grid"), tr("Focus"), tr("Compare")}, row);
    m_view->setAccessibleName(tr("How the answers are shown"));
    layout->addWidget(m_order);
    layout->addWidget(m_filter);
    layout->addWidget(m_view);
    connect(m_order, &QComboBox::activated, this,
            [this](int i) { emit orderChosen(static_cast<AnswerOrder>(i)); });
    connect(m_filter, &QComboBox::activated, this,
            [this](int i) { emit filterChosen(static_cast<AnswerFilter>(i)); });
    connect(m_view, &SegmentedControl::chosen, this, &AnswersHeader::viewChosen);
    return row;
}

void AnswersHeader::showCount(QLabel* label, AnswerState state, int count, const QString& text, bool always)
{
    label->setText(
        QStringLiteral("%1 %2").arg(stateSign(state), m_compact ? QLocale().toString(count) : text));
    label->setAccessibleName(text);
    label->setToolTip(m_compact ? text : QString());
    label->setVisible(always || count > 0);
}

void AnswersHeader::showGroup(const GroupModel& model)
{
    const Prompt& prompt = model.prompt();
    m_question->setText(QString::fromStdString(prompt.text));
    m_expected->setText(tr("expected %1").arg(QString::fromStdString(prompt.answer)));
    m_expected->setVisible(!prompt.answer.empty());
    m_shown = &model;
    showCounts(model);

    const bool any = !model.answers().empty();
    QStringList origin;
    if (any && !model.stage().isEmpty())
        origin << model.stage();
    if (any && (model.policyVersion() > 0 || model.stage() == QLatin1String("current")))
        origin << tr("step %1").arg(QLocale().toString(model.policyVersion()));
    m_origin->setText(origin.join(QStringLiteral(" · ")));
    m_origin->setVisible(!origin.isEmpty());

    m_again->setVisible(any); // also while they are written: the question keeps its lines
    m_again->setEnabled(m_againPossible && !model.isLive());
    m_order->setVisible(any);
    m_filter->setVisible(any);
    m_view->setVisible(any);
}

void AnswersHeader::showCounts(const GroupModel& model)
{
    const bool any = !model.answers().empty();
    const auto count = [&](AnswerState state) { return model.count(state); };
    const int correct = count(AnswerState::Correct);
    const int wrong = count(AnswerState::Wrong);
    const int undecided = count(AnswerState::Undecided) + count(AnswerState::VerifierError);
    const int unfinished =
        count(AnswerState::CutOff) + count(AnswerState::Stopped) + count(AnswerState::Failed);
    const int writing =
        count(AnswerState::Writing) + count(AnswerState::Queued) + count(AnswerState::ReadingPrompt);
    const int verifying = count(AnswerState::Verifying);
    showCount(m_correct, AnswerState::Correct, correct, tr("%n correct", nullptr, correct), any);
    showCount(m_wrong, AnswerState::Wrong, wrong, tr("%n wrong", nullptr, wrong), any);
    showCount(m_undecided, AnswerState::Undecided, undecided, tr("%n undecided", nullptr, undecided), false);
    showCount(m_unfinished, AnswerState::CutOff, unfinished, tr("%n unfinished", nullptr, unfinished), false);
    QStringList underWay;
    if (writing > 0)
        underWay << tr("%n writing", nullptr, writing);
    if (verifying > 0)
        underWay << tr("%n verifying", nullptr, verifying);
    m_writing->setText(underWay.join(QStringLiteral(", ")));
    m_writing->setVisible(model.isLive() && !underWay.isEmpty());
}

void AnswersHeader::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_top->setDirection(width() < m_theme.px(620) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const bool compact = width() < m_theme.px(520);
    if (compact == m_compact)
        return;
    m_compact = compact;
    if (m_shown != nullptr)
        showCounts(*m_shown);
}

void AnswersHeader::setAgainPossible(bool possible, const QString& whyNot)
{
    m_againPossible = possible;
    m_again->setEnabled(possible && (m_shown == nullptr || !m_shown->isLive()));
    m_again->setToolTip(
        possible ? tr("Writes the same number of answers to this question again, with the same seeds and the "
                      "newest weights, and keeps these for comparison")
                 : whyNot);
}

void AnswersHeader::setFilter(AnswerFilter filter)
{
    m_filter->setCurrentIndex(static_cast<int>(filter));
}

void AnswersHeader::setView(int segment)
{
    m_view->setCurrent(segment);
}

QWidget* AnswersHeader::lastControl() const
{
    return m_view->findChildren<QAbstractButton*>().constLast();
}

void AnswersHeader::restyle()
{
    const Colours& c = m_theme.colours();
    QFont question = m_theme.textFont(1.3);
    question.setWeight(QFont::Medium);
    m_question->setFont(question);
    m_expected->setFont(m_theme.strongFont());
    setInk(m_expected, c.text);
    setInk(m_correct, c.correct);
    setInk(m_wrong, c.wrong);
    setInk(m_undecided, c.undecided);
    for (QLabel* label : {m_unfinished, m_writing, m_origin})
        setInk(label, c.dim);
    updateGeometry();
}

} // namespace rw::ui
