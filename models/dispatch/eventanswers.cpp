// SPDX-License-Identifier: MIT
#include "dispatch/eventanswers.h"

#include "workspace/json.h"

namespace targetdesk {

namespace {

HttpAnswer jsonAnswer(int status, const Json &body)
{
    HttpAnswer answer;
    answer.status = status;
    answer.body = body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    return answer;
}

} // namespace

HttpAnswer healthAnswer(const std::string &trouble)
{
    return trouble.empty() ? jsonAnswer(200, Json{{"status", "ok"}})
                           : jsonAnswer(503, Json{{"status", "store"}, {"text", trouble}});
}

HttpAnswer refusalAnswer(int status, const std::string &what, const std::string &remedy)
{
    HttpAnswer answer = jsonAnswer(status, Json{{"error", {{"what", what}, {"remedy", remedy}}}});
    answer.cause = what;
    return answer;
}

HttpAnswer faultAnswer(const HttpFault &fault)
{
    return refusalAnswer(fault.status, fault.what, fault.remedy);
}

HttpAnswer badEventsAnswer(const IngestError &error)
{
    const Json parts = {{"what", error.cause()}, {"remedy", error.remedy()}, {"line", error.line()}, {"column", error.column()}};
    HttpAnswer answer = jsonAnswer(400, Json{{"error", parts}});
    answer.cause = error.what();
    return answer;
}

HttpAnswer storeTroubleAnswer(const std::exception_ptr &error)
{
    const char *remedy = "nothing was taken: send it again later";
    HttpAnswer answer;
    try {
        std::rethrow_exception(error);
    } catch (const StoreError &trouble) {
        const bool isFull = trouble.kind() == StoreError::Kind::DiskFull;
        answer = isFull ? refusalAnswer(507, "there is no room for events now", remedy)
                        : refusalAnswer(503, "the store does not take events now", remedy);
        answer.cause = trouble.what();
    } catch (const std::exception &trouble) {
        answer = refusalAnswer(500, "the events could not be taken", remedy);
        answer.cause = trouble.what();
    }
    return answer;
}

HttpAnswer noNumbersAnswer(const std::exception_ptr &error)
{
    HttpAnswer answer = refusalAnswer(503, "the store does not tell its numbers now", "ask again later");
    answer.cause = storeTroubleAnswer(error).cause;
    return answer;
}

HttpAnswer acceptAnswer(const AcceptResult &result)
{
    if (result.conflict) {
        return refusalAnswer(
            409, "event " + std::to_string(*result.conflict + 1) + " has an id that was used before for other content",
            "give it an id of its own; no event was taken");
    }
    Json body = {{"accepted", result.ids.size()}, {"ids", result.ids}};
    if (result.repeated > 0) body["repeated"] = result.repeated;
    return jsonAnswer(202, body);
}

} // namespace targetdesk
