#include "core/prompts/prompt_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/prompts/column_values.h"
#include "core/prompts/duplicate_finder.h"
#include "core/prompts/layout_guess.h"
#include "core/prompts/mapping_guess.h"
#include "core/prompts/prompt_rows.h"
#include "core/prompts/record_builder.h"
#include "core/prompts/text_encoding.h"

#include <algorithm>
#include <limits>

namespace rw {

namespace {

constexpr std::size_t kRowsToGuessFrom = 200;
constexpr std::size_t kRowsBetweenReports = 1000;
constexpr std::size_t kSampleBytes = 200;
constexpr std::size_t kSamplesPerColumn = 5;

/// The first rows that can be read.
std::vector<Json> firstRows(std::string_view text, const PromptLayout& layout, const ImportLimits& limits,
                            std::size_t count)
{
    std::vector<Json> rows;
    std::size_t seen = 0;
    readRows(text, layout, limits, [&](PromptRow&& row, std::size_t) {
        if (row.problem.empty())
            rows.push_back(std::move(row.values));
        return ++seen < count;
    });
    return rows;
}

/// Not more of a text than a table shows, cut between code points.
std::string shortened(std::string text)
{
    if (text.size() <= kSampleBytes)
        return text;
    std::size_t end = kSampleBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    return text + "…";
}

std::vector<PromptColumn> columnsOf(const std::vector<Json>& rows)
{
    std::vector<PromptColumn> columns;
    for (const Json& row : rows) {
        for (const std::string& name : columnNamesOf(row)) {
            auto column = std::find_if(columns.begin(), columns.end(),
                                       [&](const PromptColumn& known) { return known.name == name; });
            if (column == columns.end())
                column = columns.insert(columns.end(), {name, {}});
            const Json* value = columnValue(row, name);
            if (value != nullptr && column->samples.size() < kSamplesPerColumn)
                column->samples.push_back(shortened(displayText(*value)));
        }
    }
    return columns;
}

bool hasColumn(const std::vector<PromptColumn>& columns, const std::string& name)
{
    return std::any_of(columns.begin(), columns.end(),
                       [&](const PromptColumn& column) { return column.name == name; });
}

std::string listOf(const std::vector<PromptColumn>& columns)
{
    std::string list;
    for (const PromptColumn& column : columns)
        list += (list.empty() ? "\"" : ", \"") + column.name + "\"";
    return list;
}

/// @throws Error where the mapping does not fit the columns.
void checkMapping(const PromptMapping& mapping, const std::vector<Json>& rows, const std::string& name)
{
    if (rows.empty())
        return; // whatever there is is broken, and listed with its reasons
    const std::vector<PromptColumn> columns = columnsOf(rows);
    const std::string there = "Its columns are " + listOf(columns) + ".";
    const auto has = [&](PromptField field) { return mapping.columns.contains(field); };
    if (!has(PromptField::Text) && !(has(PromptField::Numbers) && has(PromptField::Answer)))
        throw Error(name + " has no column \"prompt\" or \"question\".",
                    there + " Say which has the prompt: prompt=COLUMN.");
    for (const auto& [field, column] : mapping.columns) {
        if (!hasColumn(columns, column))
            throw Error(name + " has no column \"" + column + "\" to take the " +
                            std::string(toString(field)) + " from.",
                        there);
    }
}

/// Gathers what comes of the rows.
class Importer
{
public:
    Importer(const ImportLimits& limits, const ImportOptions& options, ImportedPrompts& result)
        : m_limits(limits)
        , m_options(options)
        , m_result(result)
        , m_existing(options.existing.size())
    {
        for (const PromptRecord& record : options.existing) {
            m_duplicates.add(record, m_result.records.size());
            m_result.records.push_back(record);
            m_result.records.back().line = 0;
        }
    }

    /// What was there before is no result.
    void finish()
    {
        m_result.records.erase(m_result.records.begin(),
                               m_result.records.begin() + static_cast<std::ptrdiff_t>(m_existing));
    }

    void take(PromptRow&& row)
    {
        ++m_result.rows;
        if (!row.problem.empty())
            return report(row.line, std::move(row.problem));
        try {
            keep(buildRecord(row.values, m_result.mapping, row.line));
        } catch (const Error& error) {
            report(row.line, error.what());
        }
    }

private:
    void report(std::size_t line, std::string reason)
    {
        if (++m_result.problemCount <= m_limits.listed)
            m_result.problems.push_back({line, std::move(reason)});
    }

    void keep(PromptRecord&& record)
    {
        if (m_result.records.size() >= m_limits.prompts)
            throw Error("A set may have " + std::to_string(m_limits.prompts) + " prompts.");
        if (const auto duplicate = m_duplicates.find(record, m_result.records)) {
            const bool numbered = record.prompt.id == "line-" + std::to_string(record.line);
            if (duplicate->sameText || !numbered) {
                if (++m_result.duplicateCount <= m_limits.listed)
                    m_result.duplicates.push_back(*duplicate);
                if (m_options.dropDuplicates)
                    return;
            }
            record.prompt.id = m_duplicates.freeId(record.prompt.id);
        }
        m_duplicates.add(record, m_result.records.size());
        m_result.records.push_back(std::move(record));
    }

    const ImportLimits& m_limits;
    const ImportOptions& m_options;
    ImportedPrompts& m_result;
    std::size_t m_existing;
    DuplicateFinder m_duplicates;
};

} // namespace

PromptFile::PromptFile(std::string text, std::string name, const ImportLimits& limits)
    : m_text(std::move(text))
    , m_name(std::move(name))
    , m_limits(limits)
{
}

PromptFile PromptFile::open(const std::filesystem::path& file, const ImportLimits& limits)
{
    return fromText(readFile(file, limits.bytes), file.filename().string(), limits);
}

PromptFile PromptFile::fromText(std::string bytes, std::string name, const ImportLimits& limits)
{
    std::string text = decodeText(std::move(bytes), name);
    return PromptFile(std::move(text), std::move(name), limits);
}

PromptLayout PromptFile::guessLayout() const
{
    return rw::guessLayout(m_text, m_name);
}

PromptMapping PromptFile::guessMapping(const PromptLayout& layout) const
{
    return rw::guessMapping(firstRows(m_text, layout, m_limits, kRowsToGuessFrom), layout);
}

ImportedPrompts PromptFile::readAtMost(const ImportOptions& options, std::size_t rows) const
{
    ImportedPrompts result;
    result.layout = options.layout ? *options.layout : guessLayout();
    const auto first = firstRows(m_text, result.layout, m_limits, kRowsToGuessFrom);
    result.mapping = options.mapping ? *options.mapping : rw::guessMapping(first, result.layout);
    checkMapping(result.mapping, first, m_name);

    Importer importer(m_limits, options, result);
    readRows(m_text, result.layout, m_limits, [&](PromptRow&& row, std::size_t end) {
        importer.take(std::move(row));
        if (options.progress && result.rows % kRowsBetweenReports == 0)
            result.cancelled =
                !options.progress(static_cast<double>(end) / static_cast<double>(m_text.size()));
        return !result.cancelled && result.rows < rows;
    });
    importer.finish();
    return result;
}

ImportedPrompts PromptFile::read(const ImportOptions& options) const
{
    return readAtMost(options, std::numeric_limits<std::size_t>::max());
}

ImportPreview PromptFile::preview(const ImportOptions& options, std::size_t rows) const
{
    ImportPreview preview;
    ImportOptions quiet = options;
    quiet.progress = {};
    preview.sample = readAtMost(quiet, rows + 1);
    preview.whole = preview.sample.rows <= rows;
    preview.columns = columnsOf(firstRows(m_text, preview.sample.layout, m_limits, rows));
    return preview;
}

} // namespace rw
