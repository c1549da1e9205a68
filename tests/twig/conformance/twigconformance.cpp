// SPDX-License-Identifier: MIT
// twig_conformance [--quiet] [--groups] [--presets DIR] [--contexts DIR] FILE…
// One line per failing case, then `N passed, N failed, N skipped`. Exit 1 if any failed.
#include "conformancecase.h"

#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace {

using conformance::Json;
using conformance::Verdict;

struct Arguments
{
    std::vector<std::string> files;
    conformance::Folders folders;
    bool quiet = false;
    bool groups = false;
};

struct Counts
{
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    void add(Verdict verdict) { ++(verdict == Verdict::Passed ? passed : verdict == Verdict::Failed ? failed : skipped); }
};

Arguments parse(int argc, char **argv)
{
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--quiet") {
            arguments.quiet = true;
        } else if (argument == "--groups") {
            arguments.groups = true;
        } else if (argument == "--presets" && i + 1 < argc) {
            arguments.folders.presets = argv[++i];
        } else if (argument == "--contexts" && i + 1 < argc) {
            arguments.folders.contexts = argv[++i];
        } else {
            arguments.files.push_back(argument);
        }
    }
    return arguments;
}

conformance::Result runOne(const Json &one, const conformance::Folders &folders)
{
    try {
        return conformance::runCase(one, folders);
    } catch (const std::exception &error) {
        return {Verdict::Failed, "a case that can be run", error.what()};
    }
}

} // namespace

int main(int argc, char **argv)
{
    const Arguments arguments = parse(argc, argv);
    if (arguments.files.empty()) {
        std::fprintf(stderr, "usage: twig_conformance [--quiet] [--groups] [--presets DIR] [--contexts DIR] FILE...\n");
        return 2;
    }
    Counts all;
    std::map<std::string, Counts> groups;
    for (const std::string &file : arguments.files) {
        conformance::Folders folders = arguments.folders;
        const auto reference = std::filesystem::path(file).parent_path() / ".." / "reference";
        if (folders.presets.empty()) folders.presets = reference / "presets";
        if (folders.contexts.empty()) folders.contexts = reference / "contexts";
        std::ifstream in(file);
        if (!in) {
            std::fprintf(stderr, "twig_conformance: cannot read %s\n", file.c_str());
            return 2;
        }
        for (std::string line; std::getline(in, line);) {
            if (line.empty()) continue;
            const Json one = Json::parse(line);
            const conformance::Result result = runOne(one, folders);
            all.add(result.verdict);
            groups[one.value("category", std::string("none"))].add(result.verdict);
            if (result.verdict == Verdict::Failed && !arguments.quiet) {
                std::printf("%s: expected %.300s, got %.300s\n", one.value("name", std::string("?")).c_str(),
                            result.expected.c_str(), result.got.c_str());
            }
        }
    }
    if (arguments.groups) {
        for (const auto &[name, counts] : groups)
            std::printf("%-40s %5d passed %5d failed %5d skipped\n", name.c_str(), counts.passed, counts.failed, counts.skipped);
    }
    std::printf("%d passed, %d failed, %d skipped\n", all.passed, all.failed, all.skipped);
    return all.failed == 0 ? 0 : 1;
}
