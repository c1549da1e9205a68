// SPDX-License-Identifier: MIT
#include "tlsreceiver.h"

#include <openssl/ssl.h>

#include <sys/socket.h>

#include <csignal>
#include <cstring>
#include <stdexcept>

namespace targetdesk {

namespace {

int chooseHttp2(SSL *, const unsigned char **chosen, unsigned char *chosenSize, const unsigned char *offered,
                unsigned int offeredSize, void *)
{
    static const unsigned char wanted[] = "\x02h2\x08http/1.1";
    const int result =
        SSL_select_next_proto(const_cast<unsigned char **>(chosen), chosenSize, wanted, sizeof wanted - 1, offered, offeredSize);
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

std::shared_ptr<SSL_CTX> newContext(const TlsReceiver::Options &options)
{
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to connections that are gone
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    std::shared_ptr<SSL_CTX> owner(context, &SSL_CTX_free);
    if (options.versions == TlsReceiver::Versions::Only12) SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
    if (options.versions == TlsReceiver::Versions::Only11) {
        // What an old receiver has; today's OpenSSL wants to be asked for it twice.
        SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
        SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0");
    }
    if (options.offersHttp2) SSL_CTX_set_alpn_select_cb(context, chooseHttp2, nullptr);
    bool good = SSL_CTX_use_certificate_file(context, options.identity.certificate.c_str(), SSL_FILETYPE_PEM) == 1 &&
                SSL_CTX_use_PrivateKey_file(context, options.identity.key.c_str(), SSL_FILETYPE_PEM) == 1;
    if (!options.clientAuthorities.empty()) {
        good = good && SSL_CTX_load_verify_locations(context, options.clientAuthorities.c_str(), nullptr) == 1;
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
        static const unsigned char id[] = "test";
        SSL_CTX_set_session_id_context(context, id, sizeof id);
    }
    if (!good) throw std::runtime_error("the TLS receiver cannot use its certificate");
    return owner;
}

} // namespace

bool TlsReceiver::Channel::read(std::string &buffer)
{
    char chunk[16384];
    const int count = SSL_read(static_cast<SSL *>(m_ssl), chunk, sizeof chunk);
    if (count <= 0) return false;
    buffer.append(chunk, static_cast<std::size_t>(count));
    return true;
}

bool TlsReceiver::Channel::write(const std::string &bytes)
{
    return SSL_write(static_cast<SSL *>(m_ssl), bytes.data(), static_cast<int>(bytes.size())) > 0;
}

std::string TlsReceiver::Channel::client() const
{
    const X509 *certificate = SSL_get0_peer_certificate(static_cast<SSL *>(m_ssl));
    if (!certificate) return {};
    char name[256] = {};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
    return name;
}

bool TlsReceiver::Channel::isHttp2() const
{
    const unsigned char *protocol = nullptr;
    unsigned int size = 0;
    SSL_get0_alpn_selected(static_cast<SSL *>(m_ssl), &protocol, &size);
    return size == 2 && std::memcmp(protocol, "h2", 2) == 0;
}

TlsReceiver::TlsReceiver(Options options, Behaviour behaviour)
    : m_behaviour(std::move(behaviour))
    , m_context(newContext(options))
    , m_listener([this](int socket, int) { return serve(socket); })
{}

LoopbackListener::End TlsReceiver::serve(int socket)
{
    SSL *ssl = SSL_new(static_cast<SSL_CTX *>(m_context.get()));
    SSL_set_fd(ssl, socket);
    if (SSL_accept(ssl) == 1) {
        ++m_sessions;
        Channel channel(ssl);
        m_behaviour(channel);
        SSL_shutdown(ssl);
    }
    // Closing with bytes unread would reset the connection, and an alert that is under way be lost.
    shutdown(socket, SHUT_WR);
    char rest[4096];
    while (recv(socket, rest, sizeof rest, 0) > 0) {
    }
    SSL_free(ssl);
    return LoopbackListener::End::Close;
}

void TlsReceiver::greets(Channel &channel)
{
    std::string buffer;
    while (channel.read(buffer)) {
        std::size_t end = buffer.find("\r\n\r\n");
        if (end == std::string::npos) continue;
        const std::size_t length = buffer.find("Content-Length: ");
        if (length < end) end += std::stoul(buffer.substr(length + 16, 20));
        if (buffer.size() < end + 4) continue;
        buffer.erase(0, end + 4);
        const std::string client = channel.client();
        channel.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(client.size()) + "\r\n\r\n" + client);
    }
}

} // namespace targetdesk
