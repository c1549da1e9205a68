// SPDX-License-Identifier: MIT
// Rules of the house that a machine can check: layers, colours, licence lines.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace Qt::StringLiterals;

class TestRepository : public QObject
{
    Q_OBJECT

private:
    static QString root() { return QStringLiteral(SOURCE_ROOT); }

    static QStringList sources(const QStringList &folders)
    {
        QStringList files;
        for (const QString &folder : folders) {
            QDirIterator it(root() + u'/' + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext())
                files.append(it.next());
        }
        // What npm brings for a benchmark is not ours.
        files.removeIf([](const QString &file) { return file.contains(u"/node_modules/"_s); });
        files.sort();
        return files;
    }

    static QString read(const QString &file)
    {
        QFile f(file);
        if (!f.open(QIODevice::ReadOnly)) return {};
        return QString::fromUtf8(f.readAll());
    }

    /// Lines of these files that match, as FILE:LINE: text.
    static QStringList matches(const QStringList &files, const QRegularExpression &pattern)
    {
        QStringList found;
        for (const QString &file : files) {
            const QStringList lines = read(file).split(u'\n');
            for (qsizetype i = 0; i < lines.size(); ++i) {
                if (pattern.match(lines[i]).hasMatch()) found.append(u"%1:%2: %3"_s.arg(file).arg(i + 1).arg(lines[i].trimmed()));
            }
        }
        return found;
    }

private Q_SLOTS:
    void modelsNeedNoScreen()
    {
        const QStringList files = sources({u"models"_s, u"app/headless"_s});
        QVERIFY(files.size() > 20);
        static const QRegularExpression pattern(
            u"#include "
            u"*<(QtWidgets|QtGui|QWidget|QApplication|QGuiApplication|QPixmap|QImage|QColor|QFont|QIcon|QTextDocument|QPalette|"
            "QClipboard|QDesktopServices|QStyle)"_s);
        QCOMPARE(matches(files, pattern), QStringList());
    }

    void layersPointOneWay()
    {
        // folder → what its includes may start with, beside its own name
        const QMap<QString, QStringList> allowed = {
            {u"twig"_s, {}},
            {u"workspace"_s, {}},
            {u"rules"_s, {u"workspace"_s}},
            {u"payload"_s, {u"twig"_s, u"workspace"_s, u"rules"_s}},
            {u"delivery"_s, {u"twig"_s, u"workspace"_s}},
            {u"dispatch"_s, {u"twig"_s, u"workspace"_s, u"rules"_s, u"payload"_s, u"delivery"_s}},
            {u"platforms"_s, {u"workspace"_s, u"delivery"_s}},
        };
        static const QRegularExpression include(u"#include \"(twig|workspace|rules|payload|delivery|dispatch|platforms|ui)/"_s);
        QStringList forbidden;
        for (auto it = allowed.begin(); it != allowed.end(); ++it) {
            for (const QString &line : matches(sources({u"models/"_s + it.key()}), include)) {
                const QString folder = include.match(line).captured(1);
                if (folder != it.key() && !it.value().contains(folder)) forbidden.append(line);
            }
        }
        QCOMPARE(forbidden, QStringList());
    }

    void engineKnowsNoQt()
    {
        static const QRegularExpression qt(u"#include *<(Qt|Q[A-Z])"_s);
        QCOMPARE(matches(sources({u"models/twig"_s}), qt), QStringList());
    }

    void coloursLiveInTheTheme()
    {
        QStringList files = sources({u"ui"_s});
        files.removeIf([](const QString &file) { return file.contains(u"/ui/theme/"_s); });
        static const QRegularExpression literal(
            u"QColor\\((0x|[0-9]|\"#|u\"#|QStringLiteral\\(\"#)|setStyleSheet\\(.*#[0-9a-fA-F]{3,6}|Qt::(red|blue|green|yellow|darkRed|darkGreen|gray)\\b"_s);
        QCOMPARE(matches(files, literal), QStringList());
    }

    void everySourceNamesItsLicence()
    {
        QStringList without;
        for (const QString &file : sources({u"models"_s, u"ui"_s, u"app"_s, u"tests"_s})) {
            if (!read(file).startsWith(u"// SPDX-License-Identifier: MIT\n"_s)) without.append(file);
        }
        QCOMPARE(without, QStringList());
    }

    void nothingUnfinishedIsHidden()
    {
        static const QRegularExpression marks(u"\\b(TODO|FIXME|XXX)\\b"_s);
        QStringList found = matches(sources({u"models"_s, u"ui"_s, u"app"_s}), marks);
        QCOMPARE(found, QStringList());
    }
};

QTEST_GUILESS_MAIN(TestRepository)
#include "tst_repository.moc"
