#include "ui/theme/font_features.h"

#include <QtEndian>

namespace rw::ui {

namespace {

constexpr qsizetype kTableCountAt = 4;
constexpr qsizetype kTablesAt = 12;
constexpr qsizetype kTableRecord = 16;
constexpr qsizetype kOffsetInTable = 8;
constexpr qsizetype kFeatureListInSubstitutions = 6;
constexpr qsizetype kFeatureRecord = 6;
constexpr qsizetype kTag = 4;

/// 0 behind the end.
template <class Number>
qsizetype numberAt(const QByteArray& bytes, qsizetype at)
{
    if (at < 0 || at + static_cast<qsizetype>(sizeof(Number)) > bytes.size())
        return 0;
    return static_cast<qsizetype>(qFromBigEndian<Number>(bytes.constData() + at));
}

/// Where the table GSUB begins; 0 where there is none.
qsizetype substitutionsAt(const QByteArray& font)
{
    const qsizetype tables = numberAt<quint16>(font, kTableCountAt);
    for (qsizetype i = 0; i < tables; ++i) {
        const qsizetype record = kTablesAt + i * kTableRecord;
        if (font.mid(record, kTag) == "GSUB")
            return numberAt<quint32>(font, record + kOffsetInTable);
    }
    return 0;
}

} // namespace

QByteArray withoutContextualAlternates(QByteArray font)
{
    const qsizetype substitutions = substitutionsAt(font);
    if (substitutions == 0)
        return font;
    const qsizetype list =
        substitutions + numberAt<quint16>(font, substitutions + kFeatureListInSubstitutions);
    const qsizetype features = numberAt<quint16>(font, list);
    for (qsizetype i = 0; i < features; ++i) {
        const qsizetype tag = list + 2 + i * kFeatureRecord;
        if (font.mid(tag, kTag) == "calt")
            font.replace(tag, kTag, "xxxx"); // a name that no text asks for
    }
    return font;
}

} // namespace rw::ui
