// SPDX-License-Identifier: MIT
#include "workspace/jsonfile.h"

#include "workspace/jsonscanner.h"
#include "workspace/textposition.h"
#include "workspace/workspaceproblem.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr std::uintmax_t maximumFileSize = 64u << 20;

struct Indent
{
    int count = 2;
    char character = ' ';
};

Indent indentOf(std::string_view text)
{
    const std::size_t lineBreak = text.find('\n');
    if (lineBreak == std::string_view::npos) return {};
    const std::string_view line = text.substr(lineBreak + 1);
    const char first = line.empty() ? '\0' : line.front();
    if (first != ' ' && first != '\t') return {};
    const std::size_t width = line.find_first_not_of(first);
    if (width == std::string_view::npos || width > 8) return {};
    return {static_cast<int>(width), first};
}

} // namespace

std::string readFile(const fs::path &file)
{
    std::error_code error;
    if (fs::is_directory(file, error)) throw WorkspaceError({file, 0, 0, "this is a folder, not a file", "rename or remove it"});
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        const int code = errno;
        const std::string remedy = code == ENOENT ? "check the name" : "give yourself the right to read it, or check the disk";
        throw WorkspaceError({file, 0, 0, std::string("cannot read the file: ") + std::strerror(code), remedy});
    }
    if (fs::file_size(file, error) > maximumFileSize && !error)
        throw WorkspaceError({file, 0, 0, "the file is larger than 64 MiB", "keep large data out of the workspace"});
    std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    if (stream.bad()) throw WorkspaceError({file, 0, 0, "reading the file failed", "check the disk"});
    return text;
}

std::string_view withoutByteOrderMark(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return text;
}

Json parseJson(std::string_view text, const fs::path &file)
{
    text = withoutByteOrderMark(text);
    if (const auto error = JsonScanner(text).scan()) {
        const TextPosition place = positionAt(text, error->offset);
        throw WorkspaceError({file, place.line, place.column, "not JSON: " + describe(*error, text), remedyFor(error->fault)});
    }
    try {
        return Json::parse(text);
    } catch (const Json::exception &error) { // what RFC 8259 allows and nlohmann does not: lone surrogates, 1e999
        throw WorkspaceError(
            {file, 0, 0, std::string("not usable JSON: ") + error.what(), "write valid Unicode and numbers below 1e308"});
    }
}

Json parseJsonObject(std::string_view text, const fs::path &file)
{
    Json value = parseJson(text, file);
    if (!value.is_object()) throw WorkspaceError({file, 1, 1, "the file must hold a JSON object", "wrap it in { }"});
    return value;
}

std::string formatJson(const Json &value, std::string_view before, const fs::path &file)
{
    const Indent indent = indentOf(before);
    std::string text;
    try {
        text = value.dump(indent.count, indent.character) + "\n";
    } catch (const Json::exception &) {
        throw WorkspaceError({file, 0, 0, "a text is not UTF-8, so it cannot be saved", "remove the broken characters"});
    }
    if (before.find("\r\n") == std::string_view::npos) return text;
    std::string withReturns;
    for (const char c : text) {
        if (c == '\n') withReturns += '\r';
        withReturns += c;
    }
    return withReturns;
}

} // namespace targetdesk
