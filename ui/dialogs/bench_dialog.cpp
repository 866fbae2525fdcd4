#include "ui/dialogs/bench_dialog.h"

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/dialog_texts.h"
#include "ui/dialogs/verifier_set_editor.h"
#include "ui/theme/button_kind.h"
#include "ui/widgets/inline_strip.h"
#include "ui/widgets/two_verdicts_reader.h"
#include "ui/widgets/two_verdicts_table.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace rw::ui {

namespace {

constexpr int kProgressSteps = 1000;
constexpr double kMostHeight = 160; ///< of the rates, at 100 %, that is never hidden
constexpr int kFewest = 2;          ///< verifiers that can disagree

/// "3 of 40 (7.5 %)"; a dash where there is nothing to count from.
QString rateText(int count, int of)
{
    if (of == 0)
        return QStringLiteral("–");
    const QLocale locale;
    return BenchDialog::tr("%1 of %2 (%3 %)")
        .arg(locale.toString(count), locale.toString(of), locale.toString(100.0 * count / of, 'f', 1));
}

} // namespace

BenchDialog::BenchDialog(const Theme& theme, const QString& run, std::vector<VerifierSpec> specs,
                         QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_editor(new VerifierSetEditor(theme, tr("Add two verifiers or more to compare them."), this))
    , m_strip(new InlineStrip(theme, this))
    , m_tabs(new QTabWidget(this))
    , m_run(new QPushButton(this))
    , m_progress(new QProgressBar(this))
    , m_matrix(new DisagreementTable(theme, this))
    , m_rates(new QTableWidget(this))
    , m_pairHead(new QLabel(this))
    , m_answers(new TwoVerdictsModel({}, {}, this))
    , m_table(new TwoVerdictsTable(theme, *m_answers, this))
    , m_reader(new TwoVerdictsReader(theme, this))
{
    setWindowTitle(tr("Verifier bench"));
    auto* heading = new QLabel(tr("Verifiers over all answers of %1").arg(run), this);
    heading->setTextFormat(Qt::PlainText);
    styleHeading(heading, theme);
    m_strip->setClosable(true);
    m_strip->hide();
    m_editor->setSpecs(std::move(specs));
    m_tabs->addTab(buildVerifiers(), tr("Verifiers"));
    m_tabs->addTab(buildResults(), tr("Results"));
    m_tabs->setTabEnabled(1, false);
    QVBoxLayout* column = makeDialogColumn(*this, theme);
    column->addWidget(heading);
    column->addWidget(m_strip);
    column->addWidget(m_tabs, 1);
    auto* foot = new QHBoxLayout;
    auto* close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_run->setObjectName(QStringLiteral("run"));
    setButtonKind(m_run, ButtonKind::Primary);
    foot->addWidget(m_progress, 1);
    foot->addStretch(1);
    foot->addWidget(m_run);
    foot->addWidget(close);
    column->addLayout(foot);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_editor, &VerifierSetEditor::changed, this, &BenchDialog::updateButtons);
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_busy) {
            setBusy(false);
            emit cancelRequested();
            return;
        }
        setBusy(true);
        emit runRequested(m_editor->specs());
    });
    connect(m_matrix, &DisagreementTable::pairChosen, this, &BenchDialog::pairRequested);
    connect(m_table, &TwoVerdictsTable::answerChosen, this, &BenchDialog::readAnswer);
    resize(theme.px(980), theme.px(760));
    updateButtons();
}

QWidget* BenchDialog::buildVerifiers()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, m_theme.px(10), 0, 0);
    auto* hint = new QLabel(tr("Each judges every stored answer by itself. Nothing is stored."), page);
    styleHint(hint, m_theme);
    layout->addWidget(hint);
    layout->addWidget(m_editor, 1);
    return page;
}

QWidget* BenchDialog::buildResults()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, m_theme.px(10), 0, 0);
    auto* hint =
        new QLabel(tr("On how many answers two verifiers disagree. Choose a number to read them."), page);
    styleHint(hint, m_theme);
    m_rates->setAccessibleName(tr("How each verifier judged"));
    m_rates->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rates->setSelectionMode(QAbstractItemView::NoSelection);
    m_rates->setTabKeyNavigation(false);
    m_rates->verticalHeader()->setDefaultSectionSize(m_theme.px(26));
    m_rates->horizontalHeader()->setHighlightSections(false);
    m_pairHead->setWordWrap(true);
    m_pairHead->setTextFormat(Qt::PlainText);

    auto* figures = new QSplitter(Qt::Vertical, page);
    figures->addWidget(m_matrix);
    figures->addWidget(m_rates);
    auto* answers = new QWidget(page);
    auto* answersLayout = new QVBoxLayout(answers);
    answersLayout->setContentsMargins(0, 0, 0, 0);
    answersLayout->addWidget(m_pairHead);
    auto* reading = new QSplitter(Qt::Horizontal, answers);
    reading->addWidget(m_table);
    reading->addWidget(m_reader);
    reading->setStretchFactor(0, 1);
    reading->setStretchFactor(1, 1);
    answersLayout->addWidget(reading, 1);
    auto* rows = new QSplitter(Qt::Vertical, page);
    rows->addWidget(figures);
    rows->addWidget(answers);
    rows->setStretchFactor(0, 1);
    rows->setStretchFactor(1, 3);
    rows->setSizes({m_theme.px(300), m_theme.px(380)});
    for (QSplitter* splitter : {figures, reading, rows})
        splitter->setChildrenCollapsible(false);
    layout->addWidget(hint);
    layout->addWidget(rows, 1);
    return page;
}

void BenchDialog::setProgress(double share)
{
    m_progress->setValue(static_cast<int>(share * kProgressSteps));
}

void BenchDialog::showReport(const BenchReport& report)
{
    setBusy(false);
    m_names = report.disagreements.verifiers;
    m_matrix->setDisagreements(report.disagreements);
    showLines(report);
    m_answers->setVerdicts({});
    m_reader->clear();
    m_pairHead->setText(
        tr("%Ln answer(s) were judged by all of them.", nullptr, report.disagreements.answers));
    m_tabs->setTabEnabled(1, true);
    m_tabs->setCurrentIndex(1);
    m_matrix->setFocus(Qt::OtherFocusReason);
}

void BenchDialog::showLines(const BenchReport& report)
{
    const QStringList heads{tr("Correct"), tr("Wrong"),           tr("Undecided"),      tr("Errors"),
                            tr("ms each"), tr("False negatives"), tr("False positives")};
    m_rates->clear();
    m_rates->setColumnCount(static_cast<int>(heads.size()));
    m_rates->setHorizontalHeaderLabels(heads);
    m_rates->setRowCount(static_cast<int>(report.lines.size()));
    m_rates->setVerticalHeaderLabels(m_names);
    m_rates->horizontalHeaderItem(5)->setToolTip(
        tr("Of the answers that you marked correct, those it does not find correct"));
    m_rates->horizontalHeaderItem(6)->setToolTip(
        tr("Of the answers that you marked wrong, those it finds correct"));
    const QLocale locale;
    for (int row = 0; row < m_rates->rowCount(); ++row) {
        const BenchLine& line = report.lines[static_cast<std::size_t>(row)];
        const QStringList cells{locale.toString(line.correct),
                                locale.toString(line.wrong),
                                locale.toString(line.undecided),
                                locale.toString(line.errors),
                                locale.toString(line.milliseconds, 'f', 2),
                                rateText(line.falseNegatives, line.markedCorrect),
                                rateText(line.falsePositives, line.markedWrong)};
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_rates->setItem(row, column, item);
        }
    }
    m_rates->resizeColumnsToContents();
    const int height = m_rates->horizontalHeader()->sizeHint().height() + m_rates->verticalHeader()->length();
    m_rates->setMinimumHeight(std::min(height + m_theme.px(4), m_theme.px(kMostHeight)));
}

void BenchDialog::showPair(int row, int column, std::vector<TwoVerdicts> answers)
{
    m_heads[0] = m_names.value(row);
    m_heads[1] = m_names.value(column);
    m_answers->setHeads(m_heads[0], m_heads[1]);
    m_pairHead->setText(tr("%1 and %2 disagree on %Ln answer(s).", nullptr, static_cast<int>(answers.size()))
                            .arg(m_heads[0], m_heads[1]));
    m_answers->setVerdicts(std::move(answers));
    m_reader->clear();
    if (m_answers->rowCount() > 0)
        m_table->selectRow(0);
}

void BenchDialog::readAnswer(int row)
{
    m_reader->showVerdicts(m_answers->at(row), m_heads[0], m_heads[1]);
    emit evidenceRequested(row);
}

void BenchDialog::showEvidence(RolloutId rollout, const Verdict& first, const Verdict& second)
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || m_answers->at(row).rollout != rollout)
        return; // another one is read by now
    m_answers->setVerdicts(row, first, second);
    m_reader->showVerdicts(m_answers->at(row), m_heads[0], m_heads[1]);
}

void BenchDialog::showFailure(const QString& sentence)
{
    setBusy(false);
    m_strip->showMessage(InlineStrip::Kind::Warning, sentence);
}

void BenchDialog::setBusy(bool busy)
{
    m_busy = busy;
    m_progress->setVisible(busy);
    m_progress->setValue(0);
    updateButtons();
}

void BenchDialog::updateButtons()
{
    const bool enough = static_cast<int>(m_editor->specs().size()) >= kFewest;
    m_run->setText(m_busy ? tr("Cancel") : tr("Run"));
    m_run->setEnabled(m_busy || enough);
    m_run->setToolTip(enough ? QString() : tr("Add two verifiers or more."));
}

void BenchDialog::done(int result)
{
    if (m_busy)
        emit cancelRequested();
    QDialog::done(result);
}

} // namespace rw::ui
