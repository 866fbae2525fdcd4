// The real program on a real (virtual) X11 screen.

#include <QDir>
#include <QImage>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

constexpr int kLongestTour = 280'000;

bool isOfOneColour(const QImage& picture)
{
    const QRgb first = picture.pixel(0, 0);
    for (int y = 0; y < picture.height(); y += 3) {
        for (int x = 0; x < picture.width(); x += 3) {
            if (picture.pixel(x, y) != first)
                return false;
        }
    }
    return true;
}

TEST(ProgramTest, GeneratesStarsAndTrainsOnAnX11Screen)
{
    const QTemporaryDir folder;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    QProcess program;
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(QStringLiteral(RW_XVFB_RUN),
                  {QStringLiteral("-a"), QStringLiteral(RW_WORKBENCH), QStringLiteral("--screenshot"),
                   folder.path(), QStringLiteral("--screenshot-steps"), QStringLiteral("1")});
    ASSERT_TRUE(program.waitForFinished(kLongestTour));
    EXPECT_EQ(program.exitCode(), 0) << program.readAll().toStdString();
    const QStringList pictures = QDir(folder.path()).entryList({QStringLiteral("*.png")});
    EXPECT_GE(pictures.size(), 10);
    QSet<QByteArray> different;
    for (const QString& name : pictures) {
        const QImage picture(folder.filePath(name));
        ASSERT_FALSE(picture.isNull()) << name.toStdString();
        EXPECT_FALSE(isOfOneColour(picture)) << name.toStdString();
        different.insert(
            QByteArray(reinterpret_cast<const char*>(picture.constBits()), picture.sizeInBytes()));
    }
    EXPECT_EQ(different.size(), pictures.size()); // each station shows something new
}

} // namespace
} // namespace rw::ui
