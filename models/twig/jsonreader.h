// SPDX-License-Identifier: MIT
#pragma once

#include "twig/array.h"
#include "twig/contextbuilder.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace twig {

/// Reads JSON straight into a context's arena: one copy of the text, in which strings are unescaped where they stand and end with
/// a zero byte over their closing quote. It only knows right from wrong: what it refuses is read again by
/// ThoroughJsonReader, which says what is wrong and where, or accepts the rare that is left out here (a byte order mark, a number
/// too small for a float). What it accepts has the same value there. One reader for one text.
class JsonReader
{
public:
    static constexpr std::size_t DeepestNesting = 512; // json_decode's

    /// \return nothing when the text has to be read thoroughly
    static std::optional<Context> read(std::string_view json);

private:
    JsonReader(ContextBuilder &context, std::string_view json);

    bool readDocument(Value &root);
    bool readValue(Value &value);
    bool readObject(Value &value);
    bool readArray(Value &value);
    bool readNumber(Value &value);
    bool readInteger(std::size_t begin, Value &value);
    bool readWord(std::string_view word, Value meaning, Value &value);
    bool readString(std::string_view &text, bool &escaped);
    bool readEscape(std::size_t &at, std::size_t &to);
    bool readUnit(std::size_t at, char32_t &unit) const;

    /// What the keys of an object that is being read are like.
    struct Keys
    {
        std::size_t first;     ///< in m_entries
        const Array *sibling;  ///< the last object at this depth, or null
        bool inStep = true;    ///< so far the keys are the sibling's
        bool different = true; ///< all are strings, none came twice
        bool escaped = false;  ///< one was written with escapes
    };
    bool readKey(Keys &keys, Value &key);
    bool readExpectedKey(const Keys &keys, Value &key);
    Array *closeObject(const Keys &keys);

    std::size_t skipDigits();
    void skipSpace();
    /// The byte at the cursor; a zero byte at the end.
    char here() const { return m_data[m_at]; }

    ContextBuilder &m_context;
    std::string_view m_text; ///< the copy
    char *m_data;            ///< the same, and a zero byte
    std::size_t m_at = 0;
    std::size_t m_depth = 0;
    std::vector<Array::Entry> m_entries; ///< of the objects that are open
    std::vector<Value> m_values;         ///< of the lists that are open
    std::vector<const Array *> m_siblings;
};

} // namespace twig
