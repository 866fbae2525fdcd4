#include "core/library/library_rows.h"

#include "core/base/error.h"
#include "core/protocol/rollout_json.h"

#include <algorithm>

namespace rw {

namespace {

constexpr std::string_view kRevision = "SELECT revision FROM library";

std::vector<std::string> textsFrom(const std::string& json, const char* what)
{
    std::vector<std::string> texts;
    for (const Json& text : parseJson(json, what)) {
        if (!text.is_string())
            throw Error(std::string(what) + " of a prompt set are no texts.");
        texts.push_back(text.get<std::string>());
    }
    return texts;
}

std::map<std::string, double> weightsFrom(const std::string& json)
{
    std::map<std::string, double> weights;
    const Json object = parseJson(json, "The weights");
    for (const auto& [category, weight] : object.items()) {
        if (!weight.is_number())
            throw Error("The weight of the category \"" + category + "\" is no number.");
        weights[category] = weight.get<double>();
    }
    return weights;
}

PromptSetSettings settingsAt(const Query& row, int column)
{
    PromptSetSettings settings;
    settings.verifiers = textsFrom(row.bytes(column), "The verifiers");
    settings.weights = weightsFrom(row.bytes(column + 1));
    if (!row.isNull(column + 2))
        fromJson(parseJson(row.bytes(column + 2), "The prompt format"), settings.promptFormat.emplace());
    return settings;
}

LibraryPrompt promptAt(const Query& row)
{
    LibraryPrompt prompt;
    prompt.id.value = row.integer(0);
    prompt.position = row.integer(1);
    PromptRecord& record = prompt.record;
    record.split = row.integer(2) != 0 ? PromptSplit::HeldOut : PromptSplit::Training;
    record.prompt.difficulty = row.smallInteger(3);
    record.line = static_cast<std::size_t>(std::max<std::int64_t>(0, row.integer(4)));
    record.prompt.id = row.bytes(5);
    record.prompt.category = row.bytes(6);
    record.prompt.answer = row.bytes(7);
    record.tags = readTags(row.bytes(8));
    record.prompt.text = row.bytes(9);
    record.solution = row.bytes(10);
    record.chosen = row.bytes(11);
    record.rejected = row.bytes(12);
    record.metadata = row.bytes(13);
    if (row.isNull(14))
        return prompt;
    prompt.tally = {row.integer(14),      row.integer(15), row.integer(16),
                    row.smallInteger(17), row.bytes(18),   row.bytes(19)};
    return prompt;
}

/// Binds a record's columns from held_out on, in the order of the schema.
Query& bindRecord(Query& query, const PromptRecord& record)
{
    return query.bind(record.split == PromptSplit::HeldOut, record.prompt.difficulty,
                      static_cast<std::int64_t>(record.line), record.prompt.id, record.prompt.category,
                      record.prompt.answer, tagsJson(record.tags), record.prompt.text, record.solution,
                      record.chosen, record.rejected, record.metadata);
}

} // namespace

std::int64_t nextRevision(Database& database)
{
    database.query("UPDATE library SET revision = revision + 1").run();
    return currentRevision(database);
}

std::int64_t currentRevision(Database& database)
{
    Query row = database.query(kRevision);
    return row.next() ? row.integer(0) : 0;
}

std::vector<PromptSet> readSets(Database& database)
{
    Query row = database.query(
        "SELECT s.id, s.name, s.source, s.created_at, s.verifiers, s.weights, s.prompt_format, "
        "count(p.id), coalesce(sum(p.held_out), 0), count(t.prompt) FILTER (WHERE t.tries > 0), "
        "coalesce(sum(t.tries), 0), coalesce(sum(t.judged), 0), coalesce(sum(t.passes), 0) FROM prompt_sets "
        "s "
        "LEFT JOIN prompts p ON p.set_id = s.id LEFT JOIN tallies t ON t.prompt = p.id "
        "GROUP BY s.id ORDER BY s.name COLLATE NOCASE");
    std::vector<PromptSet> sets;
    while (row.next()) {
        PromptSet& set = sets.emplace_back();
        set.id.value = row.integer(0);
        set.name = row.bytes(1);
        set.source = row.bytes(2);
        set.createdAt = row.bytes(3);
        set.settings = settingsAt(row, 4);
        set.prompts = row.integer(7);
        set.heldOut = row.integer(8);
        set.tried = row.integer(9);
        set.tries = row.integer(10);
        set.judged = row.integer(11);
        set.passes = row.integer(12);
    }
    return sets;
}

void writeSettings(Database& database, PromptSetId set, const PromptSetSettings& settings)
{
    Json weights = Json::object();
    for (const auto& [category, weight] : settings.weights)
        weights[category] = weight;
    std::optional<std::string> format;
    if (settings.promptFormat)
        format = jsonLine(toJson(*settings.promptFormat));
    database.query("UPDATE prompt_sets SET verifiers = ?, weights = ?, prompt_format = ? WHERE id = ?")
        .bind(jsonLine(Json(settings.verifiers)), jsonLine(weights), format, set)
        .run();
}

std::vector<LibraryPrompt> readPrompts(Database& database, std::string_view condition,
                                       std::initializer_list<std::int64_t> values)
{
    Query row = database.query(
        "SELECT p.id, p.position, p.held_out, p.difficulty, p.origin_line, p.prompt_id, p.category, "
        "p.answer, p.tags, p.text, p.solution, p.chosen, p.rejected, p.metadata, t.tries, t.judged, "
        "t.passes, "
        "t.last_step, t.last_run, t.last_at FROM prompts p LEFT JOIN tallies t ON t.prompt = p.id WHERE " +
        std::string(condition) + " ORDER BY p.position");
    for (const std::int64_t value : values)
        row.bind(value);
    std::vector<LibraryPrompt> prompts;
    while (row.next())
        prompts.push_back(promptAt(row));
    return prompts;
}

LibraryPromptId insertPrompt(Database& database, PromptSetId set, std::int64_t position,
                             std::int64_t revision, const PromptRecord& record)
{
    Query query = database.query(
        "INSERT INTO prompts (set_id, position, revision, held_out, difficulty, origin_line, prompt_id, "
        "category, answer, tags, text, solution, chosen, rejected, metadata) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query.bind(set, position, revision);
    bindRecord(query, record).run();
    return {database.lastRow()};
}

void updatePrompt(Database& database, LibraryPromptId prompt, std::int64_t revision,
                  const PromptRecord& record)
{
    Query query = database.query(
        "UPDATE prompts SET revision = ?, held_out = ?, difficulty = ?, origin_line = ?, prompt_id = ?, "
        "category = ?, answer = ?, tags = ?, text = ?, solution = ?, chosen = ?, rejected = ?, metadata = ? "
        "WHERE id = ?");
    query.bind(revision);
    if (bindRecord(query, record).bind(prompt).run() == 0)
        throw Error("The prompt \"" + record.prompt.id + "\" is not in the library any more.");
}

std::vector<std::string> readTags(const std::string& json)
{
    return json == "[]" ? std::vector<std::string>{} : textsFrom(json, "The tags");
}

std::string tagsJson(const std::vector<std::string>& tags)
{
    return tags.empty() ? "[]" : jsonLine(Json(tags));
}

} // namespace rw
