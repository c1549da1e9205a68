// SPDX-License-Identifier: MIT
#include "history/keptcopies.h"

#include "workspace/atomicfile.h"
#include "workspace/jsonfile.h"

namespace targetdesk {

namespace {

std::filesystem::path fileIn(const std::filesystem::path &folder)
{
    return folder / "contexts.json";
}

std::string textOf(const Json &copy, const char *key)
{
    const auto found = copy.is_object() ? copy.find(key) : copy.end();
    return found != copy.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

std::vector<Sample> readKeptCopies(const std::filesystem::path &folder)
{
    std::vector<Sample> copies;
    std::error_code error;
    if (!std::filesystem::exists(fileIn(folder), error)) return copies;
    // One that somebody broke is as good as none: the samples themselves are elsewhere.
    const Json all = Json::parse(readFile(fileIn(folder)), nullptr, false);
    if (!all.is_array()) return copies;
    for (const Json &one : all) {
        Sample copy{textOf(one, "event"), textOf(one, "name"), textOf(one, "text"), {}};
        if (!copy.event.empty() && !copy.name.empty()) copies.push_back(std::move(copy));
    }
    return copies;
}

void keepCopies(const std::filesystem::path &folder, const std::vector<Sample> &copies)
{
    if (copies.empty()) return removeDurably(fileIn(folder));
    Json all = Json::array();
    for (const Sample &copy : copies)
        all.push_back({{"event", copy.event}, {"name", copy.name}, {"text", copy.text}});
    writeAtomically(fileIn(folder), all.dump(1, ' ', false, Json::error_handler_t::replace));
}

} // namespace targetdesk
