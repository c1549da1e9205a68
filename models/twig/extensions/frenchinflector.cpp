// SPDX-License-Identifier: MIT
// The words, the endings and their order are those of Symfony's FrenchInflector (THIRD-PARTY.md): the results must be the same.
#include "twig/extensions/inflector.h"

#include "twig/php/unicode.h"

#include <algorithm>

namespace twig {

namespace {

// Letters beyond ASCII keep their case: "É" is not "é" here.
constexpr std::string_view Unchanged[] = {
    "abcès",      "accès",    "abus",      "albatros",  "anchois", "anglais", "autobus",   "bois",      "brebis",  "carquois",
    "cas",        "chas",     "colis",     "concours",  "corps",   "cours",   "cyprès",    "décès",     "devis",   "discours",
    "dos",        "embarras", "engrais",   "entrelacs", "excès",   "fils",    "fois",      "gâchis",    "gars",    "glas",
    "héros",      "intrus",   "jars",      "jus",       "kermès",  "lacis",   "legs",      "lilas",     "marais",  "mars",
    "matelas",    "mépris",   "mets",      "mois",      "mors",    "obus",    "os",        "palais",    "paradis", "parcours",
    "pardessus",  "pays",     "plusieurs", "poids",     "pois",    "pouls",   "printemps", "processus", "progrès", "puits",
    "pus",        "rabais",   "radis",     "recors",    "recours", "refus",   "relais",    "remords",   "remous",  "rictus",
    "rhinocéros", "repas",    "rubis",     "sans",      "sas",     "secours", "sens",      "souris",    "succès",  "talus",
    "tapis",      "tas",      "taudis",    "temps",     "tiers",   "univers", "velours",   "verglas",   "vernis",  "virus",
};
constexpr std::string_view EndInAls[] = {"bal",    "carnaval", "caracal",  "chacal",  "choral",
                                         "corral", "étal",     "festival", "récital", "val"};
constexpr std::string_view AilToAux[] = {"aspir", "b", "cor", "ém", "ferm", "soupir", "trav", "vant", "vitr"};
constexpr std::string_view OuToOux[] = {"bij", "caill", "ch", "gen", "hib", "jouj", "p"};
constexpr std::string_view AlFromAux[] = {"amir",  "anim",  "arsen", "boc",     "can",   "capit", "capor",  "chev",
                                          "crist", "génér", "hopit", "hôpit",   "idé",   "journ", "littor", "loc",
                                          "m",     "mét",   "minér", "princip", "radic", "termin"};
constexpr std::string_view Titles[] = {"sieur", "dame", "demoiselle", "seigneur"};

template <std::size_t Count>
bool isOneOf(std::string_view word, const std::string_view (&list)[Count])
{
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

/// A stem of the list and the ending, at the end of the word.
template <std::size_t Count>
bool endsWithStem(std::string_view word, const std::string_view (&stems)[Count], std::string_view ending)
{
    if (!word.ends_with(ending)) return false;
    const std::string_view before = word.substr(0, word.size() - ending.size());
    return std::any_of(std::begin(stems), std::end(stems), [&](std::string_view stem) { return before.ends_with(stem); });
}

/// The word with its last bytes replaced.
std::string replacedEnd(std::string_view word, std::size_t count, std::string_view with)
{
    return std::string(word.substr(0, word.size() - count)) + std::string(with);
}

/// "monsieur" and its like: what comes behind "mon", "ma" or "mes"; empty for any other word.
std::string_view titleIn(std::string_view word, std::string_view before, std::string_view behind = {})
{
    if (!word.starts_with(before) || !word.ends_with(behind) || word.size() < before.size() + behind.size()) return {};
    const std::string_view middle = word.substr(before.size(), word.size() - before.size() - behind.size());
    return isOneOf(middle, Titles) ? middle : std::string_view();
}

} // namespace

std::string frenchPlural(std::string_view singular)
{
    const std::string lower = php::lowerBytes(singular);
    const auto ends = [&lower](std::string_view ending) { return lower.ends_with(ending); };
    if (isOneOf(lower, Unchanged) || ends("s") || ends("x") || ends("z")) return std::string(singular);
    const std::string word(singular);
    if (ends("eau")) return word + 'x';
    if (lower == "landau" || lower == "pneu" || lower == "bleu" || lower == "émeu") return word + 's';
    if (ends("au") || ends("eu")) return word + 'x';
    if (isOneOf(lower, EndInAls)) return word + 's';
    if (ends("al")) return replacedEnd(singular, 2, "aux");
    if (ends("ail") && isOneOf(std::string_view(lower).substr(0, lower.size() - 3), AilToAux))
        return replacedEnd(singular, 3, "aux");
    if (ends("ou") && isOneOf(std::string_view(lower).substr(0, lower.size() - 2), OuToOux))
        return replacedEnd(singular, 2, "oux");
    if (lower == "cinquante" || lower == "soixante" || lower == "mille") return word;
    for (const std::string_view before : {"mon", "ma", "Mon", "Ma"}) {
        const std::string_view title = titleIn(singular, before);
        if (!title.empty()) return std::string(before[0] == 'm' ? "mes" : "Mes") + std::string(title) + 's';
    }
    return word + 's';
}

std::string frenchSingular(std::string_view plural)
{
    const std::string lower = php::lowerBytes(plural);
    const auto ends = [&lower](std::string_view ending) { return lower.ends_with(ending); };
    if (isOneOf(lower, Unchanged)) return std::string(plural);
    if (endsWithStem(lower, AilToAux, "aux")) return replacedEnd(plural, 3, "ail");
    if (ends("eaux")) return replacedEnd(plural, 1, "");
    if (endsWithStem(lower, AlFromAux, "aux")) return replacedEnd(plural, 3, "al");
    if (ends("aux") || ends("eux") || endsWithStem(lower, OuToOux, "oux")) return replacedEnd(plural, 1, "");
    for (const std::string_view before : {"mes", "Mes"}) {
        const std::string_view title = titleIn(plural, before, "s");
        if (title.empty()) continue;
        const bool isFeminine = title == "dame" || title == "demoiselle";
        return std::string(before[0] == 'm' ? (isFeminine ? "ma" : "mon") : (isFeminine ? "Ma" : "Mon")) + std::string(title);
    }
    return ends("s") ? replacedEnd(plural, 1, "") : std::string(plural);
}

} // namespace twig
