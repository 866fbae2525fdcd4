// The part of the window that is about models: choosing one, its card, loading it, and what can go wrong.

#include "ui/dialogs/exact_prompt_dialog.h"
#include "ui/dialogs/export_model_dialog.h"
#include "ui/dialogs/model_dialog.h"
#include "ui/panels/prompts_panel.h"
#include "ui/widgets/memory_bar.h"
#include "ui/window/main_window.h"
#include "ui/window/status_line.h"

#include <QAction>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QUrl>

namespace rw::ui {

namespace {

constexpr int kLongestStem = 40; ///< of a run's suggested name

/// The one local file or folder that is dragged; empty where there is none or more than one.
QString droppedPath(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

/// A model's name made fit for a run's folder.
QString runStem(QString name)
{
    for (QChar& c : name) {
        if (!c.isLetterOrNumber() && c != QLatin1Char('.') && c != QLatin1Char('_'))
            c = QLatin1Char('-');
    }
    name = name.left(kLongestStem);
    while (name.startsWith(QLatin1Char('.')) || name.startsWith(QLatin1Char('-')))
        name.remove(0, 1);
    return name.isEmpty() ? QStringLiteral("model") : name;
}

QString shortName(const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    return name.isEmpty() ? path : name;
}

} // namespace

void MainWindow::connectModels()
{
    connect(&m_session, &WorkbenchSession::modelInspected, this, &MainWindow::showModel);
    connect(&m_session, &WorkbenchSession::modelRefused, this, &MainWindow::showRefusal);
    connect(&m_session, &WorkbenchSession::loadProgress, this, &MainWindow::showLoading);
    connect(&m_session, &WorkbenchSession::loadProgress, m_status, &StatusLine::setLoading);
    connect(&m_session, &WorkbenchSession::loadingCrashed, this, &MainWindow::showCrash);
    connect(&m_session, &WorkbenchSession::loadCancelled, this,
            [this] { showMessage(Urgency::Notice, tr("Loading was cancelled.")); });
    connect(&m_session, &WorkbenchSession::modelExported, this, [this](const protocol::ModelExported& model) {
        showMessage(Urgency::Notice,
                    tr("Written: %1 (%2)").arg(QString::fromStdString(model.path), bytesText(model.bytes)));
    });
    connect(&m_session, &WorkbenchSession::exactPromptReady, this,
            [this](const protocol::ExactPrompt& prompt) { ExactPromptDialog(m_theme, prompt, this).exec(); });
}

void MainWindow::buildModelMenu()
{
    m_modelMenu = new QMenu(this);
    m_modelMenu->QWidget::addAction(find("open-model"));
    m_modelMenu->QWidget::addAction(find("open-model-folder"));
    fillRecentModels(m_modelMenu->addMenu(tr("&Recent models")));
    m_modelMenu->addSeparator();
    m_modelMenu->QWidget::addAction(find("new-run"));
}

void MainWindow::fillRecentModels(QMenu* menu)
{
    menu->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        const QStringList paths = m_recent.paths();
        for (const QString& path : paths) {
            QAction* entry = menu->addAction(shortName(path).replace(QLatin1Char('&'), QStringLiteral("&&")));
            entry->setToolTip(QDir::toNativeSeparators(path));
            entry->setEnabled(m_session.activity() == Activity::Ready);
            connect(entry, &QAction::triggered, this, [this, path] { openModel(path); });
        }
        if (paths.isEmpty())
            menu->addAction(tr("None yet"))->setEnabled(false);
        menu->addSeparator();
        QAction* clear = menu->addAction(tr("&Clear list"));
        clear->setEnabled(!paths.isEmpty());
        connect(clear, &QAction::triggered, this, [this] { m_recent.clear(); });
    });
}

void MainWindow::askForModelFile()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open model"), m_settings.value(QStringLiteral("models/folder")).toString(),
        tr("Models (*.gguf *.safetensors config.json);;All files (*)"));
    if (!path.isEmpty())
        openModel(path);
}

void MainWindow::askForModelFolder()
{
    const QString path = QFileDialog::getExistingDirectory(
        this, tr("Open model folder"), m_settings.value(QStringLiteral("models/folder")).toString());
    if (!path.isEmpty())
        openModel(path);
}

void MainWindow::askForModelExport()
{
    const QString key = QStringLiteral("models/exportFolder");
    const QString folder = m_settings.value(key, QDir::homePath()).toString();
    const QString name =
        QStringLiteral("%1-step-%2").arg(m_session.runName(), QString::number(m_session.step()));
    ExportModelDialog dialog(m_theme, name, folder, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_settings.setValue(key, QFileInfo(dialog.path()).absolutePath());
    showMessage(Urgency::Notice, tr("Writing %1…").arg(dialog.path()));
    m_session.exportModel(dialog.path(), dialog.format());
}

void MainWindow::openModel(const QString& path)
{
    const QString clean = QDir::cleanPath(path);
    m_settings.setValue(QStringLiteral("models/folder"), QFileInfo(clean).absolutePath());
    m_strip->hide(); // what it says may be of another model
    m_session.inspectModel(clean);
}

void MainWindow::showModel(const protocol::ModelInspected& model)
{
    const QString path = QString::fromStdString(model.card.path);
    ModelDialogContext context;
    context.suggestion = m_session.library().suggestName(runStem(QString::fromStdString(model.card.name)));
    context.taken = m_session.library().names();
    context.devices = m_session.devices();
    context.crashed = m_session.hasCrashed(path);
    ModelDialog dialog(m_theme, model, context, this);
    const int result = dialog.exec();
    if (result == ModelDialog::kChooseAnother)
        askForModelFile();
    else if (result == QDialog::Accepted)
        m_session.newRun(dialog.choice());
}

void MainWindow::showRefusal(const QString& sentence)
{
    showWaysOut(InlineStrip::Kind::Warning, sentence,
                {{tr("Choose another…"), [this] { askForModelFile(); }}});
}

void MainWindow::showLoading(const protocol::LoadProgress& progress)
{
    const bool isTaken = m_strip->isVisible() && !m_isLoadingShown; // by something to be read first
    if (m_session.activity() != Activity::Loading || isTaken)
        return;
    const QString text = tr("Loading %1: %2 of %3")
                             .arg(shortName(m_session.loadingModel()), bytesText(progress.bytes),
                                  bytesText(progress.totalBytes));
    if (m_isLoadingShown) {
        m_strip->setText(text);
        return;
    }
    showWaysOut(InlineStrip::Kind::Info, text, {{tr("Cancel"), [this] { m_session.cancelLoading(); }}},
                false);
    m_isLoadingShown = true;
}

void MainWindow::showCrash(const QString& sentence)
{
    std::vector<WayOut> waysOut;
    if (m_session.devices().size() > 1)
        waysOut.push_back({tr("Load on CPU"), [this] { m_session.loadAgain(QStringLiteral("cpu")); }});
    waysOut.push_back({tr("Load anyway"), [this] { m_session.loadAgain({}); }});
    waysOut.push_back({tr("Skip"), [this] { m_session.skipLoading(); }});
    showWaysOut(InlineStrip::Kind::Error, sentence, std::move(waysOut), false);
}

void MainWindow::modelOpened()
{
    if (m_isLoadingShown) {
        m_strip->hide();
        m_isLoadingShown = false;
    }
    const QString path = m_session.modelDirectory();
    if (!m_session.isBuiltIn() && !path.startsWith(m_session.library().directory()))
        m_recent.add(path);
    if (!m_session.isGpuRefused())
        return;
    showWaysOut(InlineStrip::Kind::Warning,
                tr("The GPU could not be used, so the model runs on the CPU, more slowly. %1")
                    .arg(m_session.deviceReason()),
                {{tr("Try GPU again"), [this] { m_session.loadAgain({}); }}});
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (m_session.activity() == Activity::Ready && !droppedPath(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

/// Files of prompts are taken wherever they fall; everything else is looked at as a model.
void MainWindow::dropEvent(QDropEvent* event)
{
    const QString path = droppedPath(*event->mimeData());
    event->acceptProposedAction();
    if (isPromptFile(path))
        importPrompts(path);
    else
        openModel(path);
}

} // namespace rw::ui
