// SPDX-License-Identifier: MIT
#include "ui/settings/deliveryfield.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

using Form = DeliveryField::Form;

Json::json_pointer pointerOf(const DeliveryField &field)
{
    return Json::json_pointer(field.pointer.toStdString());
}

const Json *valueAt(const DeliveryField &field, const Json &delivery)
{
    const Json::json_pointer pointer = pointerOf(field);
    if (!delivery.is_object() || !delivery.contains(pointer)) return nullptr;
    const Json *value = &delivery.at(pointer);
    if (field.form != Form::Signature) return value;
    for (const Json &signature : *value)
        if (signature.value("scheme", std::string()) == field.scheme.toStdString() && signature.contains("secrets"))
            return &signature["secrets"];
    return nullptr;
}

QString textOf(const Json &value)
{
    if (value.is_string()) return QString::fromStdString(value.get<std::string>());
    return QString::fromStdString(value.dump());
}

// A number as JSON writes it, else the text.
Json numberOf(const QString &text)
{
    const Json number = Json::parse(text.toStdString(), nullptr, false);
    return number.is_number() ? number : Json(text.toStdString());
}

QStringList partsOf(const QString &text)
{
    static const QRegularExpression between(u"[,;\\s]+"_s);
    return text.split(between, Qt::SkipEmptyParts);
}

Json listOf(const QString &text, bool isOfNumbers)
{
    Json list = Json::array();
    for (const QString &part : partsOf(text))
        list.push_back(isOfNumbers ? numberOf(part) : Json(part.toStdString()));
    return list;
}

// Takes the key out, and the object around it when nothing else is in it.
void erase(const Json::json_pointer &pointer, Json &delivery)
{
    if (!delivery.contains(pointer)) return;
    const Json::json_pointer parent = pointer.parent_pointer();
    delivery[parent].erase(pointer.back());
    if (!parent.empty() && delivery[parent].empty()) erase(parent, delivery);
}

void putSignature(const DeliveryField &field, const QString &text, Json &delivery)
{
    const Json secrets = listOf(text, false);
    Json list = Json::array();
    bool isThere = false;
    for (const Json &one : delivery.contains("signatures") ? delivery["signatures"] : Json::array()) {
        const bool isThis = one.value("scheme", std::string()) == field.scheme.toStdString();
        isThere = isThere || isThis;
        if (!isThis) list.push_back(one);
        if (isThis && !secrets.empty()) list.push_back({{"scheme", field.scheme.toStdString()}, {"secrets", secrets}});
    }
    if (!isThere && !secrets.empty()) list.push_back({{"scheme", field.scheme.toStdString()}, {"secrets", secrets}});
    if (list.empty())
        erase(pointerOf(field), delivery);
    else
        delivery["signatures"] = std::move(list);
}

} // namespace

QString DeliveryField::id() const
{
    return u"delivery"_s + pointer + (scheme.isEmpty() ? QString() : u"/"_s + scheme);
}

QString typedText(const DeliveryField &field, const Json &delivery)
{
    const Json *value = valueAt(field, delivery);
    if (value == nullptr) return {};
    if (field.form == Form::Object) return QString::fromStdString(value->dump(2));
    if (!value->is_array()) return textOf(*value);
    QStringList parts;
    for (const Json &one : *value)
        parts.append(textOf(one));
    return parts.join(u", "_s);
}

void putTyped(const DeliveryField &field, const QString &text, Json &delivery)
{
    const QString typed = text.trimmed();
    if (field.form == Form::Signature) return putSignature(field, typed, delivery);
    const Json::json_pointer pointer = pointerOf(field);
    const bool isStandard = typed.isEmpty() || (field.form == Form::Switch && typed == field.standard) ||
                            (field.form == Form::Choice && typed == field.choices.value(0));
    if (isStandard) return erase(pointer, delivery);
    switch (field.form) {
    case Form::Number: delivery[pointer] = numberOf(typed); break;
    case Form::Texts: delivery[pointer] = listOf(typed, false); break;
    case Form::Numbers: delivery[pointer] = listOf(typed, true); break;
    case Form::Switch: delivery[pointer] = typed == "true"_L1; break;
    case Form::Object: {
        Json object = Json::parse(text.toStdString(), nullptr, false);
        delivery[pointer] = object.is_discarded() ? Json(text.toStdString()) : std::move(object);
        break;
    }
    case Form::Text:
    case Form::Choice:
    case Form::Signature: delivery[pointer] = typed.toStdString();
    }
}

} // namespace targetdesk
