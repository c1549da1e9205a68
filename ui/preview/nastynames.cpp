// SPDX-License-Identifier: MIT
#include "ui/preview/nastynames.h"

#include <QCoreApplication>

namespace targetdesk {

namespace {

struct Nasty
{
    Q_DECLARE_TR_FUNCTIONS(targetdesk::Nastiness)
};

} // namespace

QString wordsOf(Nastiness nastiness)
{
    switch (nastiness) {
    case Nastiness::Missing: return Nasty::tr("missing");
    case Nastiness::Null: return Nasty::tr("null");
    case Nastiness::OtherWay: return Nasty::tr("the other way round");
    case Nastiness::EmptyText: return Nasty::tr("empty text");
    case Nastiness::Quote: return Nasty::tr("with a quote");
    case Nastiness::Backslash: return Nasty::tr("with a backslash");
    case Nastiness::LineBreak: return Nasty::tr("with a line break");
    case Nastiness::Emoji: return Nasty::tr("with an emoji");
    case Nastiness::RightToLeft: return Nasty::tr("right to left");
    case Nastiness::Html: return Nasty::tr("with HTML");
    case Nastiness::VeryLong: return Nasty::tr("very long");
    case Nastiness::Zero: return Nasty::tr("zero");
    case Nastiness::Negative: return Nasty::tr("negative");
    case Nastiness::Huge: return Nasty::tr("2^63, beyond whole numbers");
    case Nastiness::LeapDay: return Nasty::tr("a leap day");
    case Nastiness::ClockGap: return Nasty::tr("a time that clocks skip");
    case Nastiness::EmptyList: return Nasty::tr("empty list");
    case Nastiness::TwoElements: return Nasty::tr("one element more");
    }
    return {};
}

} // namespace targetdesk
