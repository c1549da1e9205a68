// SPDX-License-Identifier: MIT
#include "delivery/httpsender.h"
#include "platforms/receiver.h"
#include "workspace/json.h"

#include <QtTest>

#include <fstream>

using namespace targetdesk;
using namespace Qt::StringLiterals;

namespace {

void replace(std::string &text, const std::string &word, const std::string &value)
{
    if (const std::size_t at = text.find(word); at != std::string::npos) text.replace(at, word.size(), value);
}

/// What is wrong with an answer, empty when it is as the case says. A pointer leads to the value that the answer must hold there.
std::string difference(const Json &golden, const Response &response, const ReceivedCall &call)
{
    if (response.status != golden["status"])
        return "status " + std::to_string(response.status) + " " + response.error + ": " + response.body;
    if (call.status != response.status || call.answer != response.body) return "recorded another answer: " + call.answer;
    if (call.note.find(golden.value("note", std::string())) == std::string::npos) return "note: " + call.note;
    const Json headers = golden.value("answer_headers", Json::object());
    for (const auto &[name, value] : headers.items()) {
        if (response.header(name) != value.get<std::string>()) return "header " + name;
    }
    const Json expected = golden.value("answer", Json::object());
    if (expected.is_string()) return response.body == expected.get<std::string>() ? std::string() : "body: " + response.body;
    const Json body = Json::parse(response.body, nullptr, false);
    for (const auto &[place, value] : expected.items()) {
        const Json::json_pointer pointer(place);
        if (!body.contains(pointer) || body[pointer] != value) return "at " + place + ": " + response.body;
    }
    const Json places = golden.value("answer_has", Json::array());
    for (const Json &place : places) {
        const Json::json_pointer pointer(place.get<std::string>());
        if (!body.contains(pointer) || body[pointer].get<std::string>().empty()) return "nothing at " + place.dump();
    }
    return {};
}

} // namespace

/// Holds each simulator to tests/golden/platforms/*.json, in order (ledgers remember), through real HTTP. In headers, CURRENT
/// stands for today's date and TOKEN for the token that the case with "keep_token" was given.
class TestSimulators : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAsItsVendor_data()
    {
        QTest::addColumn<QString>("simulator");
        for (const char *file : {"klaviyo", "sfmc", "campaignmonitor"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }

    void answersAsItsVendor()
    {
        QFETCH(QString, simulator);
        std::ifstream file(QString(QStringLiteral(TESTS_DIR "/golden/platforms/") + simulator + u".json"_s).toStdString());
        const Json cases = Json::parse(file);
        QVERIFY(cases.size() > 20);
        const Receiver receiver;
        HttpSender sender;
        std::string token;
        for (const Json &golden : cases) {
            Request request;
            request.method = golden["method"];
            request.url = receiver.address() + golden["path"].get<std::string>();
            request.body = golden.contains("raw") ? golden["raw"].get<std::string>() : golden["body"].dump();
            for (const auto &[name, value] : golden["headers"].items()) {
                std::string text = value.get<std::string>();
                replace(text, "CURRENT", QDate::currentDate().toString(Qt::ISODate).toStdString());
                replace(text, "TOKEN", token);
                request.headers.push_back({name, text, false});
            }
            const std::string sent = request.body;
            const Response response = sender.sendAndWait(std::move(request));
            QCOMPARE(receiver.calls().back().body, sent);
            const std::string wrong = difference(golden, response, receiver.calls().back());
            QVERIFY2(wrong.empty(), (golden["name"].get<std::string>() + ": " + wrong).c_str());
            if (golden.contains("keep_token")) token = Json::parse(response.body)["access_token"].get<std::string>();
        }
        QCOMPARE(receiver.calls().size(), cases.size());
    }
};

QTEST_GUILESS_MAIN(TestSimulators)
#include "tst_simulators.moc"
