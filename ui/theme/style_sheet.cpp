#include "ui/theme/style_sheet.h"

namespace rw::ui {
namespace {

const QLatin1String kSheet(R"(
QToolTip { background: @pane; color: @text; border: 1px solid @line; padding: 4px 6px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: @bar; }
QScrollBar:horizontal { height: @bar; }
QScrollBar::handle { background: @handle; border-radius: @handleRadius; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: @dim; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QMenuBar { background: @pane; color: @text; padding: 2px 4px; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: @selection; }
QMenu { background: @pane; color: @text; border: 1px solid @line; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 24px; border-radius: 5px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @dim; }
QMenu::indicator { left: 6px; }
QMenu::separator { height: 1px; background: @line; margin: 5px 6px; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @dim; border: 2px solid transparent; padding: 4px 10px; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:hover:!selected { color: @text; border-bottom-color: @line; }
QTabBar::tab:focus { border-color: @accent; border-radius: 5px; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QSplitter::handle, QMainWindow::separator { background: @line; }
QSplitter::handle:horizontal, QMainWindow::separator:vertical { width: 1px; }
QSplitter::handle:vertical, QMainWindow::separator:horizontal { height: 1px; }
QSplitter::handle:hover, QMainWindow::separator:hover { background: @accent; }
QHeaderView, QTableCornerButton::section { background: @pane; border: none; }
QHeaderView::section { background: @pane; color: @dim; border: none; border-bottom: 1px solid @line;
                       padding: 4px 8px; }
QHeaderView::section:checked { font-weight: 400; }
QTableView, QTreeView, QListView { background: @pane; color: @text; border: none; gridline-color: @line;
                                   selection-background-color: @selection; selection-color: @text; }
QComboBox QAbstractItemView { border: 1px solid @line; padding: 3px; }
QComboBox QAbstractItemView::item { padding: 4px 6px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: @selection; color: @text; }
QStatusBar { background: @background; color: @dim; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QDockWidget { color: @text; }
QDockWidget::title { background: @pane; padding: 6px 10px; }
QProgressBar { background: @line; border: none; border-radius: 3px; max-height: 6px; text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QGroupBox { border: none; margin-top: 1.6em; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
)");

} // namespace

QString makeStyleSheet(const Theme& theme)
{
    const Colours& c = theme.colours();
    QString sheet = kSheet;
    const auto put = [&sheet](const char* key, const QString& value) {
        sheet.replace(QLatin1String(key), value);
    };
    // Longer keys first where one begins another.
    put("@handleRadius", QStringLiteral("%1px").arg(3));
    put("@handle", (theme.isDark() ? c.line.lighter(150) : c.line.darker(118)).name());
    put("@bar", QStringLiteral("%1px").arg(10));
    put("@background", c.background.name());
    put("@selection", c.selection.name());
    put("@accent", c.accent.name());
    put("@pane", c.pane.name());
    put("@text", c.text.name());
    put("@line", c.line.name());
    put("@dim", c.dim.name());
    return sheet;
}

} // namespace rw::ui
