// SPDX-License-Identifier: MIT
#include "testauthority.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <cstdio>
#include <stdexcept>

namespace targetdesk {

namespace {

template <auto Free>
struct Freed
{
    template <typename T>
    void operator()(T *value) const
    {
        Free(value);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

void require(bool good, const char *what)
{
    if (!good) throw std::runtime_error(std::string("OpenSSL: ") + what);
}

Key newKey()
{
    Key key(EVP_EC_gen("P-256"));
    require(key != nullptr, "key");
    return key;
}

void extend(X509 *certificate, X509 *issuer, int extension, const std::string &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> made(
        X509V3_EXT_conf_nid(nullptr, &context, extension, value.c_str()));
    require(made && X509_add_ext(certificate, made.get(), -1) == 1, "extension");
}

/// `issuer` null: signed by its own key.
Certificate newCertificate(const std::string &name, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuerKey, long from, long until,
                           bool isAuthority, const std::string &validFor)
{
    static std::atomic<long> serial = 1;
    Certificate made(X509_new());
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial++);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), from);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), until);
    X509_set_pubkey(made.get(), key);
    X509_NAME *subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(made.get(), issuer ? X509_get_subject_name(issuer) : subject);
    X509 *parent = issuer ? issuer : made.get();
    extend(made.get(), parent, NID_basic_constraints, isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    extend(made.get(), parent, NID_subject_key_identifier, "hash");
    if (issuer) extend(made.get(), parent, NID_authority_key_identifier, "keyid");
    if (!validFor.empty()) extend(made.get(), parent, NID_subject_alt_name, validFor);
    require(X509_sign(made.get(), issuer ? issuerKey : key, EVP_sha256()) > 0, "signing");
    return made;
}

using File = std::unique_ptr<std::FILE, Freed<std::fclose>>;

void writeCertificate(const std::string &path, X509 *certificate)
{
    const File file(std::fopen(path.c_str(), "wb"));
    require(file && PEM_write_X509(file.get(), certificate) == 1, "writing a certificate");
}

} // namespace

struct TestAuthority::Private
{
    Key key;
    Certificate certificate;
};

TestAuthority::TestAuthority(std::string folder, const std::string &name)
    : m_folder(std::move(folder))
    , m_file(m_folder + "/" + name + ".pem")
    , d(std::make_unique<Private>())
{
    d->key = newKey();
    d->certificate = newCertificate(name, d->key.get(), nullptr, nullptr, -7200, 7200, true, {});
    writeCertificate(m_file, d->certificate.get());
}

TestAuthority::~TestAuthority() = default;

TestAuthority::Files TestAuthority::issue(const Wish &wish) const
{
    const Files files = {m_folder + "/" + wish.name + ".pem", m_folder + "/" + wish.name + ".key"};
    const Key key = newKey();
    const Certificate made = newCertificate(wish.name, key.get(), wish.isSelfSigned ? nullptr : d->certificate.get(),
                                            d->key.get(), wish.fromSeconds, wish.untilSeconds, false, wish.validFor);
    writeCertificate(files.certificate, made.get());
    const File file(std::fopen(files.key.c_str(), "wb"));
    const bool isLocked = !wish.keyPassword.empty();
    require(file &&
                PEM_write_PKCS8PrivateKey(file.get(), key.get(), isLocked ? EVP_aes_256_cbc() : nullptr, wish.keyPassword.c_str(),
                                          static_cast<int>(wish.keyPassword.size()), nullptr, nullptr) == 1,
            "writing a key");
    return files;
}

} // namespace targetdesk
