// SPDX-License-Identifier: MIT
#include "payload/schemabundle.h"

#include "payload/schemaanchors.h"
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
        m_anchors.gather(root, "#");
        visit(root, "#", file);
        // Files may refer to further files, which come behind them.
        for (std::size_t i = 0; i < m_files.size() && m_problem.empty(); ++i) {
            File one = std::move(m_files[i]);
            visit(one.text, one.place, one.path);
            if (m_problem.empty()) root["$defs"][one.place.substr(std::string("#/$defs/").size())] = std::move(one.text);
        }
        for (const auto &[name, reference] : m_dynamic)
            if (m_anchors.dynamicCount(name) > 1)
                fail("the reference " + reference + " leads to one of several anchors, by the way that one comes to it",
                     "refer to the one that is meant with \"$ref\"");
    }

    const std::string &problem() const { return m_problem; }
    const std::string &remedy() const { return m_remedy; }

private:
    struct File
    {
        std::string place; ///< in the bundle
        fs::path path;
        Schema text;
    };

    void visit(Schema &part, const std::string &place, const fs::path &file)
    {
        if (part.is_array())
            for (Schema &one : part)
                visit(one, place, file);
        if (!part.is_object()) return;
        makePlain(part, "$dynamicRef");
        makePlain(part, "$recursiveRef");
        for (auto &[key, value] : part.items()) {
            if (key == "$ref" && value.is_string())
                value = moved(value.get<std::string>(), place, file);
            else if (!holdsData(key))
                visit(value, place, file);
            if (!m_problem.empty()) return;
        }
    }

    // Where one anchor of the name is all there is, the way to it makes no difference.
    void makePlain(Schema &part, const char *keyword)
    {
        const auto found = part.find(keyword);
        if (found == part.end() || !found->is_string()) return;
        const std::string reference = found->get<std::string>();
        part.erase(found);
        m_dynamic.emplace(reference.substr(std::min(reference.find('#') + 1, reference.size())), reference);
        if (part.contains("$ref"))
            part["allOf"].push_back({{"$ref", reference}});
        else
            part["$ref"] = reference;
    }

    // Where the same leads to in the bundle.
    std::string moved(std::string reference, const std::string &place, const fs::path &file)
    {
        if (!m_address.empty() && place == "#" && reference.starts_with(m_address + "#")) reference.erase(0, m_address.size());
        const std::size_t hash = std::min(reference.find('#'), reference.size());
        const std::string name = reference.substr(0, hash), inside = reference.substr(std::min(hash + 1, reference.size()));
        if (name.empty()) return placeInside(place, inside, reference);
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
        return placeInside(placeOf(path), inside, reference);
    }

    /// \param inside what stands behind the #: a way through the file, or the name of an anchor
    std::string placeInside(const std::string &place, const std::string &inside, const std::string &reference)
    {
        if (inside.empty() || inside.starts_with('/')) return place + inside;
        const std::vector<std::string> &found = m_anchors.find(place, inside);
        if (found.size() == 1) return place + found[0];
        if (found.empty())
            fail("the reference " + reference + " leads nowhere: there is no anchor " + inside,
                 "correct the reference, or add \"$anchor\": \"" + inside + "\" to what it should lead to");
        else
            fail("the reference " + reference + " leads to an anchor that stands at several places",
                 "give each anchor of a file a name of its own");
        return reference;
    }

    std::string placeOf(const fs::path &path)
    {
        const auto [found, isNew] = m_places.try_emplace(path.generic_string());
        if (isNew) {
            found->second = "#/$defs/file:" + std::to_string(m_files.size() + 1);
            Schema text = read(path);
            m_anchors.gather(text, found->second);
            m_files.push_back({found->second, path, std::move(text)});
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
    std::string m_address; ///< of the schema itself
    SchemaAnchors m_anchors;
    std::map<std::string, std::string> m_places;  ///< by file: where it is in the bundle
    std::map<std::string, std::string> m_dynamic; ///< by anchor: a dynamic reference to it, as it is written
    std::vector<File> m_files;                    ///< to be visited, in order
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
