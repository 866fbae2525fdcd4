#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

namespace rw::ui {

/// What the program is, its version, what it runs on and under which licences.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param version     "0.1.0"
    /// @param licences    plain text, shown as it is
    /// @param environment a line a fact: "Qt 6.4.2", "LibTorch 1.13.1, OpenBLAS SkylakeX"
    AboutDialog(const Theme& theme, const QString& version, const QString& licences,
                const QStringList& environment, QWidget* parent = nullptr);

private:
    void copy() const;

    QString m_facts; ///< what the Copy button takes: version and environment
};

} // namespace rw::ui
