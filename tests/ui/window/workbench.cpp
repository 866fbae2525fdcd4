#include "tests/ui/window/workbench.h"

#include "ui/panels/answers_panel.h"

#include <algorithm>

namespace rw::ui {

namespace {

constexpr int kLongestWait = 120'000;

WorkbenchPaths pathsBelow(const QString& folder)
{
    return {QStringLiteral(RW_ENGINE),
            QStringLiteral(RW_SOURCE_DIR "/resources/models"),
            folder + QStringLiteral("/runs"),
            folder + QStringLiteral("/stars.jsonl"),
            folder + QStringLiteral("/loads.json"),
            folder + QStringLiteral("/library.db"),
            folder + QStringLiteral("/judgements.jsonl")};
}

} // namespace

bool eventually(const std::function<bool()>& isSo)
{
    return QTest::qWaitFor(isSo, kLongestWait);
}

Workbench::Workbench(const QString& folder)
    : settings(folder + QStringLiteral("/settings.ini"), QSettings::IniFormat)
    , paths(pathsBelow(folder))
{
    if (!settings.contains(QStringLiteral("generate/pace")))
        settings.setValue(QStringLiteral("generate/pace"), 0);
    theme.setBrightness(Brightness::Light);
    theme.apply();
    session = std::make_unique<WorkbenchSession>(paths);
    window = std::make_unique<MainWindow>(theme, *session, settings);
}

Workbench::~Workbench()
{
    window.reset();
    session.reset();
}

bool Workbench::start(const QString& run)
{
    session->start(run, {});
    window->show();
    window->activateWindow();
    return QTest::qWaitForWindowActive(window.get()) && waitFor(Activity::Ready);
}

void Workbench::press(const char* toolBarButton)
{
    auto* found = window->findChild<QPushButton*>(QString::fromLatin1(toolBarButton));
    ASSERT_NE(found, nullptr) << toolBarButton;
    ASSERT_TRUE(found->isEnabled()) << toolBarButton;
    QTest::mouseClick(found, Qt::LeftButton);
}

void Workbench::key(const QKeySequence& keys)
{
    QTest::keySequence(window.get(), keys);
}

QAbstractButton* Workbench::button(const QString& words) const
{
    for (QAbstractButton* candidate : window->findChildren<QAbstractButton*>()) {
        if (candidate->isVisible() && (candidate->text() == words || candidate->accessibleName() == words))
            return candidate;
    }
    return nullptr;
}

void Workbench::press(const QString& words)
{
    QAbstractButton* found = button(words);
    ASSERT_NE(found, nullptr) << words.toStdString();
    ASSERT_TRUE(found->isEnabled()) << words.toStdString();
    QTest::mouseClick(found, Qt::LeftButton);
}

QAction* Workbench::action(const char* name) const
{
    return window->findChild<QAction*>(QString::fromLatin1(name));
}

std::vector<AnswerCard*> Workbench::cards() const
{
    std::vector<AnswerCard*> cards;
    for (AnswerCard* card : window->answers().findChildren<AnswerCard*>()) {
        if (card->isVisible())
            cards.push_back(card);
    }
    std::sort(cards.begin(), cards.end(), [](const AnswerCard* left, const AnswerCard* right) {
        return left->answer().index < right->answer().index;
    });
    return cards;
}

InlineStrip& Workbench::strip() const
{
    return *window->findChild<InlineStrip*>();
}

bool Workbench::waitFor(Activity activity) const
{
    return eventually([this, activity] { return session->activity() == activity; });
}

bool Workbench::generate()
{
    press("generate");
    return session->activity() == Activity::Generating && waitFor(Activity::Ready);
}

bool Workbench::trainStep()
{
    press("train-step");
    return session->activity() == Activity::Training && waitFor(Activity::Ready);
}

RunLogReader Workbench::log() const
{
    return RunLogReader(session->runDirectory().toStdString());
}

std::size_t Workbench::starsWaiting() const
{
    return StarOutbox(paths.stars.toStdString()).pending(session->runDirectory()).size();
}

bool Workbench::isStarredInLog(GroupId group, int answer) const
{
    return log().group(group).rollouts[static_cast<std::size_t>(answer)].starred;
}

} // namespace rw::ui
