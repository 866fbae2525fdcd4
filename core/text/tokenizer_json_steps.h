#pragma once

#include "core/text/json_object.h"
#include "core/text/tokenizer_tables.h"

namespace rw {

/// Readers of the parts of a tokenizer.json around its vocabulary. Each takes the file's whole object and
/// sets its share of the tables. @throws Error that names what is not supported.
void readNormalizer(const JsonObject& root, TokenizerTables& tables);
/// Also settles whether the vocabulary is one of bytes.
void readPreTokenizer(const JsonObject& root, TokenizerTables& tables);
void readDecoder(const JsonObject& root, TokenizerTables& tables);
/// Needs the vocabulary.
void readPostProcessor(const JsonObject& root, TokenizerTables& tables);

/// Refuses a part of the file by name.
[[noreturn]] void refusePart(const JsonObject& owner, std::string_view part, std::string_view name);

} // namespace rw
