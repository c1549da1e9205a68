// SPDX-License-Identifier: MIT
// What strangers send to the front door: the first byte says in which pieces the rest comes. The pieces must not matter, and no
// bound may be passed.
#include "dispatch/requestreader.h"

#include <cstdint>
#include <cstdlib>

using namespace targetdesk;

namespace {

constexpr RequestReader::Bounds kBounds{256, 8, 64};

std::string outcome(std::string_view bytes, std::size_t piece)
{
    RequestReader reader(kBounds);
    std::string text;
    while (!bytes.empty() && !reader.fault()) {
        const std::size_t taken = reader.read(bytes.substr(0, piece));
        if (taken > std::min(piece, bytes.size())) std::abort();
        bytes.remove_prefix(taken);
        if (!reader.isDone()) continue;
        const HttpRequest request = reader.take();
        if (request.body.size() > kBounds.bodyBytes || request.headers.size() > kBounds.headers) std::abort();
        text += request.method + '\n' + request.path + '\n' + request.body + '\n';
    }
    return text + (reader.fault() ? reader.fault()->what : std::string());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
    if (outcome(bytes, bytes.size()) != outcome(bytes, std::size_t{data[0]} % 16 + 1)) std::abort();
    return 0;
}
