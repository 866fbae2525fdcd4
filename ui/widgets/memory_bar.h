#pragma once

#include "ui/theme/theme.h"

#include <QString>
#include <QWidget>

#include <vector>

class QGridLayout;

namespace rw::ui {

/// Bytes that something takes, under a name for people.
struct MemoryPart
{
    QString name;
    qint64 bytes = 0;
    int colour = 0; ///< 0 to 6, each another
};

/// What a model takes in memory, part by part, as a bar beside what is free, and as a list with the numbers.
class MemoryBar : public QWidget
{
    Q_OBJECT

public:
    explicit MemoryBar(const Theme& theme, QWidget* parent = nullptr);

    /// @param free bytes; 0: not known. Parts of no bytes are left out.
    void setParts(std::vector<MemoryPart> parts, qint64 free);
    [[nodiscard]] qint64 total() const;

private:
    class Bar;

    void fillList();

    const Theme& m_theme;
    Bar* m_bar;
    QGridLayout* m_list;
    std::vector<MemoryPart> m_parts;
    qint64 m_free = 0;
};

/// "9.1 GB", in the person's locale.
QString bytesText(qint64 bytes);

} // namespace rw::ui
