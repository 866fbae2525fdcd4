#pragma once

#include "ui/theme/theme.h"

#include <QDialog>
#include <QKeySequence>

#include <vector>

class QLineEdit;
class QTreeWidget;

namespace rw::ui {

/// A shortcut as people look it up.
struct ShortcutEntry
{
    QString category; ///< "Generate", "Train"
    QString text;     ///< what it does
    QList<QKeySequence> keys;
};

/// All shortcuts, by category, with a search field.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param entries in the order shown; those of a category need not stand together
    ShortcutsDialog(const Theme& theme, const std::vector<ShortcutEntry>& entries, QWidget* parent = nullptr);

private:
    void fill(const std::vector<ShortcutEntry>& entries);
    void filter(const QString& text);

    const Theme& m_theme;
    QLineEdit* m_search;
    QTreeWidget* m_list;
};

} // namespace rw::ui
