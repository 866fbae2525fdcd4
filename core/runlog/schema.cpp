#include "core/runlog/schema.h"

#include "core/base/error.h"

#include <array>

namespace rw {

namespace {

constexpr std::string_view kVersion1 = R"sql(
PRAGMA application_id = 0x52576c67;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY CHECK (id = 1), -- one run a log
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    start_model TEXT NOT NULL,
    start_label TEXT NOT NULL,
    prompt_source TEXT NOT NULL,
    seed INTEGER NOT NULL, -- 64 bits, unsigned: above 2^63 it shows as negative
    config TEXT NOT NULL,
    environment TEXT NOT NULL
) STRICT;

CREATE TABLE steps (
    step INTEGER PRIMARY KEY CHECK (step >= 1),
    committed_at TEXT NOT NULL,
    seconds REAL
) STRICT;

CREATE TABLE superseded_steps ( -- a resumed run went on from an earlier step
    id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL,
    committed_at TEXT NOT NULL,
    seconds REAL,
    metrics TEXT NOT NULL,
    superseded_at TEXT NOT NULL
) STRICT;

CREATE TABLE metrics (
    row INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: followers ask for rows after the last they saw
    step INTEGER NOT NULL,
    key TEXT NOT NULL,
    value REAL, -- NULL: not a number
    seconds REAL NOT NULL
) STRICT;
CREATE INDEX metrics_step ON metrics (step);

CREATE TABLE checkpoints (
    folder TEXT PRIMARY KEY,
    step INTEGER NOT NULL UNIQUE REFERENCES steps (step) ON DELETE CASCADE,
    pruned INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE prompts (
    id INTEGER PRIMARY KEY,
    prompt_id TEXT NOT NULL,
    text TEXT NOT NULL,
    answer TEXT NOT NULL,
    category TEXT NOT NULL,
    difficulty INTEGER NOT NULL,
    UNIQUE (prompt_id, text, answer, category, difficulty)
) STRICT;

CREATE TABLE groups (
    id INTEGER PRIMARY KEY,
    prompt INTEGER NOT NULL REFERENCES prompts (id),
    source TEXT NOT NULL,
    stage TEXT NOT NULL,
    policy_version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    finished INTEGER NOT NULL DEFAULT 0,
    trained_step INTEGER REFERENCES steps (step),
    superseded INTEGER NOT NULL DEFAULT 0, -- 1: drawn from weights that a resumed run gave up
    seed INTEGER NOT NULL, -- as in runs
    sampling TEXT NOT NULL,
    prompt_tokens BLOB NOT NULL
) STRICT;
CREATE INDEX groups_prompt ON groups (prompt);
CREATE INDEX groups_trained_step ON groups (trained_step);
CREATE INDEX groups_policy_version ON groups (policy_version);

CREATE TABLE rollouts (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    answer_index INTEGER NOT NULL,
    text TEXT NOT NULL,
    finish_reason TEXT NOT NULL,
    policy_version INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    advantage REAL, -- NULL: no step has trained on it
    UNIQUE (group_id, answer_index)
) STRICT;

CREATE TABLE traces ( -- beside rollouts, so that lists need not read them; formats: core/runlog/trace_blob.h
    rollout_id INTEGER PRIMARY KEY REFERENCES rollouts (id),
    token_ids BLOB NOT NULL,
    logprobs BLOB NOT NULL,
    ranks BLOB NOT NULL,
    entropies BLOB NOT NULL,
    likeliest BLOB NOT NULL
) STRICT;

CREATE TABLE verdicts (
    rollout_id INTEGER PRIMARY KEY REFERENCES rollouts (id),
    outcome TEXT NOT NULL,
    extracted TEXT,
    span_begin INTEGER,
    span_end INTEGER,
    rule TEXT NOT NULL,
    expected TEXT NOT NULL,
    verifier TEXT NOT NULL,
    message TEXT NOT NULL,
    milliseconds REAL
) STRICT;

CREATE TABLE reward_parts (
    rollout_id INTEGER NOT NULL REFERENCES rollouts (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    value REAL,
    weight REAL,
    PRIMARY KEY (rollout_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE preferences ( -- every star given or taken back
    uuid TEXT PRIMARY KEY,
    rollout_id INTEGER NOT NULL REFERENCES rollouts (id),
    starred INTEGER NOT NULL,
    recorded_at TEXT NOT NULL
) STRICT;

CREATE TABLE stars ( -- those that stand: one a group
    group_id INTEGER PRIMARY KEY REFERENCES groups (id),
    rollout_id INTEGER NOT NULL REFERENCES rollouts (id)
) STRICT;

CREATE TABLE events (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    step INTEGER NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
)sql";

/// Verdicts become versions: a newer one stands beside the older ones.
constexpr std::string_view kVersion2 = R"sql(
ALTER TABLE verdicts RENAME TO verdicts_1;

CREATE TABLE verdicts ( -- every verdict given; of an answer's versions the highest counts
    id INTEGER PRIMARY KEY,
    rollout_id INTEGER NOT NULL REFERENCES rollouts (id),
    version INTEGER NOT NULL CHECK (version >= 1),
    given_at TEXT NOT NULL,
    origin TEXT NOT NULL, -- words of VerdictOrigin
    outcome TEXT NOT NULL,
    extracted TEXT,
    span_begin INTEGER,
    span_end INTEGER,
    rule TEXT NOT NULL,
    expected TEXT NOT NULL,
    verifier TEXT NOT NULL,
    normalised TEXT NOT NULL,
    normalised_expected TEXT NOT NULL,
    message TEXT NOT NULL,
    milliseconds REAL,
    UNIQUE (rollout_id, version)
) STRICT;
INSERT INTO verdicts (rollout_id, version, given_at, origin, outcome, extracted, span_begin, span_end, rule, expected,
    verifier, normalised, normalised_expected, message, milliseconds)
SELECT v.rollout_id, 1, g.created_at, 'answer', v.outcome, v.extracted, v.span_begin, v.span_end, v.rule, v.expected,
    v.verifier, '', '', v.message, v.milliseconds
FROM verdicts_1 v JOIN rollouts r ON r.id = v.rollout_id JOIN groups g ON g.id = r.group_id ORDER BY v.rollout_id;
DROP TABLE verdicts_1;

CREATE VIEW newest_verdicts AS -- for people and scripts
SELECT * FROM verdicts v WHERE version = (SELECT max(version) FROM verdicts WHERE rollout_id = v.rollout_id);

CREATE TABLE verdict_parts (
    verdict_id INTEGER NOT NULL REFERENCES verdicts (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    verifier TEXT NOT NULL,
    outcome TEXT NOT NULL,
    score REAL,
    weight REAL,
    extracted TEXT,
    span_begin INTEGER,
    span_end INTEGER,
    rule TEXT NOT NULL,
    normalised TEXT NOT NULL,
    normalised_expected TEXT NOT NULL,
    message TEXT NOT NULL,
    milliseconds REAL,
    PRIMARY KEY (verdict_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE judgements ( -- every word of a person on an answer
    uuid TEXT PRIMARY KEY,
    rollout_id INTEGER NOT NULL REFERENCES rollouts (id),
    outcome TEXT, -- NULL: back to the verifier's
    recorded_at TEXT NOT NULL
) STRICT;

ALTER TABLE rollouts ADD COLUMN trained_verdict INTEGER; -- version that the step learnt from
UPDATE rollouts SET trained_verdict = 1
WHERE advantage IS NOT NULL AND id IN (SELECT rollout_id FROM verdicts);
)sql";

constexpr std::array kMigrations{kVersion1, kVersion2};

/// Shows a reader a log of version 1 as one of version 2.
constexpr std::string_view kVersion1AsVersion2 = R"sql(
CREATE TEMP VIEW verdicts AS
SELECT v.rollout_id AS id, v.rollout_id, 1 AS version,
    (SELECT g.created_at FROM main.rollouts r JOIN main.groups g ON g.id = r.group_id WHERE r.id = v.rollout_id)
    AS given_at, 'answer' AS origin, v.outcome, v.extracted, v.span_begin, v.span_end, v.rule, v.expected,
    v.verifier, '' AS normalised, '' AS normalised_expected, v.message, v.milliseconds
FROM main.verdicts v;

CREATE TEMP VIEW verdict_parts AS
SELECT 0 AS verdict_id, 0 AS position, '' AS name, '' AS verifier, '' AS outcome, 0.0 AS score, 0.0 AS weight,
    NULL AS extracted, NULL AS span_begin, NULL AS span_end, '' AS rule, '' AS normalised,
    '' AS normalised_expected, '' AS message, 0.0 AS milliseconds
WHERE 0;

CREATE TEMP VIEW rollouts AS
SELECT r.*, CASE WHEN r.advantage IS NOT NULL THEN (SELECT 1 FROM main.verdicts WHERE rollout_id = r.id) END
    AS trained_verdict
FROM main.rollouts r;
)sql";

/// kAdapters[i] shows a log of version i + 1 as one of the newest: a new migration means new views for each.
constexpr std::array kAdapters{kVersion1AsVersion2};
static_assert(kAdapters.size() + 1 == kMigrations.size(), "every older version has its views");

void dropViews(Database& database)
{
    std::vector<std::string> names;
    {
        Query row = database.query("SELECT name FROM temp.sqlite_master WHERE type = 'view'");
        while (row.next())
            names.push_back(row.bytes(0));
    }
    for (const std::string& name : names)
        database.execute("DROP VIEW temp." + name);
}

} // namespace

std::span<const std::string_view> migrations()
{
    return kMigrations;
}

void migrate(Database& database)
{
    migrate(database, migrations());
}

void checkIsRunLog(Database& database, std::span<const std::string_view> history)
{
    checkKind(database, kRunLog, history);
}

std::int64_t adaptForReading(Database& database)
{
    dropViews(database);
    const std::int64_t version = database.pragma("user_version");
    if (version < static_cast<std::int64_t>(kMigrations.size()))
        database.execute(std::string(kAdapters[static_cast<std::size_t>(version - 1)]));
    return version;
}

} // namespace rw
