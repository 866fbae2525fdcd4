#include "core/base/cores.h"
#include "core/base/error.h"
#include "core/policy/blas.h"
#include "core/policy/device.h"
#include "core/policy/hardware.h"

#include <gtest/gtest.h>

#include <thread>

namespace rw {
namespace {

TEST(Device, TakesTheCpuWhenAskedTo)
{
    const DeviceChoice choice = chooseDevice("cpu");
    EXPECT_TRUE(choice.device.is_cpu());
    EXPECT_EQ(choice.reason, "CPU: it was asked for.");
}

TEST(Device, FallsBackToTheCpuAndSaysWhy)
{
    for (const char* wish : {"auto", "cuda", "cuda:0", "cuda:99"}) {
        const DeviceChoice choice = chooseDevice(wish);
        EXPECT_EQ(choice.reason.substr(0, 4), choice.device.is_cpu() ? "CPU:" : "GPU ") << wish;
        EXPECT_EQ(choice.reason.back(), '.') << wish;
        EXPECT_GT(choice.reason.size(), 20U) << wish;
    }
    EXPECT_TRUE(chooseDevice("cuda:99").device.is_cpu());
}

TEST(Device, RefusesOtherWords)
{
    for (const char* wish : {"", "gpu", "CPU", "cuda:", "cuda:x", "cuda:-1", "cuda:1x", "cuda0", "cuda:1000"})
        EXPECT_THROW(chooseDevice(wish), UsageError) << wish;
}

TEST(Device, DrawsInBf16OnGpusAndInFp32OnTheCpu)
{
    const c10::Device cpu(c10::kCPU), gpu(c10::kCUDA, 0);
    EXPECT_EQ(choosePrecision("auto", cpu), Precision::Fp32);
    EXPECT_EQ(choosePrecision("auto", gpu), Precision::Bf16);
    EXPECT_EQ(choosePrecision("fp32", gpu), Precision::Fp32);
    EXPECT_EQ(choosePrecision("bf16", gpu), Precision::Bf16);
    EXPECT_THROW(choosePrecision("bf16", cpu), UsageError);
    EXPECT_THROW(choosePrecision("fp16", gpu), UsageError);
}

TEST(Blas, IsFastWhereOpenBlasIsInstalled)
{
    const BlasInfo blas = blasInfo();
    EXPECT_FALSE(blas.library.empty());
    EXPECT_EQ(blas.slow, blas.library == "reference BLAS");
    EXPECT_EQ(blas.library == "OpenBLAS", !blas.core.empty());
    EXPECT_FALSE(blas.slow) << "Install libopenblas0-pthread.";
}

TEST(Cores, AreAtMostTheHardwareThreads)
{
    EXPECT_GE(physicalCores(), 1);
    EXPECT_LE(physicalCores(), static_cast<int>(std::thread::hardware_concurrency()));
}

TEST(Hardware, LimitsArePlausible)
{
    const HardwareLimits limits = measureHardwareLimits(std::size_t{512} << 20U);
    EXPECT_GT(limits.gemmGflops, 0.1);
    EXPECT_LT(limits.gemmGflops, 1e6);
    EXPECT_GT(limits.memoryGigabytesPerSecond, 0.1);
    EXPECT_LT(limits.memoryGigabytesPerSecond, 1e5);
}

} // namespace
} // namespace rw
