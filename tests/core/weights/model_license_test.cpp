#include "core/weights/model_license.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/weights/gguf_bytes.h"

#include <gtest/gtest.h>

namespace rw {
namespace {

using test::GgufBytes;
using test::TemporaryDirectory;

TEST(ModelLicense, IsWhatTheFilesOfADirectoryName)
{
    const TemporaryDirectory folder;
    EXPECT_EQ(modelLicense(folder.path()), "");
    (void)folder.write("LICENSE", "\n   Apache License\n  Version 2.0\n");
    EXPECT_EQ(modelLicense(folder.path()), "Apache License");
    (void)folder.write("README.md", "---\nlanguage: en\nlicense: \"gemma\"\n---\n# Model\nlicense: none\n");
    EXPECT_EQ(modelLicense(folder.path()), "gemma");
    (void)folder.write("README.md", "# Model\nlicense: mit\n");
    EXPECT_EQ(modelLicense(folder.path()), "Apache License") << "only the front matter counts";
}

TEST(ModelLicense, IsInTheMetadataOfAGgufFile)
{
    const TemporaryDirectory folder;
    const auto bytes = GgufBytes().value("general.license", "apache-2.0").bytes();
    EXPECT_EQ(modelLicense(folder.write("m.gguf", bytes)), "apache-2.0");
    EXPECT_EQ(modelLicense(folder.write("n.gguf", GgufBytes().bytes())), "");
}

} // namespace
} // namespace rw
