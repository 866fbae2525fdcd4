#pragma once

#include "core/rollout/verifier_bench.h"
#include "core/runlog/run_log_reader.h"
#include "ui/client/engine_client.h"
#include "ui/dialogs/bench_dialog.h"
#include "ui/dialogs/verifiers_dialog.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace rw::ui {

/// Joins a dialog about verifiers to the engine, which judges stored answers anew, and to the log, which has
/// their texts. Lives as long as its dialog, whose child it is.
class ReviewDesk : public QObject
{
    Q_OBJECT

public:
    /// The log of the run on screen. May throw.
    using Log = std::function<const RunLogReader&()>;

    /// Answers the dialog's wish for a preview.
    ReviewDesk(EngineClient& engine, Log log, VerifiersDialog& dialog);
    /// Runs the bench, lists the answers behind a cell, and gets the evidence of the one that is read.
    ReviewDesk(EngineClient& engine, Log log, BenchDialog& dialog);

private:
    void connectBench(BenchDialog& dialog);
    void listPair(BenchDialog& dialog, int row, int column);
    void askForEvidence(int answer);
    void showPreview(VerifiersDialog& dialog, const protocol::PreviewVerifiersResult& result);
    void evidenceArrived(BenchDialog& dialog, std::int64_t request,
                         const protocol::PreviewVerifiersResult& result);
    /// The answers of a group, read once.
    const std::vector<StoredAnswer>& answersOf(GroupId group);
    [[nodiscard]] TwoVerdicts textsOf(GroupId group, RolloutId rollout);

    EngineClient& m_engine;
    Log m_log;
    std::map<std::int64_t, std::vector<StoredAnswer>> m_groups;

    VerifierBench m_bench;
    std::size_t m_pair[2] = {0, 0};    ///< verifiers of the cell on screen
    std::vector<std::size_t> m_listed; ///< answers behind it
    struct Evidence
    {
        RolloutId rollout;
        std::int64_t requests[2] = {-1, -1}; ///< of each verifier of the cell
        std::optional<Verdict> verdicts[2];  ///< once they have arrived
    };
    std::optional<Evidence> m_evidence; ///< asked for
    std::int64_t m_preview = -1;        ///< the request that the dialog waits for; any other is late
};

} // namespace rw::ui
