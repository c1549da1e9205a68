// SPDX-License-Identifier: MIT
// ownfilter: a filter, a function and a tag of one's own, and what a template makes of them.
#include "twig/context.h"
#include "twig/environment.h"
#include "twig/library.h"
#include "twig/template.h"

#include <iostream>
#include <memory>
#include <string>

namespace {

/// 1250|points → "1,250 points"; the word can be another one.
twig::Addition points()
{
    twig::Addition filter;
    filter.name = "points";
    filter.arguments = {{"word", "'points'"}};
    filter.help = "An amount of points in words.";
    filter.example = "{{ 12|points }}";
    filter.run = [](const twig::Call &call) {
        const std::string word = call.count() > 1 ? std::string(call.text(1)) : "points";
        return call.string(std::string(call.text(0)) + ' ' + word);
    };
    return filter;
}

/// order_link(7), profile_link(7): the star of "*_link" is whatever stands before "_link".
twig::Addition link()
{
    twig::Addition function;
    function.name = "*_link";
    function.arguments = {{"id", ""}};
    function.help = "The address of an order, a profile or the like.";
    function.example = "{{ order_link(7) }}";
    function.run = [](const twig::Call &call) {
        if (!call[0].isInt()) call.fail("A link needs a whole number.");
        return call.string("https://example.com/" + std::string(call.namePart(0)) + '/' + std::string(call.text(0)));
    };
    return function;
}

/// {% frame '*' %}…{% endframe %}
twig::Addition frame()
{
    twig::Addition tag;
    tag.name = "frame";
    tag.arguments = {{"edge", "'|'"}};
    tag.hasBody = true;
    tag.help = "Prints what is inside between two edges.";
    tag.example = "{% frame %}a{% endframe %}";
    tag.run = [](const twig::Call &call) {
        const std::string edge = call.count() > 1 ? std::string(call.text(1)) : "|";
        return call.string(edge + std::string(call.text(0)) + edge);
    };
    return tag;
}

} // namespace

int main()
{
    auto library = std::make_shared<twig::Library>();
    library->addFilter(points());
    library->addFunction(link());
    library->addTag(frame());
    twig::Settings settings;
    settings.library = library; // shared, and not changed from here on
    const twig::Environment environment(settings);
    try {
        const auto compiled =
            environment.compile("{% frame '*' %}{{ earned|points }}{% endframe %} {{ order_link(id) }}\n", "own");
        std::cout << environment.render(*compiled, twig::Context::parse(R"({"earned": 12, "id": 7})")).text;
    } catch (const twig::Error &error) {
        std::cerr << error.message() << '\n';
        return 1;
    }
}
