// SPDX-License-Identifier: MIT
// Templates that mean harm end soon, with an error of kind Limit, on a thread whose stack is small, and without asking for much
// memory on the way. Wall time is a limit of its own and is off here, but for what only time can end.
#include "../delivery/memorypeak.h"
#include "twig/environment.h"
#include "twig/loader.h"
#include "twig/template.h"

#include <QtCore/QThread>
#include <QtTest/QTest>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <malloc.h>
#include <new>
#include <string>

namespace {

std::atomic<std::size_t> largestRequest = 0;

} // namespace

// Not inlined: g++ would see malloc() and free() of the pairs that it makes of them.
[[gnu::noinline]] void *operator new(std::size_t size)
{
    std::size_t known = largestRequest.load(std::memory_order_relaxed);
    while (size > known && !largestRequest.compare_exchange_weak(known, size, std::memory_order_relaxed)) {
    }
    if (void *memory = std::malloc(std::max<std::size_t>(size, 1))) return memory;
    throw std::bad_alloc();
}
// std::stable_sort asks this one, and gives it back to the delete below: a sanitizer wants them to be of one family.
[[gnu::noinline]] void *operator new(std::size_t size, const std::nothrow_t &) noexcept
{
    return std::malloc(std::max<std::size_t>(size, 1));
}
[[gnu::noinline]] void operator delete(void *memory) noexcept
{
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr unsigned StackSize = 4u << 20; // a sanitizer's frames are many times as large
constexpr bool KeepsFreed = true;
#else
constexpr unsigned StackSize = 256u << 10;
constexpr bool KeepsFreed = false;
#endif

class Work : public QThread
{
public:
    explicit Work(std::function<void()> work)
        : m_work(std::move(work))
    {
        setStackSize(StackSize);
    }

protected:
    void run() override { m_work(); }

private:
    std::function<void()> m_work;
};

void onSmallStack(std::function<void()> work)
{
    Work thread(std::move(work));
    thread.start();
    thread.wait();
}

std::string repeated(std::string_view text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

QByteArray around(std::string_view open, std::string_view middle, std::string_view close, int count = 100000)
{
    return QByteArray::fromStdString("{{ " + repeated(open, count) + std::string(middle) + repeated(close, count) + " }}");
}

/// Tags in one another, each but the last with the next one in it.
QByteArray tags(std::string_view open, std::string_view close, int count)
{
    return QByteArray::fromStdString(repeated(open, count) + repeated(close, count));
}

/// What rendering gives, or the error: "limit MESSAGE", "runtime MESSAGE" …
std::string outcome(const std::string &source, std::string_view contextText = "{}", std::chrono::milliseconds time = {})
{
    auto loader = std::make_shared<twig::ArrayLoader>();
    loader->set("main", source);
    loader->set("leaf", "{% block b %}{% endblock %}");
    twig::Settings settings;
    settings.extensions = {twig::Extension::StringLoader};
    const twig::Environment environment(settings, loader);
    twig::RenderOptions options;
    options.limits.time = time;
    options.now = 0;
    try {
        return environment.render(*environment.compile(source, "main"), twig::Context::parse(contextText), options).text;
    } catch (const twig::ContextError &error) {
        return "context " + error.message();
    } catch (const twig::Error &error) {
        return (error.kind() == twig::ErrorKind::Limit ? "limit " : "error ") + error.rawMessage();
    }
}

} // namespace

class TestLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void harm_data();
    void harm();
    void timeEndsWhatNothingElseCounts();
    void limitsOfOneTextAndArray();
    void hostileContext();
};

void TestLimits::harm_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, QByteArray source, const char *expected) {
        QTest::newRow(name) << std::move(source) << QByteArray(expected);
    };
    const char *longText = "limit The template makes a text of more than";
    const char *longArray = "limit The template makes an array of more than";
    const char *printed = "limit The template printed more than";
    const char *deep = "limit The template calls itself or others more than";
    const char *steps = "limit The template took more than";
    const char *nested = "limit The template is nested deeper than";
    const char *levels = "limit The expression has more than";
    const QByteArray megabytes = "{% set s = 'x' %}{% for i in 1..23 %}{% set s = s ~ s %}{% endfor %}";
    const QByteArray twice = "{% set a = [1] %}{% set b = [1] %}{% for i in 1..40 %}{% set a = [a, a] %}{% set b = [b, b] %}"
                             "{% endfor %}";

    row("range", "{{ range(0, 1000000000)|length }}", longArray);
    row("range operator", "{{ (0..9999999999)|length }}", longArray);
    row("range in tiny steps", "{{ range(0, 1, 1e-300)|length }}", longArray);
    row("fill of a batch", "{{ [1]|batch(1000000000, 'x')|length }}", longArray);
    row("fill whose size overflows", "{{ [1]|batch(1152921504606846976, 'x')|length }}", longArray);
    row("merge", "{% set a = 1..900000 %}{{ a|merge(a)|length }}", longArray);
    row("spread", "{% set a = 1..900000 %}{{ [...a, ...a]|length }}", longArray);
    row("characters", megabytes + "{{ s|split('')|length }}", longArray);
    row("pieces", megabytes + "{{ s|split('x')|length }}", longArray);
    row("doubling", "{% set s = 'x' %}{% for i in 1..40 %}{% set s = s ~ s %}{% endfor %}", longText);
    row("doubling captures", "{% set s = 'x' %}{% for i in 1..40 %}{% set s %}{{ s }}{{ s }}{% endset %}{% endfor %}", printed);
    row("width of sprintf", "{{ '%100000000d'|format(1) }}", longText);
    row("many widths", "{{ ('%9999999d%9999999d')|format(1, 2) }}", longText);
    row("texts without end", "{% for i in 1..1000000 %}{% set s = i ~ '" + QByteArray(500, 'x') + "' %}{% endfor %}",
        "limit The template needs more than the");
    row("arrays without end", "{% set a = [] %}{% for i in 1..1000000 %}{% set a = [a, i, i, i, i, i, i, i] %}{% endfor %}",
        "limit The template needs more than the");
    row("replace", megabytes + "{{ s|replace({x: s}) }}", longText);
    row("replace with a little more", megabytes + "{{ s|replace({x: 'yyyy'}) }}", longText);
    row("escape", megabytes + "{{ s|replace({x: '<'})|e('js')|length }}", longText);
    row("join", megabytes + "{{ (1..1000)|map(i => s)|join|length }}", longText);
    row("decimals", "{{ 1|number_format(2000000000) }}", longText);
    row("thousands", megabytes + "{{ 1e300|number_format(2, s, s) }}", longText);
    row("date format", megabytes + "{{ 'now'|date(s|replace({x: 'c'})) }}", longText);
    row("characters in random order", megabytes + "{{ s|shuffle }}", "limit The template needs more than the");
    row("one large text, printed often", megabytes + "{% for i in 1..1000 %}{{ s }}{% endfor %}", printed);
    row("much in apply", "{% apply upper %}" + megabytes + "{{ s }}{{ s }}{% endapply %}", printed);
    row("endless output", "{% for i in 1..3000 %}{% for j in 1..1000 %}{{ 'xxxx' }}{% endfor %}{% endfor %}", printed);
    row("nested loops", "{% for a in 1..4000 %}{% for b in 1..4000 %}{% set c = b %}{% endfor %}{% endfor %}",
        "limit The loops of the template take more than");
    row("work over a large text", megabytes + "{% for i in 1..10000 %}{{ s|length }}{% endfor %}", steps);
    const QByteArray digits = "{% set s = '1' %}{% for i in 1..20 %}{% set s = s ~ s %}{% endfor %}{% for i in 1..100000 %}";
    row("sum of a long number", digits + "{{ s + 1 }}{% endfor %}", steps);
    row("long number, equal to another", digits + "{{ s == 1 }}{% endfor %}", steps);
    row("long number in a list", digits + "{{ s in [1, 2, 3, 4] }}{% endfor %}", steps);
    row("long numbers in order", digits + "{{ s <=> s }}{% endfor %}", steps);
    row("bits of a long number", digits + "{{ s b-and 1 }}{% endfor %}", "limit ");
    row("array of arrays as JSON", twice + "{% set t = a|json_encode %}", longText);
    row("array of arrays as JSON, printed", twice + "{{ a|json_encode(constant('JSON_PRETTY_PRINT')) }}", printed);
    row("array of arrays in a URL", twice + "{{ a|url_encode }}", longText);
    row("array of arrays, equal", twice + "{{ a == b }}", steps);
    row("array of arrays, the same", twice + "{{ a is same as(b) }}", steps);
    row("array of arrays, in order", twice + "{{ [a, b]|sort|length }}", steps);
    row("array of arrays, in another", twice + "{{ a in [b] }}", steps);
    row("array of arrays, itself", twice + "{{ a == a ? 'yes' }}", "yes");
    row("array of arrays, joined", twice + "{{ a|join }}", "ArrayArray");
    row("macro calls itself", "{% macro m() %}{{ _self.m() }}{% endmacro %}{{ _self.m() }}", deep);
    row("block calls itself", "{% block b %}{{ block('b') }}{% endblock %}", deep);
    row("arrow calls itself", "{{ (f => f|invoke(f))|invoke(f => f|invoke(f)) }}", deep);
    row("arrow maps itself", "{% set f = (x, g) => [1]|map(y => g|invoke(y, g))|join %}{{ f|invoke(1, f) }}", deep);
    row("include of itself", "{% include 'main' %}", deep);
    row("include() of itself", "{{ include('main') }}", deep);
    row("embed of itself", "{% embed 'main' %}{% endembed %}", deep);
    row("extends itself", "{% extends 'main' %}", deep);
    row("asks itself for a block", "{% set x = block('nope') is defined %}{% extends 'main' %}", deep);
    row("asks itself for a macro", "{% extends 'main' %}{% set x = _self.nope() %}", "limit ");
    row("uses itself", "{% use 'main' %}", deep);
    row("text template calls itself",
        "{% set t %}{% verbatim %}{{ include(template_from_string(t ~ n, n), {n: n ~ 'x'}) }}{% endverbatim %}{% endset %}"
        "{{ include(template_from_string(t), {n: 'x'}) }}",
        deep);
    row("long text template", "{{ include(template_from_string((1..100000)|join)) }}", "limit A template made of text may have");
    row("many text templates",
        "{% set t = '{{ a }}' ~ (1..5000)|join %}{% for i in 1..100000 %}{{ template_from_string(t ~ i) ? 1 }}{% endfor %}",
        "limit ");
    row("catastrophic pattern",
        QByteArray::fromStdString("{{ '" + repeated("a", 40) + "b' matches '/^(a+)+$/' ? 'yes' : 'no' }}"), "no");
    row("catastrophic pattern over a large text", megabytes + "{{ (s ~ '!') matches '/^(x|xx)+$/' ? 'yes' : 'no' }}", "no");
    row("needle that nearly matches everywhere",
        megabytes +
            "{{ (s|slice(0, 4000000) ~ 'y') in s ? 'yes' : 'no' }}{{ (s|slice(0, 400000) ~ 'y') in (s ~ 'y') ? 'yes' : 'no' }}",
        "noyes");
    row("keys of every length",
        "{% set m = {} %}{% set k = '' %}{% for i in 1..300 %}{% set k = k ~ 'x' %}{% set m = m|merge({(k ~ 'y'): 1}) %}{% "
        "endfor %}" +
            megabytes + "{{ s|replace(m)|length }}",
        steps);
    row("parentheses", around("(", "1", ")"), nested);
    row("lists", around("[", "", "]"), nested);
    row("interpolations", around("\"#{", "1", "}\""), nested);
    row("ifs", tags("{% if a %}", "{% endif %}", 100000), nested);
    row("nots", around("not ", "1", ""), "limit ");
    row("minuses", around("- ", "1", ""), "limit ");
    row("powers", around("2 ** ", "1", ""), "limit ");
    row("ternaries", around("a ? ", "1", ""), "limit ");
    row("arrows", around("a => ", "1", ""), "limit ");
    row("sums", around("", "1", " + 1"), levels);
    row("filters", around("", "a", "|upper"), levels);
    row("attributes", around("", "a", ".b"), levels);
    row("assignments", QByteArray::fromStdString("{% do " + repeated("a = ", 100000) + "1 %}"), "limit ");

    // nearly too much
    row("140 parentheses", around("(", "1", ")", 140), "1");
    row("140 lists", QByteArray("{% set a = ") + around("[", "", "]", 140).mid(3).chopped(3) + " %}{{ a|json_encode|length }}",
        "280");
    row("100 ifs", tags("{% if 1 %}", "1{% endif %}", 100), "1111");
    row("100 loops", tags("{% for i in [1] %}", "1{% endfor %}", 100), "1111");
    row("100 captures", tags("{% set s %}", "1{{ s }}{% endset %}", 100), "");
    row("100 blocks", tags("{% apply upper %}", "1{% endapply %}", 100), "1111");
    row("70 embeds", tags("{% embed 'leaf' %}{% block b %}", "{% endblock %}{% endembed %}", 70), "");
    row("200 sums", around("", "1", " + 1", 200), "201");
    row("200 filters", around("", "'a'", "|upper", 200), "A");
    row("200 attributes", around("", "a", ".b", 200), "");
    row("120 levels of includes", "{% if n|length < 120 %}{% include 'main' with {n: n ~ 'x'} %}{% else %}done{% endif %}",
        "done");
    row("60 levels of macros", "{% macro m(n) %}{{ n ? _self.m(n - 1)|upper : 'x' }}{% endmacro %}{{ _self.m(60) }}", "X");
    row("60 levels of arrows",
        "{{ ((n, f) => n ? f|invoke(n - 1, f)|upper : 'x')|invoke(60, (n, f) => n ? f|invoke(n - 1, f)|upper : 'x') }}", "X");
}

void TestLimits::harm()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, expected);
    constexpr std::size_t LargestAllowed = 80u << 20; // a text of 16 MB, five times as long while it is escaped
    // What values may take, and what is under way beside them: a text of 16 MiB, and 8 MiB of output, twice while it grows.
    constexpr std::int64_t MostGrownKib = (128 + 16 + 16) << 10;
    std::string found;
    largestRequest = 0;
    malloc_trim(0); // or the row before would lend this one its memory
    const std::int64_t before = targetdesk::restartPeak();
    onSmallStack([&] { found = outcome(source.toStdString()); });
    const std::int64_t grown = targetdesk::peakKib() - before;
    QVERIFY2(found.starts_with(expected.toStdString()), found.substr(0, 200).c_str());
    QVERIFY2(largestRequest < LargestAllowed, std::to_string(largestRequest).c_str());
    QVERIFY2(KeepsFreed || grown < MostGrownKib, (std::to_string(grown) + " KiB").c_str());
}

// Each match is cheap enough for one step, and ends as PHP's does: without a match.
void TestLimits::timeEndsWhatNothingElseCounts()
{
    const std::string source =
        "{% set a = '" + repeated("a", 40) + "b' %}{% for i in 1..1000000 %}{{ a matches '/^(a+)+$/' ? 1 }}{% endfor %}";
    std::string found;
    onSmallStack([&] { found = outcome(source, "{}", std::chrono::milliseconds(200)); });
    QCOMPARE(found, std::string("limit The template ran for more than 200 milliseconds."));
}

void TestLimits::limitsOfOneTextAndArray()
{
    const twig::Environment environment;
    const auto compiled = environment.compile("{{ ('a' ~ t)|length }}{{ n|merge([1])|length }}", "t");
    twig::RenderOptions options;
    options.limits.textBytes = 2048;
    options.limits.arrayItems = 3;
    const auto given = [&](int bytes, const char *numbers) {
        return twig::Context::parse("{\"t\": \"" + repeated("x", bytes) + "\", \"n\": " + numbers + "}");
    };
    QCOMPARE(environment.render(*compiled, given(2047, "[1, 2]"), options).text, std::string("20483"));
    QVERIFY_THROWS_EXCEPTION(twig::Error, environment.render(*compiled, given(2048, "[1, 2]"), options));
    QVERIFY_THROWS_EXCEPTION(twig::Error, environment.render(*compiled, given(2047, "[1, 2, 3]"), options));
}

void TestLimits::hostileContext()
{
    std::string found;
    for (const std::string &json :
         {repeated("[", 100000) + repeated("]", 100000), repeated("{\"a\":", 100000) + "1" + repeated("}", 100000)}) {
        onSmallStack([&] { found = outcome("", json); });
        QVERIFY2(found.starts_with("context "), found.substr(0, 200).c_str());
    }
}

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
