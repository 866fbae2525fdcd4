#include "core/library/schema.h"

#include <array>

namespace rw {

namespace {

// A row's `revision` is the library's at its last change, so that a window reads again only what changed.
// Short columns stand before the texts: SQLite then finds them without reading a row's overflow pages.
constexpr std::string_view kVersion1 = R"sql(
PRAGMA application_id = 0x5257706c;

CREATE TABLE library (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL
) STRICT;
INSERT INTO library VALUES (1, 0);

CREATE TABLE prompt_sets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    source TEXT NOT NULL,
    created_at TEXT NOT NULL,
    verifiers TEXT NOT NULL, -- JSON list of texts
    weights TEXT NOT NULL, -- JSON object: category to weight
    prompt_format TEXT -- JSON; NULL: none chosen
) STRICT;

CREATE TABLE prompts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused
    set_id INTEGER NOT NULL REFERENCES prompt_sets (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    held_out INTEGER NOT NULL,
    difficulty INTEGER NOT NULL,
    origin_line INTEGER NOT NULL, -- 0: added by hand
    prompt_id TEXT NOT NULL,
    category TEXT NOT NULL,
    answer TEXT NOT NULL,
    tags TEXT NOT NULL, -- JSON list of texts
    text TEXT NOT NULL,
    solution TEXT NOT NULL,
    chosen TEXT NOT NULL,
    rejected TEXT NOT NULL,
    metadata TEXT NOT NULL, -- JSON object, or empty
    UNIQUE (set_id, prompt_id)
) STRICT;
CREATE INDEX prompts_set ON prompts (set_id, position, held_out); -- counting reads it alone

CREATE TABLE tallies ( -- how each prompt fared; the sums of its attempts
    prompt INTEGER PRIMARY KEY REFERENCES prompts (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    judged INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    last_run TEXT NOT NULL,
    last_at TEXT NOT NULL
) STRICT;

CREATE TABLE attempts (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    prompt INTEGER NOT NULL REFERENCES prompts (id) ON DELETE CASCADE,
    run TEXT NOT NULL,
    group_id INTEGER NOT NULL, -- in the run's log
    step INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    judged INTEGER NOT NULL, -- correct or wrong
    correct INTEGER NOT NULL,
    mean_reward REAL, -- NULL: no answer has a reward
    at TEXT NOT NULL,
    UNIQUE (prompt, run, group_id)
) STRICT;

CREATE TABLE removed_prompts ( -- for windows that show them
    prompt INTEGER PRIMARY KEY,
    set_id INTEGER NOT NULL REFERENCES prompt_sets (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL
) STRICT;
)sql";

constexpr std::array kMigrations{kVersion1};

} // namespace

std::span<const std::string_view> libraryMigrations()
{
    return kMigrations;
}

} // namespace rw
