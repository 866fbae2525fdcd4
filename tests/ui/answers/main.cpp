#include <QApplication>

#include <gtest/gtest.h>

int main(int argc, char** argv)
{
    // Also while the build lists the tests, where CTest's environment is not set yet.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
