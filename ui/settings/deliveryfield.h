// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace targetdesk {

/// One setting of a target's "delivery" object, as a form shows it. A value; texts are translated.
struct DeliveryField
{
    enum class Form {
        Text,
        Number,   ///< whole or not, as the file's reader wants it
        Texts,    ///< a list, with commas between
        Numbers,  ///< a list, with commas between
        Switch,   ///< true or false; `standard` is "true" where that is what it is without the key
        Choice,   ///< one of `choices`, the first without the key
        Object,   ///< JSON on several lines
        Signature ///< the secrets of the signature whose scheme is `scheme`, with commas between
    };
    QString pointer; ///< in the "delivery" object: `/retry/max_tries`; of a signature `/signatures`
    QString label;
    QString standard = {}; ///< what holds without the key, as it is typed; shown where nothing is typed
    Form form = Form::Text;
    QStringList choices = {};     ///< words of the file
    QStringList choiceTexts = {}; ///< and for people
    QString scheme = {};
    QString hint = {}; ///< what it is for, where the label does not say it

    /// Also the object name of what edits it: `delivery/retry/max_tries`.
    QString id() const;
};

/// A heading and what belongs under it.
struct DeliveryGroup
{
    QString id;
    QString title;
    std::vector<DeliveryField> fields;
};

/// Everything that the form has beside the fields above it, in order: delivery, retries, security, payload.
std::vector<DeliveryGroup> deliveryGroups();

/// What is to be typed for the value of this field in a "delivery" object; empty when it is not there.
QString typedText(const DeliveryField &field, const Json &delivery);
/// Puts what was typed into the object, or takes the key out where nothing was. What is no number or no JSON goes in as a text,
/// so that the file's reader finds fault with it.
void putTyped(const DeliveryField &field, const QString &text, Json &delivery);

} // namespace targetdesk
