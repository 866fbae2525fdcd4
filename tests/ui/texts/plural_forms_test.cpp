// Every text with a number in it reads well for one and for many.

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace {

using Text = std::pair<QString, QString>; ///< context and source text

QString read(const QString& path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return QString::fromUtf8(file.readAll());
}

/// Where tr() looks in this source file: the class, or what a function of that name here gives to
/// QCoreApplication::translate.
QString contextOf(const QString& code)
{
    static const QRegularExpression own(QStringLiteral("QCoreApplication::translate\\(\"(\\w+)\", text"));
    if (const auto match = own.match(code); match.hasMatch())
        return match.captured(1);
    static const QRegularExpression member(QStringLiteral("\\n(?:[\\w:<>]+ [*&]?)?([A-Z]\\w+)::\\w+\\("));
    const auto match = member.match(code);
    return match.hasMatch() ? QStringLiteral("rw::ui::") + match.captured(1) : QString();
}

/// The texts of ui and app that are told a number.
std::set<Text> numberedTexts()
{
    static const QRegularExpression text(
        QStringLiteral("\"((?:[^\"\\\\\\n]|\\\\.)*%L?n(?:[^\"\\\\\\n]|\\\\.)*)\""));
    std::set<Text> texts;
    for (const char* folder : {"/ui", "/app"}) {
        QDirIterator files(QStringLiteral(RW_SOURCE_DIR) + QLatin1String(folder),
                           {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QString code = read(path);
            code.remove(QRegularExpression(QStringLiteral("//[^\\n]*")));
            code.remove(QRegularExpression(QStringLiteral("\"\\s*\\n\\s*\""))); // broken over lines
            for (auto found = text.globalMatch(code); found.hasNext();)
                texts.insert({contextOf(code), found.next().captured(1)});
        }
    }
    return texts;
}

/// Those with two forms in the translation.
std::set<Text> translatedTexts()
{
    const QString content =
        read(QStringLiteral(RW_SOURCE_DIR "/resources/translations/rollout-workbench_en.ts"));
    QXmlStreamReader xml(content);
    std::set<Text> texts;
    QString context;
    QString source;
    int forms = 0;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::StartElement && xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (token == QXmlStreamReader::StartElement && xml.name() == QLatin1String("source"))
            source = xml.readElementText();
        else if (token == QXmlStreamReader::StartElement && xml.name() == QLatin1String("message"))
            forms = 0;
        else if (token == QXmlStreamReader::StartElement && xml.name() == QLatin1String("numerusform"))
            forms += xml.readElementText().isEmpty() ? 0 : 1;
        else if (token == QXmlStreamReader::EndElement && xml.name() == QLatin1String("message") &&
                 forms == 2)
            texts.insert({context, source});
    }
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    return texts;
}

std::string inWords(const Text& text)
{
    return "\"" + text.second.toStdString() + "\" of " + text.first.toStdString();
}

TEST(PluralForms, EveryTextWithANumberHasBoth)
{
    const auto numbered = numberedTexts();
    const auto translated = translatedTexts();
    EXPECT_GT(numbered.size(), 15U);
    for (const Text& text : numbered)
        EXPECT_TRUE(translated.contains(text)) << inWords(text);
}

TEST(PluralForms, NoneIsLeftOfATextThatIsGone)
{
    const auto numbered = numberedTexts();
    for (const Text& text : translatedTexts())
        EXPECT_TRUE(numbered.contains(text)) << inWords(text);
}

TEST(PluralForms, OneTokenAndTwoTokens)
{
    QTranslator translator;
    ASSERT_TRUE(translator.load(QStringLiteral(RW_COMPILED_TRANSLATION)));
    ASSERT_TRUE(QCoreApplication::installTranslator(&translator));
    for (const auto& [context, source] : translatedTexts()) {
        if (source != QLatin1String("%n token(s)"))
            continue;
        const QByteArray name = context.toUtf8();
        EXPECT_EQ(QCoreApplication::translate(name, "%n token(s)", nullptr, 1), QStringLiteral("1 token"));
        EXPECT_EQ(QCoreApplication::translate(name, "%n token(s)", nullptr, 2), QStringLiteral("2 tokens"));
    }
    for (const auto& [context, source] : translatedTexts()) {
        const QByteArray name = context.toUtf8();
        const QByteArray text = source.toUtf8();
        for (const int n : {1, 2})
            EXPECT_FALSE(QCoreApplication::translate(name, text, nullptr, n).contains(QStringLiteral("(s)")))
                << inWords({context, source});
    }
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
