// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <string>
#include <utility>

namespace targetdesk {

/// The store cannot do what was asked. What was asked is not done, what was there before is still there.
class StoreError : public std::exception
{
public:
    enum class Kind {
        InUse, ///< another process has it
        Busy,  ///< another connection holds the write lock
        DiskFull,
        Broken, ///< the disk did not confirm a write, or the file is gone: nothing is taken until a restart
        ReadOnly,
        Corrupt,
        NotAStore,    ///< some other file
        TooNew,       ///< written by a newer version of this program
        TooOld,       ///< of an older one, and opened for reading only
        Raced,        ///< another process did something at the same moment that does not go together with this
        WrongAddress, ///< what shall name a store names none
        Unavailable   ///< cannot be opened, input/output error, …
    };

    /// `what` names file and cause, `remedy` what to do.
    StoreError(Kind kind, const std::string &what, const std::string &remedy)
        : m_kind(kind)
        , m_cause(what)
        , m_text(what + " – " + remedy)
    {}
    Kind kind() const { return m_kind; }
    /// Without the remedy, for who knows a better one.
    const std::string &cause() const { return m_cause; }
    const char *what() const noexcept override { return m_text.c_str(); }

private:
    Kind m_kind;
    std::string m_cause;
    std::string m_text;
};

/// Whether `error`, which may be null, is a StoreError of this kind.
inline bool isOf(StoreError::Kind kind, const std::exception_ptr &error)
{
    if (!error) return false;
    try {
        std::rethrow_exception(error);
    } catch (const StoreError &storeError) {
        return storeError.kind() == kind;
    } catch (...) {
        return false;
    }
}

} // namespace targetdesk
