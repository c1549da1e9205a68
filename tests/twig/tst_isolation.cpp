// SPDX-License-Identifier: MIT
// Renders that run at the same time, and renders in another place: neither makes a difference.
#include "twig/environment.h"
#include "twig/loader.h"
#include "twig/template.h"

#include <QtTest/QTest>

#include <atomic>
#include <clocale>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

using twig::Context;
using twig::Environment;

namespace {

/// A bit of everything that could look at the outside: time, zone, locale, chance, other templates.
constexpr const char *Source = R"({% macro money(a) %}{{ a|number_format(2) }}{% endmacro %}{% import _self as own %}
{%- for line in lines %}{% include 'line' with {unit: line.qty ~ 'x'} %}{{ own.money(line.price) }}{% if loop.last %}.{% endif %}{% endfor %}
{{ lines|map(l => l.qty * rate)|join('+') }} {{ 'now'|date('c e T') }} {{ 'now'|date('D l F', 'Europe/Berlin') }}
{{ '1,5' + 1.5 }} {{ 1.5 }} {{ 1234567.891|number_format(2) }} {{ 'ÄÖÜ äöü ß'|lower }} {{ ['ä', 'z', 'a']|sort|join }}
{{ random(1000) }} {{ random([1, 2, 3]) }} {{ '%.2f %s'|format(1.5, 2.5) }} {{ 'first monday of next month'|date('Y-m-d') }} {{ lines|json_encode }})";

constexpr const char *ContextText =
    R"({"rate": 1.5, "lines": [{"sku": "A", "qty": 1, "price": 2.5}, {"sku": "B", "qty": 2.5, "price": 1e3}]})";

std::shared_ptr<const twig::Loader> loader()
{
    auto templates = std::make_shared<twig::ArrayLoader>();
    templates->set("line", "{{ line.sku|lower }}={{ unit }};");
    return templates;
}

twig::RenderOptions options(bool traced = false)
{
    twig::RenderOptions result;
    result.now = 1772421300;
    result.seed = 7;
    result.trace = traced;
    return result;
}

std::string render()
{
    twig::Settings settings;
    settings.timezone = "Australia/Melbourne";
    const Environment environment(settings, loader());
    return environment.render(*environment.compile(Source, "t"), Context::parse(ContextText), options()).text;
}

} // namespace

class TestIsolation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// One compiled template and one context, plain and traced at once, while other threads compile and load.
    void manyThreadsAtOnce()
    {
        const Environment environment({}, loader());
        const auto compiled = environment.compile(Source, "t");
        const Context context = Context::parse(ContextText);
        const std::string expected = environment.render(*compiled, context, options()).text;
        const std::size_t pieces = environment.render(*compiled, context, options(true)).trace.pieces.size();
        QVERIFY(expected.find("a=1x;2.50b=2.5x;1,000.00.") != std::string::npos);
        std::atomic<int> different = 0;
        const auto work = [&](int number) {
            for (int turn = 0; turn < 60; ++turn) {
                const bool traced = (number + turn) % 2 == 0;
                const twig::RenderResult result = environment.render(*compiled, context, options(traced));
                if (result.text != expected || (traced && result.trace.pieces.size() != pieces)) ++different;
                if (number == 0 && environment.compile(Source, "u")->source() != compiled->source()) ++different;
                if (number == 1 && !environment.load("line")) ++different;
            }
        };
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back(work, i);
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(different.load(), 0);
    }

    /// Zone, locale and folder of the process are nothing to a template.
    void theProcessDoesNotMatter()
    {
        const std::string expected = render();
        const auto folder = std::filesystem::current_path();
        const QByteArray zone = qgetenv("TZ");
        for (const char *name : {"America/New_York", "Asia/Kathmandu", ""}) {
            qputenv("TZ", name);
            tzset();
            QCOMPARE(render(), expected);
        }
        for (const char *name : {"de_DE.UTF-8", "tr_TR.UTF-8", "C"}) {
            qputenv("LANG", name);
            qputenv("LC_ALL", name);
            std::setlocale(LC_ALL, ""); // where the locale is not installed only the variables differ
            QCOMPARE(render(), expected);
        }
        std::filesystem::current_path("/");
        QCOMPARE(render(), expected);
        std::filesystem::current_path(folder);
        qputenv("TZ", zone);
        tzset();
    }

    /// A seed repeats chance, another one does not.
    void chanceRepeats()
    {
        const Environment environment;
        const auto compiled =
            environment.compile("{{ random(1000000) }} {{ random('abcdefgh') }} {{ (1..20)|shuffle|join }}", "t");
        const Context context = Context::parse("{}");
        const std::string first = environment.render(*compiled, context, options()).text;
        QCOMPARE(environment.render(*compiled, context, options()).text, first);
        twig::RenderOptions other = options();
        other.seed = 8;
        QVERIFY(environment.render(*compiled, context, other).text != first);
    }

    /// Without a loader there is nothing to include, whatever the name looks like.
    void noFileIsReachable()
    {
        const Environment environment;
        for (const char *name : {"/etc/passwd", "../../etc/passwd", "file:///etc/passwd", "php://filter/resource=/etc/passwd"}) {
            const std::string source = std::string("{{ include('") + name + "', ignore_missing = true) }}{{ source('" + name +
                                       "', ignore_missing = true) }}";
            QCOMPARE(environment.render(*environment.compile(source, "t"), Context::parse("{}")).text, std::string());
        }
    }
};

QTEST_GUILESS_MAIN(TestIsolation)
#include "tst_isolation.moc"
