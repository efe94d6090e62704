#include "tls.hpp"

#include "carchive.h"
#include "library.hpp"

#include <arpa/inet.h>
#include <new>
#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace {

const char *const ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM";

/// What could not be used, or an empty text.
std::string configure(SSL_CTX *context, const char *certificate, const char *key, const char *authorities,
                      bool isAcceptor) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  if (!SSL_CTX_set_cipher_list(context, ciphers)) return "the ciphers";
  if (SSL_CTX_use_certificate_chain_file(context, certificate) != 1) return "the certificate";
  if (SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1) return "the key";
  if (SSL_CTX_check_private_key(context) != 1) return "the key, which is another certificate's,";
  if (authorities) {
    if (SSL_CTX_load_verify_locations(context, authorities, nullptr) != 1) return "the authorities";
    if (isAcceptor) {
      STACK_OF(X509_NAME) *names = SSL_load_client_CA_file(authorities);
      if (!names) return "the authorities";
      SSL_CTX_set_client_CA_list(context, names);
    }
  } else if (!isAcceptor && SSL_CTX_set_default_verify_paths(context) != 1) {
    return "the system's authorities";
  }
  if (authorities || !isAcceptor) {
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | (isAcceptor ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), nullptr);
  }
  return "";
}

/// A key with a passphrase is refused rather than asked for at the terminal.
int noPassphrase(char *, int, int, void *) { return 0; }

}  // namespace

std::string lastTLSError() {
  const unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  const char *reason = code ? ERR_reason_error_string(code) : nullptr;
  return reason ? reason : "the connection was closed";
}

std::unique_ptr<SSL, SSLDeleter> carchive_tls::connection(int socket, const char *host) const {
  std::unique_ptr<SSL, SSLDeleter> ssl(SSL_new(context.get()));
  if (!ssl || SSL_set_fd(ssl.get(), socket) != 1) return nullptr;
  if (isAcceptor) {
    SSL_set_accept_state(ssl.get());
    return ssl;
  }
  SSL_set_connect_state(ssl.get());
  unsigned char address[sizeof(in6_addr)];
  X509_VERIFY_PARAM *verification = SSL_get0_param(ssl.get());
  const bool isAddress = inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1;
  const int isSet = isAddress ? X509_VERIFY_PARAM_set1_ip_asc(verification, host)
                              : SSL_set1_host(ssl.get(), host) & SSL_set_tlsext_host_name(ssl.get(), host);
  if (!isSet) return nullptr;
  return ssl;
}

carchive_tls *carchive_tls_create(const char *certificate, const char *key, const char *authorities, int is_acceptor,
                                  char message[CARCHIVE_MESSAGE_SIZE]) {
  auto &text = *reinterpret_cast<char(*)[CARCHIVE_MESSAGE_SIZE]>(message);
  try {
    prepareLibrary();
    auto tls = std::make_unique<carchive_tls>();
    tls->isAcceptor = is_acceptor;
    tls->context.reset(SSL_CTX_new(is_acceptor ? TLS_server_method() : TLS_client_method()));
    if (!tls->context) {
      copyPrintable(text, lastTLSError());
      return nullptr;
    }
    SSL_CTX_set_default_passwd_cb(tls->context.get(), noPassphrase);
    const std::string unusable = configure(tls->context.get(), certificate, key, authorities, is_acceptor);
    if (unusable.empty()) return tls.release();
    copyPrintable(text, unusable + " cannot be used: " + lastTLSError());
  } catch (const std::bad_alloc &) {
    copyPrintable(text, "memory does not suffice");
  }
  return nullptr;
}

void carchive_tls_free(carchive_tls *tls) { delete tls; }
