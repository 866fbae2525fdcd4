#include "ui/models/prompt_filter_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

std::vector<Prompt> threePrompts()
{
    return {{"a", "Emily bought three apples.", "3", "shopping", 1},
            {"b", "A train travels 60 km.", "2", "travel", 2},
            {"c", "Ben bought apples and a Train ticket.", "5", "shopping", 3}};
}

QStringList shownIds(const QAbstractItemModel& model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids << model.index(row, 0).data(PromptModel::IdRole).toString();
    return ids;
}

QStringList ids(const char* text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

TEST(PromptModelTest, EveryRoleIsAnswered)
{
    PromptModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setPrompts(threePrompts());
    model.setStatistics({{"b", 2, 15, 4}});
    const QModelIndex train = model.index(1);
    EXPECT_EQ(train.data(PromptModel::TextRole).toString(), QStringLiteral("A train travels 60 km."));
    EXPECT_EQ(train.data(PromptModel::CategoryRole).toString(), QStringLiteral("travel"));
    EXPECT_EQ(train.data(PromptModel::AnswerRole).toString(), QStringLiteral("2"));
    EXPECT_EQ(train.data(PromptModel::DifficultyRole).toInt(), 2);
    EXPECT_TRUE(train.data(PromptModel::TriedRole).toBool());
    EXPECT_EQ(train.data(PromptModel::LastAnswersRole).toInt(), 15);
    EXPECT_EQ(train.data(PromptModel::LastCorrectRole).toInt(), 4);
    EXPECT_FALSE(model.index(0).data(PromptModel::TriedRole).toBool());
    EXPECT_FALSE(model.data(QModelIndex(), PromptModel::TextRole).isValid());
    EXPECT_EQ(model.categories(), ids("shopping travel"));
    EXPECT_EQ(model.rowOf("c"), 2);
    EXPECT_EQ(model.rowOf("?"), -1);
}

TEST(PromptModelTest, AddedPromptsStandInFrontAndKnownIdsAreReplaced)
{
    PromptModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setPrompts(threePrompts());
    QSignalSpy changed(&model, &PromptModel::dataChanged);
    model.addPrompts({{"x", "One", "1", "", 0},
                      {"b", "Renewed", "9", "ages", 1},
                      {"y", "Two", "2", "", 0},
                      {"x", "Uno", "1", "", 0}});
    EXPECT_EQ(shownIds(model), ids("x y a b c"));
    EXPECT_EQ(model.prompt(0).text, "Uno");
    EXPECT_EQ(model.prompt(model.rowOf("b")).text, "Renewed");
    EXPECT_EQ(changed.size(), 1);
}

TEST(PromptModelTest, OnlyRowsWhoseStatisticsChangedAreTold)
{
    PromptModel model;
    model.setPrompts(threePrompts());
    model.setStatistics({{"a", 1, 15, 3}, {"b", 1, 15, 3}});
    QSignalSpy changed(&model, &PromptModel::dataChanged);
    model.setStatistics({{"a", 1, 15, 3}, {"b", 2, 15, 9}, {"not in the list", 1, 15, 3}});
    ASSERT_EQ(changed.size(), 1);
    EXPECT_EQ(changed.front().front().toModelIndex().row(), 1);

    changed.clear();
    model.setStatistics({});
    EXPECT_EQ(changed.size(), 2) << "a run without statistics clears those of the run before";
    EXPECT_FALSE(model.index(0).data(PromptModel::TriedRole).toBool());
}

class PromptFilterModelTest : public testing::Test
{
protected:
    PromptFilterModelTest()
    {
        model.setPrompts(threePrompts());
        filter.setSourceModel(&model);
    }

    QStringList shownWith(const PromptFilter& wanted)
    {
        filter.setFilter(wanted);
        return shownIds(filter);
    }

    PromptModel model;
    PromptFilterModel filter;
    QAbstractItemModelTester tester{&filter, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(PromptFilterModelTest, FindsWordsInAnyOrderAndCase)
{
    EXPECT_EQ(shownWith({.words = QStringLiteral("apples BOUGHT")}), ids("a c"));
    EXPECT_EQ(shownWith({.words = QStringLiteral("  train  apples ")}), ids("c"));
    EXPECT_EQ(shownWith({}), ids("a b c"));
    model.addPrompts({{"d", "Der Ärmel kostet 3 €.", "3", "", 0}});
    EXPECT_EQ(shownWith({.words = QStringLiteral("äRMEL")}), ids("d"));
}

TEST_F(PromptFilterModelTest, CategoryDifficultyTagAndPassRateMustAllHold)
{
    model.setNotes({{"a", {{QStringLiteral("hard one")}, 10, 2, 7}}, {"c", {{}, 10, 9, 3}}});
    EXPECT_EQ(shownWith({.category = QStringLiteral("shopping")}), ids("a c"));
    EXPECT_EQ(shownWith({.category = QStringLiteral("shopping"), .difficulty = 3}), ids("c"));
    EXPECT_EQ(shownWith({.tag = QStringLiteral("hard one")}), ids("a"));
    EXPECT_EQ(shownWith({.passFrom = 20, .passTo = 90}), ids("a c"));
    EXPECT_EQ(shownWith({.passFrom = 21}), ids("c")) << "prompts without a pass rate are left out, too";
    EXPECT_EQ(shownWith({}), ids("a b c"));
    EXPECT_EQ(model.tags(), QStringList{QStringLiteral("hard one")});
    EXPECT_EQ(model.difficulties(), (std::vector<int>{1, 2, 3}));
}

TEST_F(PromptFilterModelTest, OrdersPutWhatHasNoValueLast)
{
    model.setNotes({{"a", {{}, 10, 2, 7}}, {"c", {{}, 10, 9, 3}}});
    const auto ordered = [this](PromptOrder order, bool descending = false) {
        filter.setOrder(order, descending);
        return shownIds(filter);
    };
    EXPECT_EQ(ordered(PromptOrder::Text), ids("b c a"));
    EXPECT_EQ(ordered(PromptOrder::Category), ids("a c b"));
    EXPECT_EQ(ordered(PromptOrder::Difficulty, true), ids("c b a"));
    EXPECT_EQ(ordered(PromptOrder::PassRate), ids("a c b"));
    EXPECT_EQ(ordered(PromptOrder::PassRate, true), ids("c a b"));
    EXPECT_EQ(ordered(PromptOrder::LastStep), ids("c a b"));
    EXPECT_EQ(ordered(PromptOrder::AsGiven, true), ids("c b a"));
    model.setNotes({});
    EXPECT_EQ(ordered(PromptOrder::PassRate), ids("a b c"));
}

TEST_F(PromptFilterModelTest, TellsTriedMixedAndWithoutSignal)
{
    model.addPrompts({{"d", "Begun, not finished", "1", "", 0}, {"e", "All right", "1", "", 0}});
    model.setStatistics({{"a", 1, 15, 0}, {"b", 1, 15, 7}, {"d", 1, 0, 0}, {"e", 1, 15, 15}});
    EXPECT_EQ(shownWith({.show = PromptShow::NeverTried}), ids("c"));
    EXPECT_EQ(shownWith({.show = PromptShow::Mixed}), ids("b"));
    EXPECT_EQ(shownWith({.show = PromptShow::NoSignal}), ids("e a"));
    model.setStatistics({{"a", 2, 15, 3}});
    EXPECT_EQ(shownIds(filter), ids("")) << "new statistics are taken into account";
    EXPECT_EQ(shownWith({}).size(), 5);
}

TEST_F(PromptFilterModelTest, WhatHidesNoRowIsToldAsAChange)
{
    QSignalSpy resets(&filter, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&filter, &QAbstractItemModel::dataChanged);
    model.setStatistics({{"b", 1, 15, 7}});
    EXPECT_EQ(resets.size(), 0);
    ASSERT_EQ(changes.size(), 1);
    EXPECT_EQ(changes.front().front().toModelIndex().row(), 1);
    model.addPrompts({{"b", "A plane travels.", "2", "travel", 2}});
    EXPECT_EQ(resets.size(), 0);
    EXPECT_EQ(shownWith({.words = QStringLiteral("plane")}), ids("b")) << "the new text is searched";
}

TEST_F(PromptFilterModelTest, TwentyThousandPromptsAreFiltered)
{
    std::vector<Prompt> prompts;
    for (int i = 0; i < 20'000; ++i)
        prompts.push_back({std::to_string(i), "Emily bought " + std::to_string(i) + " apples at the market",
                           "3", i % 2 == 0 ? "shopping" : "travel", 1});
    model.setPrompts(std::move(prompts));
    filter.setFilter({.words = QStringLiteral("1234 apples"), .category = QStringLiteral("shopping")});
    std::vector<PromptStatistics> statistics;
    for (int i = 0; i < 20'000; i += 3)
        statistics.push_back({std::to_string(i), 1, 15, 4});
    model.setStatistics(statistics);
    EXPECT_EQ(shownIds(filter), ids("1234 11234 12340 12342 12344 12346 12348"));
}

} // namespace
} // namespace rw::ui
