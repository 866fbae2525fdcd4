#include "core/text/tokenizer_tables.h"

#include "core/text/byte_alphabet.h"

namespace rw {

std::string TokenizerTables::fileText(std::int32_t id) const
{
    const bool inAlphabet = byteLevel && !traits[static_cast<std::size_t>(id)].verbatim;
    return inAlphabet ? alphabetText(texts[id]) : std::string(texts[id]);
}

} // namespace rw
