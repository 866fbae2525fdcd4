#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/prompts/plain_text.h"
#include "core/prompts/prompt_rows.h"

#include <csv.h>

#include <unordered_map>
#include <utility>
#include <vector>

namespace rw {

namespace {

using Fields = std::vector<std::string>;

int isNoSpace(unsigned char)
{
    return 0;
}

/// libcsv's parser, which is fed pieces and gives the rows that they end.
class CsvParser
{
public:
    explicit CsvParser(char delimiter)
        : m_delimiter(delimiter)
    {
        begin();
    }
    ~CsvParser() { csv_free(&m_parser); }
    CsvParser(const CsvParser&) = delete;
    CsvParser& operator=(const CsvParser&) = delete;

    /// @return false where the text breaks the format; then restart() is due.
    bool feed(std::string_view text)
    {
        return csv_parse(&m_parser, text.data(), text.size(), &takeField, &takeRow, this) == text.size();
    }
    /// Ends the last row. @return false where it ends inside quotation marks.
    bool finish() { return csv_fini(&m_parser, &takeField, &takeRow, this) == 0; }
    void restart()
    {
        csv_free(&m_parser);
        m_fields.clear();
        begin();
    }
    [[nodiscard]] std::vector<Fields> takeRows() { return std::exchange(m_rows, {}); }

private:
    void begin()
    {
        // Files parted by tabs often have bare quotation marks inside fields, which strictness would refuse.
        const bool strict = m_delimiter != CSV_TAB;
        if (csv_init(&m_parser, strict ? CSV_STRICT | CSV_STRICT_FINI : CSV_STRICT_FINI) != 0)
            throw Error("The CSV parser cannot be made.");
        csv_set_delim(&m_parser, static_cast<unsigned char>(m_delimiter));
        csv_set_space_func(&m_parser, &isNoSpace); // RFC 4180: spaces are part of a field
        csv_set_blk_size(&m_parser, 4096);
    }
    static void takeField(void* text, std::size_t size, void* self)
    {
        static_cast<CsvParser*>(self)->m_fields.emplace_back(static_cast<const char*>(text), size);
    }
    static void takeRow(int, void* self)
    {
        auto* parser = static_cast<CsvParser*>(self);
        parser->m_rows.push_back(std::exchange(parser->m_fields, {}));
    }

    char m_delimiter;
    csv_parser m_parser{};
    Fields m_fields;
    std::vector<Fields> m_rows;
};

/// Names for the columns of a header: none empty, none twice.
Fields columnNames(const Fields& header)
{
    Fields names;
    std::unordered_map<std::string, int> seen;
    for (std::size_t i = 0; i < header.size(); ++i) {
        std::string name(trimmed(header[i]));
        if (name.empty())
            name = "column " + std::to_string(i + 1);
        const int count = ++seen[name];
        names.push_back(count == 1 ? name : name + " (" + std::to_string(count) + ")");
    }
    return names;
}

/// Turns fields into rows by the names of their columns.
class RowMaker
{
public:
    explicit RowMaker(bool header)
        : m_header(header)
    {
    }

    /// @return false for the header, which is no row.
    bool make(Fields&& fields, PromptRow& row)
    {
        for (const std::string& field : fields) {
            if (!isValidUtf8(field)) {
                row.problem = "It is not valid UTF-8.";
                return true;
            }
        }
        if (m_names.empty()) {
            m_names = columnNames(m_header ? fields : Fields(fields.size()));
            if (m_header)
                return false;
        }
        if (fields.size() != m_names.size()) {
            row.problem = "It has " + std::to_string(fields.size()) +
                          (fields.size() == 1 ? " field" : " fields") + ", the first row has " +
                          std::to_string(m_names.size()) + ".";
            return true;
        }
        row.values = Json::object();
        for (std::size_t i = 0; i < fields.size(); ++i)
            row.values[m_names[i]] = std::move(fields[i]);
        return true;
    }

private:
    bool m_header;
    Fields m_names;
};

/// Reads line by line, so that every row is known by its line and reading goes on behind a broken one.
class CsvReader
{
public:
    CsvReader(std::string_view text, const PromptLayout& layout, const ImportLimits& limits,
              const RowSink& sink)
        : m_text(text)
        , m_limits(limits)
        , m_sink(sink)
        , m_parser(layout.delimiter)
        , m_maker(layout.header)
        , m_rereadLeft(4 * text.size())
    {
    }

    void run()
    {
        while (m_going && (m_offset < m_text.size() || m_rowBegin < m_text.size())) {
            if (m_offset < m_text.size())
                readLine();
            else
                finish();
        }
    }

private:
    void readLine()
    {
        const std::size_t begin = m_offset;
        m_offset = std::min(m_text.find('\n', begin), m_text.size() - 1) + 1;
        const std::string_view line = m_text.substr(begin, m_offset - begin);
        if (!m_parser.feed(line))
            return goOnBehind("A quotation mark stands inside a field. Put the field in quotation marks and "
                              "double those inside.");
        ++m_line;
        std::vector<Fields> rows = m_parser.takeRows();
        const bool emptyLine = begin == m_rowBegin && trimmed(line).empty();
        for (Fields& fields : rows)
            give(std::move(fields));
        if (!rows.empty() || emptyLine)
            beginRow();
        else if (m_offset - m_rowBegin > m_limits.rowBytes) {
            giveProblem(tooLong(m_offset - m_rowBegin, m_limits) + " Is a quotation mark not closed?");
            m_parser.restart();
            beginRow();
        }
    }

    void finish()
    {
        if (!m_parser.finish())
            return goOnBehind("A quotation mark that is opened here is never closed.");
        for (Fields& fields : m_parser.takeRows())
            give(std::move(fields));
        beginRow();
    }

    /// Reports the row that is broken and goes on with the line after its first. A hostile file could make
    /// that quadratic, so what is read again is limited.
    void goOnBehind(std::string reason)
    {
        giveProblem(std::move(reason));
        m_parser.restart();
        static_cast<void>(m_parser.takeRows());
        const std::size_t next = std::min(m_text.find('\n', m_rowBegin), m_text.size() - 1) + 1;
        const std::size_t reread = m_offset - next;
        if (reread <= m_rereadLeft) {
            m_rereadLeft -= reread;
            m_offset = next;
            m_line = m_rowLine + 1;
        } else {
            ++m_line;
        }
        beginRow();
    }

    void beginRow()
    {
        m_rowBegin = m_offset;
        m_rowLine = m_line;
    }
    void give(Fields&& fields)
    {
        PromptRow row{.line = m_rowLine, .values = {}, .problem = {}};
        if (m_going && m_maker.make(std::move(fields), row))
            m_going = m_sink(std::move(row), m_offset);
    }
    void giveProblem(std::string reason)
    {
        m_going = m_going && m_sink({m_rowLine, {}, std::move(reason)}, m_offset);
    }

    std::string_view m_text;
    const ImportLimits& m_limits;
    const RowSink& m_sink;
    CsvParser m_parser;
    RowMaker m_maker;
    std::size_t m_rereadLeft;
    std::size_t m_offset = 0;
    std::size_t m_line = 1; ///< of m_offset
    std::size_t m_rowBegin = 0;
    std::size_t m_rowLine = 1;
    bool m_going = true;
};

} // namespace

void readCsvRows(std::string_view text, const PromptLayout& layout, const ImportLimits& limits,
                 const RowSink& sink)
{
    CsvReader(text, layout, limits, sink).run();
}

} // namespace rw
