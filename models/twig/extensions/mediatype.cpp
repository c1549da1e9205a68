// SPDX-License-Identifier: MIT
#include "twig/extensions/mediatype.h"

#include "twig/php/unicode.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace twig {

namespace {

using namespace std::string_view_literals;

struct Signature
{
    std::string_view type;
    std::string_view begins;
    std::size_t at = 0; ///< where more follows
    std::string_view more = {};
};

constexpr Signature Signatures[] = {
    {"image/png", "\x89PNG\r\n\x1A\n", 12, "IHDR"},
    {"image/gif", "GIF8"},
    {"image/jpeg", "\xFF\xD8\xFF"},
    {"image/webp", "RIFF", 8, "WEBP"},
    {"audio/x-wav", "RIFF", 8, "WAVE"},
    {"image/bmp", "BM", 14, "\x28\0\0\0"sv},
    {"image/vnd.microsoft.icon", "\0\0\1\0"sv, 9, "\0\1\0"sv},
    {"image/tiff", "II*\0"sv},
    {"image/tiff", "MM\0*"sv},
    {"application/pdf", "%PDF-"},
    {"application/gzip", "\x1F\x8B\x08\0"sv},
    {"application/zip", "PK\x03\x04\x14\0"sv},
    {"application/zip", "PK\x03\x04\x0A\0"sv},
    {"font/woff", "wOFF"},
    {"font/woff2", "wOF2"},
    {"font/sfnt", "\0\1\0\0\0"sv},
    {"audio/mpeg", "ID3\x03\0"sv},
    {"audio/mpeg", "ID3\x04\0"sv},
    {"audio/ogg", "OggS\0"sv},
    {"audio/flac", "fLaC"},
    {"video/mp4", "\0\0\0"sv, 4, "ftyp"},
    {"text/x-php", "<?php"},
    {"text/x-shellscript", "#!/bin/sh"},
    {"text/x-shellscript", "#!/bin/bash"},
};

constexpr std::size_t LookedAt = 4096; ///< bytes in which a page says what it is

/// Bytes that no text has.
bool isBinary(std::string_view data)
{
    return std::any_of(data.begin(), data.end(), [](char byte) {
        const auto c = static_cast<unsigned char>(byte);
        return (c < 0x20 && !(c >= 0x07 && c <= 0x0D) && c != 0x1B) || c == 0x7F;
    });
}

std::string_view textType(std::string_view data)
{
    const std::size_t begin = data.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return "text/plain";
    const std::string head = php::lowerBytes(data.substr(begin, LookedAt));
    if (head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with("<head") || head.starts_with("<body"))
        return "text/html";
    if (head.starts_with("<svg") || (head.starts_with("<?xml") && head.find("<svg") != std::string::npos)) return "image/svg+xml";
    if (head.starts_with("<?xml")) return "text/xml";
    const bool mayBeJson = head[0] == '{' || head[0] == '[';
    if (mayBeJson && nlohmann::json::accept(data.begin(), data.end())) return "application/json";
    return "text/plain";
}

} // namespace

std::string_view mediaType(std::string_view data)
{
    if (data.empty()) return "application/x-empty";
    for (const Signature &signature : Signatures) {
        if (!data.starts_with(signature.begins)) continue;
        if (data.size() >= signature.at && data.substr(signature.at).starts_with(signature.more)) return signature.type;
    }
    return isBinary(data) ? "application/octet-stream" : textType(data);
}

} // namespace twig
