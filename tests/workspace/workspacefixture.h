// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>

/// A copy of a golden workspace that a test may change.
class WorkspaceFixture
{
public:
    explicit WorkspaceFixture(const std::string &golden)
    {
        std::filesystem::copy(std::string(TESTS_DIR) + "/golden/workspace/" + golden, folder(),
                              std::filesystem::copy_options::recursive);
    }

    std::filesystem::path folder() const { return m_folder.path().toStdString(); }

    std::string read(const std::string &name) const { return readFile(folder() / name); }
    void write(const std::string &name, const std::string &text) const
    {
        std::filesystem::create_directories((folder() / name).parent_path());
        std::ofstream(folder() / name, std::ios::binary) << text;
    }
    bool has(const std::string &name) const { return std::filesystem::exists(folder() / name); }

    /// Every file with its bytes.
    std::map<std::string, std::string> files() const
    {
        std::map<std::string, std::string> all;
        for (const auto &entry : std::filesystem::recursive_directory_iterator(folder())) {
            if (entry.is_regular_file()) all[std::filesystem::relative(entry.path(), folder()).string()] = readFile(entry.path());
        }
        return all;
    }

    static std::string readFile(const std::filesystem::path &file)
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    }

private:
    QTemporaryDir m_folder;
};
