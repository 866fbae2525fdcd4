// Models that a person has on disk: opening, refusing, loading, going back, and what the model reads.

#include "tests/ui/window/workbench.h"
#include "ui/dialogs/exact_prompt_dialog.h"
#include "ui/dialogs/export_model_dialog.h"
#include "ui/dialogs/model_dialog.h"
#include "ui/window/recent_models.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTreeWidget>
#include <QUrl>

#include <csignal>

namespace rw::ui {
namespace {

class ModelsTest : public WindowTest
{
protected:
    /// A copy of a built-in model with a context of its own, so that it is another model.
    [[nodiscard]] QString ownModel(const QString& name) const
    {
        const QDir from(bench->paths.models + QStringLiteral("/base"));
        const QString to = folder.filePath(name);
        EXPECT_TRUE(QDir().mkpath(to));
        for (const QString& file : from.entryList(QDir::Files))
            QFile::copy(from.filePath(file), to + QLatin1Char('/') + file);
        QFile config(to + QStringLiteral("/config.json"));
        config.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        EXPECT_TRUE(config.open(QIODevice::ReadOnly));
        Json json = Json::parse(config.readAll().toStdString());
        config.close();
        json["max_position_embeddings"] = json["max_position_embeddings"].get<int>() / 2;
        EXPECT_TRUE(config.open(QIODevice::WriteOnly | QIODevice::Truncate));
        config.write(QByteArray::fromStdString(json.dump()));
        return to;
    }

    void drop(const QString& path) const
    {
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({200, 200}, Qt::CopyAction, &files, Qt::LeftButton, {});
        QApplication::sendEvent(bench->window.get(), &enter);
        ASSERT_TRUE(enter.isAccepted());
        QDropEvent dropped({200, 200}, Qt::CopyAction, &files, Qt::LeftButton, {});
        QApplication::sendEvent(bench->window.get(), &dropped);
    }

    /// Drops the model and presses a button of its card. @return once the dialog has closed
    void openAs(const QString& path, ModelDialog::Use use)
    {
        bool seen = false;
        inDialog<ModelDialog>([&](ModelDialog& dialog) {
            dialog.setUse(use);
            seen = true;
            pressIn(dialog, dialog.fits(use) ? QStringLiteral("Open") : QStringLiteral("Load anyway"));
        });
        const QString before = bench->session->runDirectory();
        drop(path);
        ASSERT_TRUE(eventually([&] {
            return seen && bench->session->activity() == Activity::Ready &&
                   bench->session->runDirectory() != before;
        }));
    }

    /// Writes the current weights by the menu's dialog. @return whether the window said that it is done
    bool exportTo(const QString& path, const QString& format)
    {
        QSignalSpy written(bench->session.get(), &WorkbenchSession::modelExported);
        inDialog<ExportModelDialog>([&](ExportModelDialog& dialog) {
            auto* formats = dialog.findChild<QComboBox*>();
            formats->setCurrentIndex(formats->findData(format));
            dialog.findChild<QLineEdit*>()->setText(path);
            pressIn(dialog, QStringLiteral("Export"));
        });
        bench->action("export-model")->trigger();
        return eventually([&] { return written.size() == 1; }) && bench->strip().text().contains(path);
    }

    [[nodiscard]] QStringList visibleStages() const
    {
        QStringList found;
        for (const char* words : {"Base", "Imitation", "Start", "Current"}) {
            if (bench->button(QString::fromLatin1(words)) != nullptr)
                found.append(QString::fromLatin1(words));
        }
        return found;
    }
};

TEST_F(ModelsTest, AFolderIsOpenedAnswersAndLearns)
{
    EXPECT_EQ(visibleStages(),
              (QStringList{QStringLiteral("Base"), QStringLiteral("Imitation"), QStringLiteral("Current")}));
    const QString model = ownModel(QStringLiteral("mine"));
    openAs(model, ModelDialog::Use::TrainAll);
    EXPECT_EQ(bench->session->startLabel(), QStringLiteral("mine"));
    EXPECT_EQ(bench->session->runName(), QStringLiteral("mine-01"));
    EXPECT_EQ(visibleStages(), (QStringList{QStringLiteral("Start"), QStringLiteral("Current")}));
    EXPECT_EQ(RecentModels(bench->settings).paths(), QStringList{model});
    ASSERT_TRUE(bench->generate());
    ASSERT_TRUE(bench->trainStep());
    bench->press(QStringLiteral("Start"));
    ASSERT_TRUE(bench->generate());
    EXPECT_EQ(bench->session->group().stage(), QStringLiteral("start"));
}

TEST_F(ModelsTest, AModelForAnswersAloneOffersNoTraining)
{
    openAs(ownModel(QStringLiteral("mine")), ModelDialog::Use::Answer);
    ASSERT_TRUE(bench->generate());
    EXPECT_FALSE(bench->action("train-step")->isEnabled());
    EXPECT_TRUE(bench->action("train-step")->toolTip().contains(QStringLiteral("answers alone")));
}

/// What was learnt is part of the weights that are written: they are a whole model, which opens by itself.
TEST_F(ModelsTest, ARunWithLoraIsExportedAsAModelOfItsOwn)
{
    const QString model = ownModel(QStringLiteral("mine"));
    openAs(model, ModelDialog::Use::TrainAdapter);
    ASSERT_TRUE(bench->session->config().lora.isOn());
    ASSERT_TRUE(bench->generate());
    ASSERT_TRUE(bench->trainStep());
    const QString folderName = folder.filePath(QStringLiteral("learnt"));
    const QString fileName = folder.filePath(QStringLiteral("learnt.gguf"));
    ASSERT_TRUE(exportTo(folderName, QStringLiteral("safetensors-f32")));
    ASSERT_TRUE(exportTo(fileName, QStringLiteral("gguf-q8_0")));
    const auto weights = [](const QString& of) {
        QFile file(of + QStringLiteral("/model.safetensors"));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << of.toStdString();
        return file.readAll();
    };
    EXPECT_EQ(weights(folderName).size(), weights(model).size());
    EXPECT_NE(weights(folderName), weights(model));
    for (const QString& exported : {folderName, fileName}) {
        openAs(exported, ModelDialog::Use::Answer);
        ASSERT_TRUE(bench->generate()) << exported.toStdString();
    }
}

TEST_F(ModelsTest, AWrongFileIsNamedAndAnotherIsOffered)
{
    QFile file(folder.filePath(QStringLiteral("notes.md")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("Dear diary");
    file.close();
    const QString run = bench->session->runDirectory();
    drop(file.fileName());
    ASSERT_TRUE(eventually([&] { return bench->strip().isVisible(); }));
    EXPECT_TRUE(bench->strip().text().contains(QStringLiteral("notes.md is a text file")));
    EXPECT_TRUE(bench->strip().text().contains(QStringLiteral("GGUF")));
    EXPECT_NE(bench->button(QStringLiteral("Choose another…")), nullptr);
    EXPECT_EQ(bench->session->runDirectory(), run);
    EXPECT_EQ(bench->session->activity(), Activity::Ready);
    bool isWarningLeft = true;
    inDialog<ModelDialog>([&](ModelDialog& dialog) {
        isWarningLeft = bench->strip().isVisible();
        dialog.reject();
    });
    drop(bench->paths.models + QStringLiteral("/base"));
    ASSERT_TRUE(eventually([&] { return !isWarningLeft; }));
}

TEST_F(ModelsTest, AModelThatIsTooBigShowsWhatItTakesAndTheWaysOut)
{
    protocol::ModelInspected model;
    model.card.path = "/models/big";
    model.card.name = "A model of many parameters and a very long name that nobody could take in at once";
    model.card.contextLength = 4096;
    model.training.weights = 6'200'000'000;
    model.training.sampling = 900'000'000;
    model.training.optimizer = 2'000'000'000;
    model.lora.weights = 6'200'000'000;
    model.lora.sampling = 900'000'000;
    model.sampling.weights = 6'200'000'000;
    model.memoryFree = 7'600'000'000;
    bool seen = false;
    inDialog<ModelDialog>([&](ModelDialog& dialog) {
        EXPECT_EQ(dialog.use(), ModelDialog::Use::TrainAdapter) << "the most that fits is chosen";
        dialog.setUse(ModelDialog::Use::TrainAll);
        auto* strip = dialog.findChild<InlineStrip*>();
        EXPECT_TRUE(strip->isVisible());
        EXPECT_EQ(strip->text(), QStringLiteral("This model needs about 9.1 GB (weights 6.2, answers 0.9, "
                                                "training 2.0); 7.6 GB is free."));
        EXPECT_TRUE(dialog.findChildren<QPushButton*>().size() > 3);
        pressIn(dialog, QStringLiteral("Use LoRA"));
        EXPECT_FALSE(strip->isVisible());
        EXPECT_TRUE(dialog.choice().config->lora == model.adapter);
        dialog.setUse(ModelDialog::Use::TrainAll);
        pressIn(dialog, QStringLiteral("Answer only"));
        EXPECT_EQ(dialog.use(), ModelDialog::Use::Answer);
        EXPECT_EQ(dialog.choice().purpose, QStringLiteral("sample"));
        seen = true;
        dialog.reject();
    });
    const QString run = bench->session->runDirectory();
    emit bench->session->engine().modelInspected(model);
    EXPECT_TRUE(seen);
    EXPECT_EQ(bench->session->runDirectory(), run);
    EXPECT_EQ(bench->session->activity(), Activity::Ready);
}

TEST_F(ModelsTest, ALoadIsShownCancelledAndTheRunBeforeComesBack)
{
    ASSERT_TRUE(bench->generate());
    const QString run = bench->session->runDirectory();
    QSignalSpy cancelled(bench->session.get(), &WorkbenchSession::loadCancelled);
    const auto engine = static_cast<pid_t>(bench->session->engine().pid());
    kill(engine, SIGSTOP); // a model that takes its time
    bench->session->newRun(
        {QStringLiteral("slow"), QStringLiteral("mine"), ownModel(QStringLiteral("mine"))});
    emit bench->session->engine().loadProgress({"mine", 1, 1'000'000'000});
    QTest::qWait(600); // what loads at once is not spoken of
    emit bench->session->engine().loadProgress({"mine", 250'000'000, 1'000'000'000});
    ASSERT_EQ(bench->session->activity(), Activity::Loading);
    EXPECT_TRUE(bench->strip().text().contains(QStringLiteral("250.0 MB of 1.0 GB")));
    EXPECT_FALSE(bench->action("generate")->isEnabled());
    bench->press(QStringLiteral("Cancel"));
    QTest::qWait(100); // it is written to the pipe by the event loop
    kill(engine, SIGCONT);
    ASSERT_TRUE(eventually([&] { return cancelled.size() == 1; }));
    ASSERT_TRUE(bench->waitFor(Activity::Ready));
    EXPECT_EQ(bench->session->runDirectory(), run);
    EXPECT_FALSE(QFileInfo::exists(bench->paths.runs + QStringLiteral("/slow")));
    EXPECT_FALSE(bench->session->hasCrashed(folder.filePath(QStringLiteral("mine"))));
    ASSERT_TRUE(bench->generate());
}

TEST_F(ModelsTest, AModelThatEndsTheEngineIsRememberedAndCanBeSkipped)
{
    const QString run = bench->session->runDirectory();
    const QString model = ownModel(QStringLiteral("mine"));
    const auto engine = static_cast<pid_t>(bench->session->engine().pid());
    kill(engine, SIGSTOP);
    bench->session->newRun({QStringLiteral("deadly"), QStringLiteral("mine"), model});
    kill(engine, SIGKILL);
    ASSERT_TRUE(bench->waitFor(Activity::Dead));
    EXPECT_TRUE(bench->strip().text().contains(QStringLiteral("It was loading")));
    EXPECT_TRUE(bench->session->hasCrashed(model));
    EXPECT_NE(bench->button(QStringLiteral("Load anyway")), nullptr);
    bench->press(QStringLiteral("Skip"));
    ASSERT_TRUE(bench->waitFor(Activity::Ready));
    EXPECT_EQ(bench->session->runDirectory(), run);

    bool warned = false;
    inDialog<ModelDialog>([&](ModelDialog& dialog) {
        warned = dialog.findChild<InlineStrip*>()->text().contains(QStringLiteral("last time"));
        pressIn(dialog, QStringLiteral("Load anyway"));
    });
    drop(model);
    ASSERT_TRUE(eventually([&] { return bench->session->runName() == QStringLiteral("mine-01"); }));
    EXPECT_TRUE(warned);
    EXPECT_FALSE(bench->session->hasCrashed(model));
}

TEST_F(ModelsTest, ARunWhoseModelCrashedWaitsForAWord)
{
    const QString model = ownModel(QStringLiteral("mine"));
    openAs(model, ModelDialog::Use::TrainAll);
    const QString run = bench->session->runDirectory();
    bench.reset();
    LoadJournal(folder.filePath(QStringLiteral("loads.json")).toStdString()).begin(model.toStdString());
    bench = std::make_unique<Workbench>(folder.path());
    bench->session->start(run, {});
    bench->window->show();
    ASSERT_TRUE(eventually([&] { return bench->strip().isVisible(); }));
    EXPECT_TRUE(bench->strip().text().contains(QStringLiteral("last time")));
    bench->press(QStringLiteral("Load anyway"));
    ASSERT_TRUE(bench->waitFor(Activity::Ready));
    EXPECT_EQ(bench->session->runDirectory(), run);
}

TEST_F(ModelsTest, TheExactPromptIsShown)
{
    bool seen = false;
    inDialog<ExactPromptDialog>([&](ExactPromptDialog& dialog) {
        const auto* tokens = dialog.findChild<QTreeWidget*>();
        ASSERT_GT(tokens->topLevelItemCount(), 3);
        EXPECT_EQ(tokens->topLevelItem(0)->text(2), QStringLiteral("<|user|>"));
        EXPECT_EQ(tokens->topLevelItem(0)->text(3), QStringLiteral("special"));
        EXPECT_TRUE(tokens->topLevelItem(1)->text(3).isEmpty());
        seen = true;
        dialog.reject();
    });
    bench->key(QKeySequence(Qt::CTRL | Qt::Key_I));
    EXPECT_TRUE(eventually([&] { return seen; }));
}

TEST_F(ModelsTest, RecentModelsKeepTheNewestFirstAndForgetWhatIsGone)
{
    RecentModels recent(bench->settings);
    const QString a = ownModel(QStringLiteral("a"));
    const QString b = ownModel(QStringLiteral("b"));
    recent.add(a);
    recent.add(b);
    recent.add(a);
    EXPECT_EQ(recent.paths(), (QStringList{a, b}));
    ASSERT_TRUE(QDir(a).removeRecursively());
    EXPECT_EQ(recent.paths(), QStringList{b});
    recent.clear();
    EXPECT_TRUE(recent.paths().isEmpty());
}

} // namespace
} // namespace rw::ui
