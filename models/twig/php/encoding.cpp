// SPDX-License-Identifier: MIT
#include "twig/php/encoding.h"

#include <cerrno>
#include <iconv.h>

namespace twig::php {
namespace {

/// Names longer than this are refused by PHP.
constexpr std::size_t LongestName = 64;

class Converter
{
public:
    Converter(const std::string &to, const std::string &from)
        : m_descriptor(iconv_open(to.c_str(), from.c_str()))
        , m_ignoring(to.ends_with("//IGNORE") || to.ends_with("//ignore"))
    {}
    ~Converter()
    {
        if (isOpen()) iconv_close(m_descriptor);
    }
    Converter(const Converter &) = delete;
    Converter &operator=(const Converter &) = delete;

    bool isOpen() const { return m_descriptor != reinterpret_cast<iconv_t>(-1); }

    /// \return 0, or errno
    int convert(std::string_view text, std::string &out)
    {
        char *in = const_cast<char *>(text.data());
        std::size_t left = text.size();
        while (true) {
            char buffer[1024];
            char *to = buffer;
            std::size_t room = sizeof buffer;
            const std::size_t before = left;
            // A call without input flushes what a stateful encoding still holds.
            const std::size_t result = iconv(m_descriptor, left > 0 ? &in : nullptr, left > 0 ? &left : nullptr, &to, &room);
            const int error = result == static_cast<std::size_t>(-1) ? errno : 0;
            const bool flushed = error == 0 && (m_flushing || text.empty());
            out.append(buffer, sizeof buffer - room);
            if (flushed) return 0;
            if (error == 0 && left == 0) m_flushing = true;
            if (error == 0 || error == E2BIG) continue;
            if (error != EILSEQ || !m_ignoring) return error;
            // glibc has left the character out already and only says so at the end.
            if (left == 0) return 0;
            if (room == sizeof buffer && left == before) {
                ++in;
                --left;
            }
        }
    }

private:
    iconv_t m_descriptor;
    bool m_ignoring;
    bool m_flushing = false;
};

} // namespace

ConvertedText convertEncoding(std::string_view text, const std::string &to, const std::string &from)
{
    using Failure = ConvertedText::Failure;
    if (to.size() >= LongestName || from.size() >= LongestName) {
        return {std::nullopt, Failure::NameTooLong,
                "iconv(): Encoding parameter exceeds the maximum allowed length of 64 characters"};
    }
    Converter converter(to, from);
    if (!converter.isOpen()) {
        return {std::nullopt, Failure::UnknownEncoding,
                "iconv(): Wrong encoding, conversion from \"" + from + "\" to \"" + to + "\" is not allowed"};
    }
    std::string out;
    switch (converter.convert(text, out)) {
    case 0: return {out, Failure::None, {}};
    case EINVAL:
        return {std::nullopt, Failure::IncompleteCharacter,
                "iconv(): Detected an incomplete multibyte character in input string"};
    default: return {std::nullopt, Failure::IllegalCharacter, "iconv(): Detected an illegal character in input string"};
    }
}

} // namespace twig::php
