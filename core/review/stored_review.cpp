#include "core/review/stored_review.h"

#include "core/base/error.h"
#include "core/checking/verification_pool.h"
#include "core/verify/verdict_by_hand.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace rw {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPatience{100};
constexpr int kAnswersAtATime = 256;
constexpr int kMostBenched = 200'000;
constexpr std::size_t kMostVerifiers = 16;

/// Counts verdicts, tells of them now and then, and throws where the review was cancelled.
class Progress
{
public:
    Progress(const ReviewWatch& watch, std::int64_t total)
        : m_watch(watch)
        , m_total(static_cast<int>(total))
    {
        throwIfCancelled();
    }

    void throwIfCancelled() const
    {
        if (m_watch.cancel != nullptr && m_watch.cancel->load())
            throw Cancelled("Judging the answers again was cancelled.");
    }

    void add(std::size_t verdicts)
    {
        m_done += static_cast<int>(verdicts);
        m_total = std::max(m_total, m_done); // answers may be written meanwhile
        if (Clock::now() - m_told >= kPatience)
            tell();
    }

    void tell()
    {
        m_told = Clock::now();
        if (m_watch.progress)
            m_watch.progress(m_done, m_total);
    }

private:
    const ReviewWatch& m_watch;
    int m_total;
    int m_done = 0;
    Clock::time_point m_told = Clock::now();
};

/// The verdicts of the pool's verifier, in the order of the answers.
std::vector<Verdict> judge(VerificationPool& pool, std::span<const StoredAnswer> answers, Progress& progress)
{
    VerificationBatch batch(pool);
    for (const StoredAnswer& answer : answers)
        batch.submit(answer.prompt, answer.text, answer.finish, answer.tokens);
    std::vector<Verdict> verdicts(answers.size());
    while (batch.pending() > 0) {
        std::vector<Judged> judged = batch.waitFor(kPatience);
        for (Judged& one : judged)
            verdicts[one.number] = std::move(one.verdict);
        progress.add(judged.size());
        progress.throwIfCancelled();
    }
    return verdicts;
}

/// Calls `use` with all answers after `first`, some hundred at a time.
template <class Use>
void forEachBatch(const RunLogReader& log, RolloutId first, Use&& use)
{
    for (RolloutId after = first;;) {
        const std::vector<StoredAnswer> answers = log.answersAfter(after, kAnswersAtATime);
        if (answers.empty())
            return;
        use(std::span<const StoredAnswer>(answers));
        after = answers.back().rollout;
    }
}

/// The one answer asked for, or those of the group; nothing where neither is named.
std::optional<std::vector<StoredAnswer>> namedAnswers(const RunLogReader& log, GroupId group,
                                                      RolloutId rollout)
{
    if (rollout.isValid())
        return std::vector{log.answer(rollout)};
    if (group.isValid())
        return log.answersOf(group);
    return std::nullopt;
}

void storeBatch(VerificationPool& pool, std::span<const StoredAnswer> answers, const VerdictStore& store,
                Progress& progress, protocol::VerifyAgainResult& result)
{
    std::vector<Verdict> verdicts = judge(pool, answers, progress);
    std::vector<NewVerdict> found;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        result.errors += verdicts[i].outcome == Outcome::Error ? 1 : 0;
        found.push_back({answers[i].rollout, std::move(verdicts[i])});
    }
    const VerdictsStored stored = store(found);
    result.answers += static_cast<int>(answers.size());
    result.stored += stored.stored;
    result.changed += stored.changed;
    result.byHand += stored.byHand;
}

/// What one verifier took and found, batch by batch.
struct BenchColumn
{
    std::shared_ptr<const Verifier> verifier;
    BenchedVerifier found;
    double milliseconds = 0.0;

    void add(std::span<const Verdict> verdicts)
    {
        for (const Verdict& verdict : verdicts) {
            found.outcomes.push_back(verdict.outcome);
            milliseconds += verdict.milliseconds;
            found.mostMilliseconds = std::max(found.mostMilliseconds, verdict.milliseconds);
        }
    }

    BenchedVerifier finish()
    {
        if (!found.outcomes.empty())
            found.meanMilliseconds = milliseconds / static_cast<double>(found.outcomes.size());
        return std::move(found);
    }
};

std::vector<BenchColumn> columnsFor(std::span<const VerifierSpec> verifiers, const VerifierMaker& make)
{
    if (verifiers.empty() || verifiers.size() > kMostVerifiers)
        throw UsageError("A bench compares 1 to 16 verifiers, and " + std::to_string(verifiers.size()) +
                             " were named.",
                         "Name two or more, for example final-number and exact-text.");
    std::vector<BenchColumn> columns;
    for (const VerifierSpec& spec : verifiers)
        columns.push_back({.verifier = make(std::span(&spec, 1)), .found = {.spec = spec, .outcomes = {}}});
    return columns;
}

BenchedAnswer benched(const StoredAnswer& answer)
{
    BenchedAnswer result{answer.group, answer.rollout, {}};
    if (answer.verdict && isByHand(*answer.verdict) && answer.verdict->outcome != Outcome::Undecided)
        result.byHand = answer.verdict->outcome;
    return result;
}

} // namespace

protocol::VerifyAgainResult verifyAgain(const RunLogReader& log, const protocol::VerifyAgainParams& params,
                                        std::span<const VerifierSpec> verifiers, const VerifierMaker& make,
                                        const VerdictStore& store, const ReviewWatch& watch)
{
    VerificationPool pool(make(verifiers));
    protocol::VerifyAgainResult result;
    if (const auto named = namedAnswers(log, params.group, params.rollout)) {
        Progress progress(watch, static_cast<std::int64_t>(named->size()));
        storeBatch(pool, *named, store, progress, result);
        progress.tell();
        return result;
    }
    Progress progress(watch, log.answerCount());
    forEachBatch(log, {}, [&](std::span<const StoredAnswer> answers) {
        storeBatch(pool, answers, store, progress, result);
    });
    progress.tell();
    return result;
}

protocol::PreviewVerifiersResult previewVerifiers(const RunLogReader& log,
                                                  const protocol::PreviewVerifiersParams& params,
                                                  const VerifierMaker& make, const ReviewWatch& watch)
{
    VerificationPool pool(make(params.verifiers));
    const auto named = namedAnswers(log, params.group, params.rollout);
    const std::vector<StoredAnswer> answers = named ? *named : log.lastAnswers(params.answers);
    Progress progress(watch, static_cast<std::int64_t>(answers.size()));
    std::vector<Verdict> verdicts = judge(pool, answers, progress);
    progress.tell();
    protocol::PreviewVerifiersResult result;
    for (std::size_t i = 0; i < answers.size(); ++i)
        result.answers.push_back({answers[i].group, answers[i].rollout, answers[i].index, answers[i].verdict,
                                  std::move(verdicts[i])});
    return result;
}

VerifierBench benchVerifiers(const RunLogReader& log, const protocol::BenchVerifiersParams& params,
                             const VerifierMaker& make, const ReviewWatch& watch)
{
    std::vector<BenchColumn> columns = columnsFor(params.verifiers, make);
    VerificationPool pool(columns.front().verifier);
    const int newest = params.answers > 0 ? std::min(params.answers, kMostBenched) : kMostBenched;
    const auto verdicts =
        std::min<std::int64_t>(log.answerCount(), newest) * static_cast<std::int64_t>(columns.size());
    Progress progress(watch, verdicts);
    VerifierBench bench;
    forEachBatch(log, log.answerBefore(newest), [&](std::span<const StoredAnswer> answers) {
        std::transform(answers.begin(), answers.end(), std::back_inserter(bench.answers), benched);
        for (BenchColumn& column : columns) {
            pool.setVerifier(column.verifier);
            column.add(judge(pool, answers, progress));
        }
    });
    progress.tell();
    for (BenchColumn& column : columns)
        bench.verifiers.push_back(column.finish());
    return bench;
}

} // namespace rw
