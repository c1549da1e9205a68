// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// Runs the rows of a file that record.php wrote: name, arguments, answer, separated by tabs.
namespace golden {

/// The arguments of one row, decoded on demand.
class Row
{
public:
    explicit Row(std::vector<std::string> fields)
        : m_fields(std::move(fields))
    {}
    std::size_t count() const { return m_fields.size(); }
    const std::string &raw(std::size_t i) const { return m_fields.at(i); }
    std::string text(std::size_t i) const;
    std::int64_t integer(std::size_t i) const;
    double real(std::size_t i) const;
    bool boolean(std::size_t i) const { return m_fields.at(i) == "true"; }
    bool isNull(std::size_t i) const { return m_fields.at(i) == "\\N"; }
    /// An int prints without a point and without an exponent.
    bool isInteger(std::size_t i) const;
    std::vector<std::string> list(std::size_t i) const;

private:
    std::vector<std::string> m_fields;
};

using Function = std::function<std::string(const Row &)>;

/// How record.php writes answers.
std::string field(std::string_view text);
std::string field(bool value);
std::string field(std::int64_t value);
std::string field(double value);
std::string field(const std::vector<std::string> &list);

/// Runs every row of tests/golden/php/<module>.tsv and prints those that answer otherwise. \return how many did; -1 when the file
/// is missing or has a name that `functions` lacks
int run(const std::string &module, const std::unordered_map<std::string, Function> &functions);

} // namespace golden
