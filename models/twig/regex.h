// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace twig {

/// A PCRE pattern as PHP writes it, with delimiters and flags: "/^a/i". Immutable, may be used from several threads.
class Regex
{
public:
    /// Never throws; see error().
    explicit Regex(std::string_view pattern);
    ~Regex();
    Regex(Regex &&) noexcept;
    Regex &operator=(Regex &&) noexcept;

    /// Why the pattern is not valid, in PHP's words: "No ending delimiter '/' found"; empty when it is.
    const std::string &error() const { return m_error; }

    enum class Result { Match, NoMatch, GaveUp };
    /// preg_match(). GaveUp: the match limit was reached, or the subject is not UTF-8 although the pattern has the u flag; PHP
    /// answers false.
    Result match(std::string_view subject) const;

    /// A group of a match, the whole match being the first, in bytes. Not set: it took no part.
    struct Group
    {
        bool isSet = false;
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    /// The first match that begins at `from` or later; `notEmpty`: one that is not empty and begins right there.
    Result search(std::string_view subject, std::size_t from, std::vector<Group> &groups, bool notEmpty = false) const;
    /// The name of each group, empty for those without.
    const std::vector<std::string> &groupNames() const { return m_groupNames; }

private:
    struct Compiled;
    bool parse(std::string_view pattern, std::string &body, unsigned &options, bool &restrictCase);

    std::unique_ptr<Compiled> m_compiled;
    std::string m_error;
    std::vector<std::string> m_groupNames;
};

} // namespace twig
