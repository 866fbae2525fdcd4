#include "core/text/school_tokens.h"

#include "core/base/atomic_file.h"
#include "core/base/strict_json.h"
#include "core/text/chat_template.h"

namespace rw {

void writeSchoolTextFiles(const std::filesystem::path& modelDirectory)
{
    const Json config{{"tokenizer_class", "PreTrainedTokenizerFast"},
                      {"pad_token", kSchoolTokens[kPadId]},
                      {"eos_token", kSchoolTokens[kEndId]},
                      {"clean_up_tokenization_spaces", false}};
    writeFileAtomically(modelDirectory / "tokenizer_config.json", config.dump(2) + "\n");
    writeFileAtomically(modelDirectory / kChatTemplateFile, kSchoolTemplate);
}

} // namespace rw
