// SPDX-License-Identifier: MIT
// Whether a fix is safe is found out by rendering, with every sample.
#include "payload/fixcheck.h"
#include "payload/problemcodes.h"

#include <QtTest>

using namespace targetdesk;

class TestFixCheck : public QObject
{
    Q_OBJECT

private:
    static Target target(const std::string &source)
    {
        Target target;
        target.handle = "t";
        target.templateSource = source;
        return target;
    }

    static Problem firstProblem(const Target &target, const std::string &context)
    {
        PayloadOptions options;
        options.trace = true;
        return PayloadRenderer(target).render(context, options).problems.at(0);
    }

private Q_SLOTS:
    void editsAreApplied()
    {
        const QuickFix fix{"", {{0, 1, "x"}, {2, 0, "y"}, {3, 2, ""}}};
        QCOMPARE(applied("abcdef", fix), std::string("xbycf"));
        QCOMPARE(applied("abc", fix), std::string("abc"));                              // reaches past the end
        QCOMPARE(applied("abc", {"", {{1, 2, "x"}, {2, 1, "y"}}}), std::string("abc")); // into one another
    }

    // With null the quoted expression prints "", and json_encode prints null: only the fix that keeps a text is safe.
    void whatWasRightMustStay()
    {
        const Target one = target("{\"note\": \"{{ note }}\"}");
        const Problem problem = firstProblem(one, "{\"note\": \"a\\\"b\"}");
        FixCheck alone(one, {{"quote", "{\"note\": \"a\\\"b\"}"}});
        QVERIFY(alone.check(one.templateSource, problem, problem.fixes.at(0)).isSafe);
        FixCheck both(one, {{"quote", "{\"note\": \"a\\\"b\"}"}, {"null", "{\"note\": null}"}});
        const FixVerdict refused = both.check(one.templateSource, problem, problem.fixes.at(0));
        QVERIFY(!refused.isSafe);
        QCOMPARE(refused.reason, std::string("the payload changes with null, where nothing was wrong"));
        QVERIFY(both.check(one.templateSource, problem, problem.fixes.at(1)).isSafe);
        QCOMPARE(both.fixAll(one.templateSource).source, std::string("{\"note\": {{ (note ~ '')|json_encode|raw }}}"));
    }

    void allIsFixed()
    {
        const std::string source = "{'a': {{ first_name }},\n \"b\": \"Dear {{ note }}\",\n c: \"{{ email }}\",\n"
                                   " \"d\": [{% for i in items %}{{ i }},{% endfor %}],\n}";
        const std::string context =
            "{\"first_name\": \"Ann\", \"note\": \"\\\"\", \"items\": [1, 2], \"profile\": {\"email\": \"a@example.com\"}}";
        FixCheck check(target(source), {{"one", context}});
        const FixAllResult result = check.fixAll(source);
        QCOMPARE(result.source,
                 std::string("{\"a\": {{ first_name|json_encode|raw }},\n \"b\": {{ ('Dear ' ~ note)|json_encode|raw }},\n"
                             " \"c\": \"{{ profile.email }}\",\n"
                             " \"d\": [{% for i in items %}{{ i }}{{ not loop.last ? ',' }}{% endfor %}]\n}"));
        QVERIFY(result.remaining.empty() && !result.wasCancelled);
        QCOMPARE(result.titles.size(), std::size_t(7));
        QVERIFY(check.fixAll(source, 2).titles.size() == 2);
    }

    // A default is a person's choice.
    void defaultsAreNotMadeByThemselves()
    {
        const std::string source = "{\"a\": \"{{ nowhere.at_all }}\"}";
        const FixAllResult result = FixCheck(target(source), {{"one", "{}"}}).fixAll(source);
        QCOMPARE(result.source, source);
        QCOMPARE(result.remaining.at(0).code, std::string(code::SilentBlank));
        QVERIFY(!result.remaining.at(0).fixes.empty() && result.remaining.at(0).fixes.back().byHandOnly);
    }

    void aFixThatMendsNothingIsRefused()
    {
        const Target one = target("{\"note\": \"{{ note }}\"}");
        const Problem problem = firstProblem(one, "{\"note\": \"a\\\"b\"}");
        FixCheck check(one, {{"quote", "{\"note\": \"a\\\"b\"}"}});
        QCOMPARE(check.check(one.templateSource, problem, {"", {{0, 0, " "}}}).reason,
                 std::string("the problem stays with quote"));
        QCOMPARE(check.check(one.templateSource, problem, {"", {}}).reason, std::string("it changes nothing"));
        const FixVerdict broken = check.check(one.templateSource, problem, {"", {{12, 0, "{"}}});
        QVERIFY2(!broken.isSafe && broken.reason.starts_with("the template fails with quote: "), broken.reason.c_str());
    }

    void aCancelledCheckSaysNothing()
    {
        const Target one = target("{\"note\": \"{{ note }}\"}");
        const Problem problem = firstProblem(one, "{\"note\": \"a\\\"b\"}");
        std::atomic<bool> cancelled = true;
        PayloadOptions options;
        options.cancelled = &cancelled;
        FixCheck check(one, {{"quote", "{\"note\": \"a\\\"b\"}"}}, options);
        QVERIFY(!check.check(one.templateSource, problem, problem.fixes.at(0)).isSafe);
        QVERIFY(check.fixAll(one.templateSource).wasCancelled);
        cancelled = false;
        QVERIFY(check.check(one.templateSource, problem, problem.fixes.at(0)).isSafe);
    }
};

QTEST_GUILESS_MAIN(TestFixCheck)
#include "tst_fixcheck.moc"
