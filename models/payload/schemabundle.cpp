// SPDX-License-Identifier: MIT
#include "payload/schemabundle.h"

#include "payload/schemarewrite.h"
#include "workspace/jsonfile.h"

#include <map>
#include <utility>

namespace targetdesk {

namespace {

namespace fs = std::filesystem;
using Schema = nlohmann::json;

constexpr std::size_t MostFiles = 100;

/// Collects files, each once, under a name of its own.
class Bundler
{
public:
    Bundler(const fs::path &file, const fs::path &folder)
        : m_folder(folder)
    {
        m_places[file.lexically_normal().generic_string()] = "#";
    }

    void run(Schema &root, const fs::path &file)
    {
        m_address = root.value("$id", std::string());
        visit(root, "#", file);
        // Files may refer to further files, which come behind them.
        for (std::size_t i = 0; i < m_files.size() && m_problem.empty(); ++i) {
            const auto [place, path] = m_files[i];
            Schema text = read(path);
            visit(text, place, path);
            if (m_problem.empty()) root["$defs"][place.substr(std::string("#/$defs/").size())] = std::move(text);
        }
    }

    const std::string &problem() const { return m_problem; }
    const std::string &remedy() const { return m_remedy; }

private:
    void visit(Schema &part, const std::string &place, const fs::path &file)
    {
        if (part.is_array())
            for (Schema &one : part)
                visit(one, place, file);
        if (!part.is_object()) return;
        for (auto &[key, value] : part.items()) {
            if (key == "$ref" && value.is_string())
                value = moved(value.get<std::string>(), place, file);
            else if (!holdsData(key))
                visit(value, place, file);
            if (!m_problem.empty()) return;
        }
    }

    // Where the same leads to in the bundle.
    std::string moved(std::string reference, const std::string &place, const fs::path &file)
    {
        if (!m_address.empty() && place == "#" && reference.starts_with(m_address + "#")) reference.erase(0, m_address.size());
        const std::size_t hash = std::min(reference.find('#'), reference.size());
        const std::string name = reference.substr(0, hash), pointer = reference.substr(std::min(hash + 1, reference.size()));
        if (name.empty()) return place + pointer;
        if (m_folder.empty()) {
            fail("the reference " + reference + " leads out of the file", "put what it leads to under \"$defs\" in the file");
            return reference;
        }
        if (name.find("://") != std::string::npos) {
            fail("the reference " + reference + " leads to the network, where nothing is fetched from",
                 "put that schema beside this one and refer to its file");
            return reference;
        }
        const fs::path path = (file.parent_path() / name).lexically_normal();
        if (path.is_absolute() || *path.begin() == "..") {
            fail("the reference " + reference + " leads out of the workspace", "put that schema into the workspace's folder");
            return reference;
        }
        return placeOf(path) + pointer;
    }

    std::string placeOf(const fs::path &path)
    {
        const auto [found, isNew] = m_places.try_emplace(path.generic_string());
        if (isNew) {
            found->second = "#/$defs/file:" + std::to_string(m_files.size() + 1);
            m_files.emplace_back(found->second, path);
            if (m_files.size() > MostFiles) fail("it refers to more than 100 files", "put what belongs together into one file");
        }
        return found->second;
    }

    Schema read(const fs::path &path)
    {
        const std::string name = path.generic_string();
        std::error_code ignored;
        if (!fs::is_regular_file(m_folder / path, ignored)) {
            fail("there is no file " + name + " in the workspace, which it refers to", "add the file, or correct the reference");
            return {};
        }
        try {
            Schema text = Schema::parse(withoutByteOrderMark(readFile(m_folder / path)));
            if (!text.is_object()) fail("the file " + name + ", which it refers to, holds no object", "write a schema into it");
            // Its own address would change where its references lead.
            if (text.is_object()) text.erase("$id");
            return text;
        } catch (const std::exception &error) {
            fail("the file " + name + ", which it refers to, cannot be read: " + error.what(), "correct the file");
            return {};
        }
    }

    void fail(std::string problem, std::string remedy)
    {
        if (!m_problem.empty()) return;
        m_problem = std::move(problem);
        m_remedy = std::move(remedy);
    }

    const fs::path &m_folder;
    std::string m_address;                                 ///< of the schema itself
    std::map<std::string, std::string> m_places;           ///< by file: where it is in the bundle
    std::vector<std::pair<std::string, fs::path>> m_files; ///< to be read, in order
    std::string m_problem;
    std::string m_remedy;
};

} // namespace

SchemaBundle bundledSchema(nlohmann::json schema, const fs::path &file, const fs::path &folder)
{
    SchemaBundle bundle;
    Bundler bundler(file, folder);
    bundler.run(schema, file);
    bundle.schema = std::move(schema);
    bundle.problem = bundler.problem();
    bundle.remedy = bundler.remedy();
    return bundle;
}

} // namespace targetdesk
