#pragma once

#include "core/prompts/prompt_layout.h"
#include "core/prompts/prompt_record.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// What a file of prompts may have. Larger files are refused; longer rows are broken ones.
struct ImportLimits
{
    std::size_t bytes = std::size_t{256} << 20U;
    std::size_t rowBytes = std::size_t{1} << 20U;
    std::size_t prompts = 1'000'000;
    std::size_t listed = 1000; ///< problems and duplicates that are kept with their line; all are counted
};

/// Told now and then which share of the file is read, 0 to 1. @return false to give up.
using ImportProgress = std::function<bool(double share)>;

struct ImportOptions
{
    std::optional<PromptLayout> layout;   ///< absent: guessed
    std::optional<PromptMapping> mapping; ///< absent: guessed
    bool dropDuplicates = true; ///< else they are kept; one with the id of another gets an id of its own
    std::vector<PromptRecord> existing; ///< of the set they are for: what is there already is a duplicate
    ImportProgress progress;
};

/// A row that gave no prompt.
struct LineProblem
{
    std::size_t line = 0; ///< where the row begins, from 1
    std::string reason;   ///< a sentence, for example "There is no \"prompt\"."

    bool operator==(const LineProblem&) const = default;
};

/// A row whose prompt came before.
struct DuplicatePrompt
{
    std::size_t line = 0;
    std::size_t firstLine = 0; ///< where it came before; 0: among the existing ones
    bool sameText = false;     ///< up to white space and case; of preference pairs the answers count too
    bool sameId = false;
    bool otherAnswer = false; ///< the same question with another answer: one of them may be wrong

    bool operator==(const DuplicatePrompt&) const = default;
};

/// What reading a whole file came to.
struct ImportedPrompts
{
    PromptLayout layout;
    PromptMapping mapping;
    std::vector<PromptRecord> records; ///< in the file's order, ids unique
    std::vector<LineProblem> problems;
    std::vector<DuplicatePrompt> duplicates;
    std::size_t rows = 0;           ///< in all, without empty lines
    std::size_t problemCount = 0;   ///< all of them, also those not listed
    std::size_t duplicateCount = 0; ///< likewise; whether dropped or kept
    bool cancelled = false;         ///< the progress said so; what is here is incomplete
};

/// A column with what stands in it, for a person who chooses.
struct PromptColumn
{
    std::string name;
    std::vector<std::string> samples; ///< of the first rows, cut to 200 characters
};

/// What a file would come to, from its first rows.
struct ImportPreview
{
    std::vector<PromptColumn> columns;
    ImportedPrompts sample; ///< the first rows as they would come out, with layout and mapping used
    bool whole = false;     ///< the sample is all the file has
};

/// A file of prompts in any layout: JSONL, JSON, CSV, TSV or plain text, with the columns of GSM8K, MATH,
/// reasoning-gym, preference sets or others. Holds the file's text; const methods may run on several threads.
class PromptFile
{
public:
    /// Reads the file: UTF-8 with or without byte order mark, or UTF-16 with one.
    /// @throws Error naming the file and the reason.
    static PromptFile open(const std::filesystem::path& file, const ImportLimits& limits = {});
    /// The same from bytes. @param name names them in messages; its extension is a hint at the layout.
    static PromptFile fromText(std::string bytes, std::string name, const ImportLimits& limits = {});

    [[nodiscard]] const std::string& name() const { return m_name; }

    /// How the file seems to be laid out, and what its columns seem to mean.
    [[nodiscard]] PromptLayout guessLayout() const;
    [[nodiscard]] PromptMapping guessMapping(const PromptLayout& layout) const;

    /// Reads the first rows alone. Fast enough for every change in a dialog.
    [[nodiscard]] ImportPreview preview(const ImportOptions& options = {}, std::size_t rows = 200) const;

    /// Reads all rows. What is wrong with a row is listed, never thrown.
    /// @throws Error where nothing can be read: no column has the prompt, or a column named is not there.
    [[nodiscard]] ImportedPrompts read(const ImportOptions& options = {}) const;

private:
    PromptFile(std::string text, std::string name, const ImportLimits& limits);
    [[nodiscard]] ImportedPrompts readAtMost(const ImportOptions& options, std::size_t rows) const;

    std::string m_text;
    std::string m_name;
    ImportLimits m_limits;
};

} // namespace rw
