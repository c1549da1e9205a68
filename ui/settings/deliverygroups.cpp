// SPDX-License-Identifier: MIT
// deliveryGroups(): the words of the form, key by key as models/dispatch/MANUAL.md lists them.
#include "ui/settings/deliveryfield.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(DeliveryForm)
};

using Form = DeliveryField::Form;

DeliveryGroup reaching()
{
    return {
        u"deliveryGroup"_s,
        Words::tr("Delivery"),
        {
            {u"/is_active"_s, Words::tr("Deliver to this target"), u"true"_s, Form::Switch},
            {u"/timeout_ms"_s, Words::tr("Time-out, ms"), u"15000"_s, Form::Number},
            {u"/connect_timeout_ms"_s, Words::tr("To connect, ms"), u"5000"_s, Form::Number},
            {.pointer = u"/first_byte_timeout_ms"_s,
             .label = Words::tr("To the first byte, ms"),
             .form = Form::Number,
             .hint = Words::tr("from the request to the answer’s first byte; empty: the whole time-out")},
            {.pointer = u"/proxy"_s, .label = Words::tr("Proxy"), .form = Form::Text, .hint = u"http://proxy.example.com:3128"_s},
            {u"/http2"_s, Words::tr("Offer HTTP/2"), u"false"_s, Form::Switch},
            {.pointer = u"/rate_limit/per_second"_s,
             .label = Words::tr("Requests per second"),
             .form = Form::Number,
             .hint = Words::tr("empty: no limit")},
            {u"/rate_limit/burst"_s, Words::tr("At once after a pause"), u"1"_s, Form::Number},
            {.pointer = u"/rate_limit/account"_s,
             .label = Words::tr("Account of the rate"),
             .form = Form::Text,
             .hint = Words::tr("targets with the same name share one rate")},
            {.pointer = u"/max_in_flight"_s,
             .label = Words::tr("On the wire at a time"),
             .form = Form::Number,
             .hint = Words::tr("empty: as the dispatcher says")},
            {.pointer = u"/order_by"_s,
             .label = Words::tr("Keep the order by"),
             .form = Form::Text,
             .hint = Words::tr("a path of the context, as profile.id; empty: no order")},
        }};
}

DeliveryGroup retries()
{
    return {u"retriesGroup"_s,
            Words::tr("Retries"),
            {
                {u"/retry/max_tries"_s, Words::tr("Tries"), u"10"_s, Form::Number},
                {u"/retry/first_delay_ms"_s, Words::tr("First pause, ms"), u"5000"_s, Form::Number},
                {u"/retry/factor"_s, Words::tr("Longer each time by"), u"4"_s, Form::Number},
                {u"/retry/max_delay_ms"_s, Words::tr("Longest pause, ms"), u"86400000"_s, Form::Number},
                {u"/retry/jitter"_s, Words::tr("Chance, share of the pause"), u"0.2"_s, Form::Number},
                {u"/retry/max_retry_after_ms"_s, Words::tr("Longest Retry-After, ms"), u"86400000"_s, Form::Number},
                {.pointer = u"/retry/delays_ms"_s,
                 .label = Words::tr("Pauses one by one, ms"),
                 .form = Form::Numbers,
                 .hint = Words::tr("instead of the growing ones, as 5000, 300000, 1800000")},
                {.pointer = u"/retry_status"_s,
                 .label = Words::tr("Answers to try again"),
                 .form = Form::Numbers,
                 .hint = Words::tr("beside 408, 425, 429 and 5xx, as 409")},
                {.pointer = u"/final_status"_s,
                 .label = Words::tr("Answers that are final"),
                 .form = Form::Numbers,
                 .hint = Words::tr("as 404, 503")},
                {u"/lost_answer"_s,
                 Words::tr("When an answer is lost"),
                 {},
                 Form::Choice,
                 {u"park"_s, u"retry"_s},
                 {Words::tr("Park it and ask a person"), Words::tr("Send again: a repeat does no harm")}},
            }};
}

DeliveryGroup security()
{
    const QString names = Words::tr("names of secrets, the current one first");
    return {
        u"securityGroup"_s,
        Words::tr("Security"),
        {
            {u"/signatures"_s, Words::tr("Standard Webhooks, HMAC"), {}, Form::Signature, {}, {}, u"standard-webhooks"_s, names},
            {u"/signatures"_s,
             Words::tr("Standard Webhooks, Ed25519"),
             {},
             Form::Signature,
             {},
             {},
             u"standard-webhooks-ed25519"_s,
             names},
            {u"/signatures"_s,
             Words::tr("Omneo’s, in this list"),
             {},
             Form::Signature,
             {},
             {},
             u"omneo"_s,
             Words::tr("name of the secret, when it is not named above")},
            {.pointer = u"/tls/ca"_s,
             .label = Words::tr("Trusted authorities"),
             .form = Form::Text,
             .hint = Words::tr("a PEM file, from the workspace’s folder; empty: the system’s")},
            {.pointer = u"/tls/client_certificate"_s,
             .label = Words::tr("Client certificate"),
             .form = Form::Text,
             .hint = Words::tr("a PEM file")},
            {.pointer = u"/tls/client_key"_s,
             .label = Words::tr("Client key"),
             .form = Form::Text,
             .hint = Words::tr("a PEM file; empty: in the certificate’s")},
            {.pointer = u"/tls/client_key_secret"_s,
             .label = Words::tr("Secret of the key"),
             .form = Form::Text,
             .hint = Words::tr("name of the secret that opens it; empty: not locked")},
            {u"/tls/min_version"_s, Words::tr("Least TLS"), {}, Form::Choice, {u"1.2"_s, u"1.3"_s}, {u"TLS 1.2"_s, u"TLS 1.3"_s}},
            {u"/tls/verify"_s, Words::tr("Check who answers"), u"true"_s, Form::Switch},
            {.pointer = u"/allow_addresses"_s,
             .label = Words::tr("Private addresses"),
             .form = Form::Texts,
             .hint = Words::tr("that this target may connect to, as 10.1.0.0/16")},
            {.pointer = u"/redact"_s,
             .label = Words::tr("Do not keep"),
             .form = Form::Texts,
             .hint = Words::tr("paths of the payload and the answer, as profile.email or items.*.code")},
        }};
}

DeliveryGroup payload()
{
    return {u"payloadGroup"_s,
            Words::tr("Payload"),
            {
                {.pointer = u"/schema"_s,
                 .label = Words::tr("Schema"),
                 .form = Form::Text,
                 .hint = Words::tr("a JSON Schema, from the workspace’s folder: schemas/…")},
                {.pointer = u"/config"_s,
                 .label = Words::tr("Settings for the template"),
                 .form = Form::Object,
                 .hint = Words::tr("an object, which the template sees as config")},
                {u"/strict_variables"_s, Words::tr("Fail on unknown variables"), u"false"_s, Form::Switch},
                {u"/autoescape"_s,
                 Words::tr("Automatic escaping"),
                 {},
                 Form::Choice,
                 {u"off"_s, u"html"_s, u"js"_s, u"css"_s, u"url"_s, u"html_attr"_s, u"name"_s},
                 {Words::tr("Off"), u"html"_s, u"js"_s, u"css"_s, u"url"_s, u"html_attr"_s, Words::tr("by the template’s name")}},
                {u"/timezone"_s, Words::tr("Time zone of dates"), u"UTC"_s, Form::Text, {}, {}, {}, u"Australia/Melbourne"_s},
            }};
}

} // namespace

std::vector<DeliveryGroup> deliveryGroups()
{
    return {reaching(), retries(), security(), payload()};
}

} // namespace targetdesk
