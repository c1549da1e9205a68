// SPDX-License-Identifier: MIT
// The words, the endings and their order are those of Symfony's EnglishInflector (THIRD-PARTY.md): the results must be the same.
#include "twig/extensions/inflector.h"

#include "twig/php/unicode.h"

#include <algorithm>

namespace twig {

namespace {

/// What may stand before an ending; a word that is nothing but the ending always matches.
enum Before { Any, AfterVowel, AfterConsonant, Alone };

/// An ending, and what it becomes; "|" between several.
struct Rule
{
    std::string_view ending;
    Before before;
    std::string_view becomes;
};

// The first ending that fits counts, so exceptions come first.
constexpr Rule EnglishSingulars[] = {
    {"insignias", Any, "insigne"},
    {"insignia", Any, "insigne"},
    {"passersby", Any, "passerby"},
    {"nodes", Any, "node"},
    {"bacteria", Any, "bacterium"},
    {"issues", Any, "issue"},
    {"corpora", Any, "corpus"},
    {"criteria", Any, "criterion"},
    {"curricula", Any, "curriculum"},
    {"quora", Any, "quorum"},
    {"genera", Any, "genus"},
    {"media", Any, "medium"},
    {"memoranda", Any, "memorandum"},
    {"phenomena", Any, "phenomenon"},
    {"strata", Any, "stratum"},
    {"ae", Any, "a"},
    {"services", Any, "service"},
    {"ice", AfterConsonant, "ouse"},
    {"eese", AfterConsonant, "oose"},
    {"i", Any, "us"},
    {"men", Any, "man"},
    {"children", Any, "child"},
    {"oxen", Alone, "ox"},
    {"ices", AfterConsonant, "ex|ix|ice"},
    {"codes", AfterConsonant, "code"},
    {"selfies", Any, "selfie"},
    {"zombies", Any, "zombie"},
    {"movies", Any, "movie"},
    {"names", AfterVowel, "name"},
    {"pectuses", Any, "pectus"},
    {"feet", Any, "foot"},
    {"geese", Any, "goose"},
    {"teeth", Any, "tooth"},
    {"news", Any, "news"},
    {"series", Any, "series"},
    {"ies", AfterConsonant, "y"},
    {"sses", AfterVowel, "ss"},
    {"statuses", Any, "status"},
    {"les", Any, "le"},
    {"ses", Any, "s|se|sis"},
    {"tives", Any, "tive"},
    {"drives", AfterConsonant, "drive"},
    {"knives", Any, "knife"},
    {"wives", Any, "wife"},
    {"lives", AfterConsonant, "life"},
    {"ives", Any, "ive"},
    {"moves", Any, "move"},
    {"ves", Any, "f|ve|ff"},
    {"axes", Alone, "ax|axe|axis"},
    {"xes", AfterVowel, "x"},
    {"zzes", AfterVowel, "z"},
    {"eaus", AfterConsonant, "eau"},
    {"ees", Any, "ee"},
    {"dges", Any, "dge"},
    {"outages", Any, "outage"},
    {"ces", Any, "ce"},
    {"es", Any, "|e"},
    {"status", Any, "status"},
    {"s", Any, ""},
    {"eaux", AfterConsonant, "eau"},
    {"people", Any, "person"},
};

constexpr Rule EnglishPlurals[] = {
    {"passerby", Any, "passersby"},
    {"insigne", Any, "insignia|insignias"},
    {"node", Any, "nodes"},
    {"axis", Alone, "axes"},
    {"criteria", Alone, "criterion"},
    {"nebula", Alone, "nebulae"},
    {"child", Any, "children"},
    {"ice", AfterConsonant, "ices"},
    {"service", Any, "services"},
    {"ife", AfterConsonant, "ives"},
    {"selfie", Any, "selfies"},
    {"movie", Any, "movies"},
    {"louse", AfterConsonant, "lice"},
    {"mouse", AfterConsonant, "mice"},
    {"oose", AfterConsonant, "eese"},
    {"se", Any, "ses"},
    {"goose", Any, "geese"},
    {"ve", Any, "ves"},
    {"drive", AfterConsonant, "drives"},
    {"tive", Any, "tives"},
    {"move", Any, "moves"},
    {"staff", Any, "staves"},
    {"ff", Any, "ffs"},
    {"f", Any, "fs|ves"},
    {"ch", Any, "ches"},
    {"sh", Any, "shes"},
    {"tooth", Any, "teeth"},
    {"album", Any, "albums"},
    {"quorum", Any, "quora|quorums"},
    {"um", Any, "a"},
    {"man", Any, "men"},
    {"person", Any, "persons|people"},
    {"criterion", Any, "criteria"},
    {"phenomenon", Any, "phenomena"},
    {"echo", Any, "echoes"},
    {"hero", Any, "heroes"},
    {"atlas", Any, "atlases"},
    {"alias", Any, "aliases"},
    {"iris", Any, "irises"},
    {"sis", Any, "ses"},
    {"ss", AfterVowel, "sses"},
    {"syllabus", Any, "syllabi"},
    {"bus", Any, "buses"},
    {"cus", Any, "cuses"},
    {"hippocampus", Alone, "hippocampi"},
    {"pus", Any, "puses"},
    {"status", Any, "status|statuses"},
    {"pectus", Any, "pectuses"},
    {"nexus", Alone, "nexuses"},
    {"us", Any, "i"},
    {"news", Any, "news"},
    {"foot", Any, "feet"},
    {"eau", AfterConsonant, "eaus|eaux"},
    {"ox", Alone, "oxen"},
    {"hoax", AfterVowel, "hoaxes"},
    {"index", AfterConsonant, "indicies|indexes"},
    {"fax", Any, "faxes|faxxes"},
    {"ox", AfterConsonant, "oxes"},
    {"x", AfterVowel, "ces|xes"},
    {"y", AfterConsonant, "ies"},
    {"quiz", AfterVowel, "quizzes"},
    {"z", Any, "zes"},
};

constexpr std::string_view EnglishUnchanged[] = {
    "",      "data",  "deer",   "equipment", "feedback", "fish",    "health",   "history",  "info", "information",
    "money", "moose", "series", "sheep",     "species",  "traffic", "aircraft", "hardware",
};

bool isVowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

bool fits(const Rule &rule, std::string_view word)
{
    if (!word.ends_with(rule.ending)) return false;
    if (word.size() == rule.ending.size() || rule.before == Any) return true;
    if (rule.before == Alone) return false;
    return isVowel(word[word.size() - rule.ending.size() - 1]) == (rule.before == AfterVowel);
}

std::vector<std::string> changed(std::string_view word, const Rule &rule)
{
    const std::string_view base = word.substr(0, word.size() - rule.ending.size());
    const bool isCapital = word[base.size()] >= 'A' && word[base.size()] <= 'Z';
    std::vector<std::string> forms;
    for (std::string_view rest = rule.becomes;;) {
        const std::size_t end = rest.find('|');
        const std::string ending(rest.substr(0, end));
        forms.push_back(std::string(base) + (isCapital ? php::upperFirstByte(ending) : ending));
        if (end == std::string_view::npos) return forms;
        rest = rest.substr(end + 1);
    }
}

template <std::size_t Count>
std::vector<std::string> inflected(std::string_view word, const Rule (&rules)[Count], std::string_view otherwise)
{
    const std::string lower = php::lowerBytes(word);
    if (std::find(std::begin(EnglishUnchanged), std::end(EnglishUnchanged), lower) != std::end(EnglishUnchanged))
        return {std::string(word)};
    for (const Rule &rule : rules)
        if (fits(rule, lower)) return changed(word, rule);
    return {std::string(word) + std::string(otherwise)};
}

} // namespace

std::vector<std::string> englishPlurals(std::string_view singular)
{
    return inflected(singular, EnglishPlurals, "s");
}

std::vector<std::string> englishSingulars(std::string_view plural)
{
    return inflected(plural, EnglishSingulars, {});
}

} // namespace twig
