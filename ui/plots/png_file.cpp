#include "ui/plots/png_file.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace rw::ui {

QString writePng(const QImage& image, const QString& path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && image.save(&file, "PNG") && file.commit())
        return {};
    return QCoreApplication::translate("PngFile", "The picture could not be written to %1: %2.")
        .arg(path, file.errorString());
}

} // namespace rw::ui
