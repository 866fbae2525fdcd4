// Joins a target to libFuzzer. "--write-seeds=FOLDER" writes its sound inputs there and leaves.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/fuzz/target.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerInitialize(int* argumentCount, char*** arguments)
{
    constexpr std::string_view kOption = "--write-seeds=";
    for (int i = 1; i < *argumentCount; ++i) {
        const std::string_view argument = (*arguments)[i];
        if (!argument.starts_with(kOption))
            continue;
        const std::filesystem::path folder(argument.substr(kOption.size()));
        int number = 0;
        for (const std::string& seed : rw::fuzz::seeds())
            rw::writeFileAtomically(folder / ("seed-" + std::to_string(number++)), seed);
        std::exit(0);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    try {
        rw::fuzz::run({reinterpret_cast<const char*>(data), size});
    } catch (const rw::Error&) {
        // A refusal with a message is what hostile input should meet.
    }
    return 0;
}
