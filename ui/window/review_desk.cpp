#include "ui/window/review_desk.h"

#include <algorithm>
#include <exception>
#include <iterator>

namespace rw::ui {

namespace {

constexpr int kPreviewed = 200;          ///< answers that a preview judges
constexpr std::size_t kMostListed = 500; ///< answers behind a cell that are listed

constexpr std::int64_t kNone = -1; ///< no request has this number

const QString kBench = QStringLiteral("bench_verifiers");

Verdict bareVerdict(Outcome outcome)
{
    Verdict verdict;
    verdict.outcome = outcome;
    return verdict;
}

double shareOf(const protocol::ReviewProgress& progress)
{
    return progress.total == 0 ? 0.0 : static_cast<double>(progress.done) / progress.total;
}

/// Verifiers of the same name are told apart by their options.
QString titleOf(const VerifierSpec& spec)
{
    return QString::fromStdString(toString(spec));
}

BenchReport reportOf(const VerifierBench& bench)
{
    BenchReport report;
    report.disagreements.answers = static_cast<int>(bench.answers.size());
    const std::size_t count = bench.verifiers.size();
    for (std::size_t i = 0; i < count; ++i) {
        const OutcomeCounts counts = outcomeCounts(bench, i);
        const ErrorRates rates = errorRates(bench, i);
        const auto of = [&counts](Outcome outcome) { return counts[static_cast<std::size_t>(outcome)]; };
        const QString title = titleOf(bench.verifiers[i].spec);
        report.disagreements.verifiers << title;
        report.lines.push_back({title, of(Outcome::Correct), of(Outcome::Wrong), of(Outcome::Undecided),
                                of(Outcome::Error), rates.markedCorrect, rates.falseNegatives,
                                rates.markedWrong, rates.falsePositives,
                                bench.verifiers[i].meanMilliseconds});
        std::vector<int> row;
        for (std::size_t j = 0; j < count; ++j)
            row.push_back(disagreements(bench, i, j));
        report.disagreements.counts.push_back(std::move(row));
    }
    return report;
}

} // namespace

ReviewDesk::ReviewDesk(EngineClient& engine, Log log, VerifiersDialog& dialog)
    : QObject(&dialog)
    , m_engine(engine)
    , m_log(std::move(log))
{
    connect(&dialog, &VerifiersDialog::previewRequested, this,
            [this](const std::vector<VerifierSpec>& specs) {
                m_preview = m_engine.previewVerifiers({specs, {}, {}, kPreviewed});
            });
    connect(&dialog, &VerifiersDialog::previewCancelled, this, [this] {
        m_preview = kNone;
        m_engine.cancelReview();
    });
    connect(&m_engine, &EngineClient::reviewProgress, this,
            [&dialog](const protocol::ReviewProgress& progress) {
                dialog.setPreviewProgress(shareOf(progress));
            });
    connect(&m_engine, &EngineClient::previewReady, this,
            [this, &dialog](std::int64_t request, const protocol::PreviewVerifiersResult& result) {
                if (request == m_preview)
                    showPreview(dialog, result);
            });
    connect(&m_engine, &EngineClient::previewFailed, this,
            [this, &dialog](std::int64_t request, const QString& message) {
                if (request == m_preview)
                    dialog.showPreviewFailure(message);
            });
}

void ReviewDesk::showPreview(VerifiersDialog& dialog, const protocol::PreviewVerifiersResult& result)
{
    VerdictPreview preview;
    preview.answers = static_cast<int>(result.answers.size());
    try {
        for (const protocol::PreviewedAnswer& answer : result.answers) {
            if (answer.before && answer.before->outcome == answer.after.outcome)
                continue;
            TwoVerdicts two = textsOf(answer.group, answer.rollout);
            two.first = answer.before.value_or(Verdict{});
            two.second = answer.after;
            preview.changes.push_back(std::move(two));
        }
        preview.changed = static_cast<int>(preview.changes.size());
        dialog.showPreview(preview);
    } catch (const std::exception& failure) {
        dialog.showPreviewFailure(QString::fromUtf8(failure.what()));
    }
}

ReviewDesk::ReviewDesk(EngineClient& engine, Log log, BenchDialog& dialog)
    : QObject(&dialog)
    , m_engine(engine)
    , m_log(std::move(log))
{
    connectBench(dialog);
    connect(&m_engine, &EngineClient::benchReady, this, [this, &dialog](const VerifierBench& bench) {
        m_bench = bench;
        m_groups.clear();
        m_listed.clear();
        dialog.showReport(reportOf(m_bench));
    });
    connect(&m_engine, &EngineClient::previewReady, this,
            [this, &dialog](std::int64_t request, const protocol::PreviewVerifiersResult& result) {
                evidenceArrived(dialog, request, result);
            });
    connect(&m_engine, &EngineClient::previewFailed, this,
            [this, &dialog](std::int64_t request, const QString& message) {
                if (!m_evidence || !std::ranges::count(m_evidence->requests, request))
                    return;
                m_evidence.reset();
                dialog.showFailure(message);
            });
    connect(&m_engine, &EngineClient::requestFailed, this,
            [&dialog](const QString& method, const QString& message) {
                if (method == kBench)
                    dialog.showFailure(message);
            });
}

void ReviewDesk::connectBench(BenchDialog& dialog)
{
    connect(&dialog, &BenchDialog::runRequested, this, [this](const std::vector<VerifierSpec>& specs) {
        m_evidence.reset();
        m_engine.benchVerifiers({specs, 0});
    });
    connect(&dialog, &BenchDialog::cancelRequested, this, [this] { m_engine.cancelReview(); });
    connect(&m_engine, &EngineClient::reviewProgress, this,
            [&dialog](const protocol::ReviewProgress& progress) {
                if (QString::fromStdString(progress.method) == kBench)
                    dialog.setProgress(shareOf(progress));
            });
    connect(&dialog, &BenchDialog::pairRequested, this,
            [this, &dialog](int row, int column) { listPair(dialog, row, column); });
    connect(&dialog, &BenchDialog::evidenceRequested, this, &ReviewDesk::askForEvidence);
}

void ReviewDesk::listPair(BenchDialog& dialog, int row, int column)
{
    m_pair[0] = static_cast<std::size_t>(row);
    m_pair[1] = static_cast<std::size_t>(column);
    const std::vector<Outcome>& first = m_bench.verifiers[m_pair[0]].outcomes;
    const std::vector<Outcome>& second = m_bench.verifiers[m_pair[1]].outcomes;
    m_listed.clear();
    std::vector<TwoVerdicts> answers;
    try {
        for (std::size_t i = 0; i < m_bench.answers.size() && answers.size() < kMostListed; ++i) {
            if (first[i] == second[i])
                continue;
            TwoVerdicts two = textsOf(m_bench.answers[i].group, m_bench.answers[i].rollout);
            two.first = bareVerdict(first[i]);
            two.second = bareVerdict(second[i]);
            answers.push_back(std::move(two));
            m_listed.push_back(i);
        }
    } catch (const std::exception& failure) {
        dialog.showFailure(QString::fromUtf8(failure.what()));
        return;
    }
    dialog.showPair(row, column, std::move(answers));
}

/// The bench keeps outcomes alone: of the answer that is read, both verifiers judge again.
void ReviewDesk::askForEvidence(int answer)
{
    const BenchedAnswer& benched = m_bench.answers[m_listed[static_cast<std::size_t>(answer)]];
    m_evidence = Evidence{.rollout = benched.rollout, .verdicts = {}};
    for (std::size_t i = 0; i < std::size(m_pair); ++i)
        m_evidence->requests[i] = m_engine.previewVerifiers(
            {{m_bench.verifiers[m_pair[i]].spec}, benched.group, benched.rollout, 1});
}

void ReviewDesk::evidenceArrived(BenchDialog& dialog, std::int64_t request,
                                 const protocol::PreviewVerifiersResult& result)
{
    if (!m_evidence)
        return;
    const auto asked = std::ranges::find(m_evidence->requests, request);
    if (asked == std::end(m_evidence->requests))
        return; // of an answer that was read before
    m_evidence->verdicts[asked - std::begin(m_evidence->requests)] =
        result.answers.empty() ? Verdict{} : result.answers.front().after;
    if (!m_evidence->verdicts[0] || !m_evidence->verdicts[1])
        return;
    dialog.showEvidence(m_evidence->rollout, *m_evidence->verdicts[0], *m_evidence->verdicts[1]);
    m_evidence.reset();
}

const std::vector<StoredAnswer>& ReviewDesk::answersOf(GroupId group)
{
    const auto known = m_groups.find(group.value);
    return known != m_groups.end() ? known->second
                                   : m_groups.emplace(group.value, m_log().answersOf(group)).first->second;
}

TwoVerdicts ReviewDesk::textsOf(GroupId group, RolloutId rollout)
{
    TwoVerdicts two;
    two.rollout = rollout;
    const std::vector<StoredAnswer>& answers = answersOf(group);
    const auto answer = std::ranges::find(answers, rollout, &StoredAnswer::rollout);
    if (answer == answers.end())
        return two;
    two.prompt = QString::fromStdString(answer->prompt.text);
    two.answer = QString::fromStdString(answer->text);
    return two;
}

} // namespace rw::ui
