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

constexpr std::array kMigrations{kVersion1};

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

void checkIsReadable(Database& database, std::span<const std::string_view> history)
{
    checkIsRunLog(database, history);
    const std::int64_t version = database.pragma("user_version");
    if (version < static_cast<std::int64_t>(history.size())) {
        throw Error(database.file().string() + " was written by an older version of this program (schema " +
                        std::to_string(version) + ", this one reads " + std::to_string(history.size()) + ").",
                    "Resume the run once; that brings its log up to date.");
    }
}

} // namespace rw
