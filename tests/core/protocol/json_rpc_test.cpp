#include "core/protocol/json_rpc.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>

#include <cmath>

namespace rw::protocol {
namespace {

using testing::HasSubstr;

TEST(JsonRpc, RoundTripsARequest)
{
    const Envelope got = parseLine(requestLine(7, "generate", {{"stage", "base"}}));
    EXPECT_EQ(got.id, 7);
    EXPECT_EQ(got.method, "generate");
    EXPECT_EQ(got.params, Json({{"stage", "base"}}));
    EXPECT_FALSE(got.result);
    EXPECT_FALSE(got.errorCode);
}

TEST(JsonRpc, RoundTripsANotification)
{
    const Envelope got = parseLine(notificationLine("status", {{"step", 3}}));
    EXPECT_FALSE(got.id);
    EXPECT_EQ(got.method, "status");
    EXPECT_EQ(got.params.at("step"), 3);
}

TEST(JsonRpc, RoundTripsAResponse)
{
    const Envelope got = parseLine(responseLine(9, {{"done", 2}}));
    EXPECT_EQ(got.id, 9);
    EXPECT_TRUE(got.method.empty());
    ASSERT_TRUE(got.result);
    EXPECT_EQ(got.result->at("done"), 2);
}

TEST(JsonRpc, RoundTripsAnErrorWithAndWithoutId)
{
    const Envelope got = parseLine(errorLine(9, -32000, "The disk is full."));
    EXPECT_EQ(got.id, 9);
    EXPECT_EQ(got.errorCode, -32000);
    EXPECT_EQ(got.errorMessage, "The disk is full.");
    EXPECT_FALSE(got.result);
    EXPECT_FALSE(parseLine(errorLine({}, -32602, "Not JSON.")).id);
}

TEST(JsonRpc, WritesOneLineOfValidUtf8)
{
    const std::string line =
        notificationLine("tokens", {{"text", "two\nlines \xFF"}, {"rate", std::nan("")}});
    EXPECT_EQ(line.find('\n'), std::string::npos);
    const Envelope got = parseLine(line);
    EXPECT_EQ(got.params.at("text"), "two\nlines \xEF\xBF\xBD");
    EXPECT_TRUE(got.params.at("rate").is_null());
}

TEST(JsonRpc, TakesParamsAsOptional)
{
    EXPECT_EQ(parseLine(R"({"jsonrpc":"2.0","id":1,"method":"cancel"})").params, Json::object());
}

struct Hostile
{
    const char* line;
    const char* complaint;
};

class HostileLine : public testing::TestWithParam<Hostile>
{
};

TEST_P(HostileLine, IsRefusedWithAReason)
{
    EXPECT_THAT(test::errorOf([&] { parseLine(GetParam().line); }), HasSubstr(GetParam().complaint));
}

INSTANTIATE_TEST_SUITE_P(
    JsonRpc, HostileLine,
    testing::Values(Hostile{"", "not valid JSON"}, Hostile{"hello", "not valid JSON"},
                    Hostile{"{", "not valid JSON"}, Hostile{"{}{}", "not valid JSON"},
                    Hostile{"[]", "must be an object"}, Hostile{"null", "must be an object"},
                    Hostile{"{\"a\":\"\xFF\"}", "not valid JSON"},
                    Hostile{R"({"jsonrpc":"2.0","id":NaN,"method":"x"})", "not valid JSON"},
                    Hostile{R"({"id":1,"method":"x"})", "jsonrpc"},
                    Hostile{R"({"jsonrpc":2.0,"method":"x"})", "jsonrpc"},
                    Hostile{R"({"jsonrpc":"1.0","method":"x"})", "jsonrpc"},
                    Hostile{R"({"jsonrpc":"2.0","id":1})", "one of"},
                    Hostile{R"({"jsonrpc":"2.0","id":1,"method":"x","result":1})", "one of"},
                    Hostile{R"({"jsonrpc":"2.0","method":5})", "method"},
                    Hostile{R"({"jsonrpc":"2.0","method":""})", "method"},
                    Hostile{R"({"jsonrpc":"2.0","method":"x","params":[1]})", "params"},
                    Hostile{R"({"jsonrpc":"2.0","method":"x","params":null})", "params"},
                    Hostile{R"({"jsonrpc":"2.0","id":"a","method":"x"})", "id"},
                    Hostile{R"({"jsonrpc":"2.0","id":1.5,"method":"x"})", "id"},
                    Hostile{R"({"jsonrpc":"2.0","id":18446744073709551615,"method":"x"})", "id"},
                    Hostile{R"({"jsonrpc":"2.0","result":1})", "no \"id\""},
                    Hostile{R"({"jsonrpc":"2.0","id":1,"error":"x"})", "error"},
                    Hostile{R"({"jsonrpc":"2.0","id":1,"error":{"code":"x","message":"y"}})", "code"},
                    Hostile{R"({"jsonrpc":"2.0","id":1,"error":{"code":99999999999,"message":"y"}})", "code"},
                    Hostile{R"({"jsonrpc":"2.0","id":1,"id":2,"method":"x"})", "twice"}));

TEST(JsonRpc, RefusesDeepNestingAndOverlongLines)
{
    const std::string deep = R"({"jsonrpc":"2.0","method":"x","params":)" + std::string(100000, '[');
    EXPECT_THAT(test::errorOf([&] { parseLine(deep); }), HasSubstr("nested deeper"));
    const std::string wide(std::size_t{17} << 20U, ' ');
    EXPECT_THAT(test::errorOf([&] { parseLine(wide); }), HasSubstr("at most"));
}

} // namespace
} // namespace rw::protocol
