#pragma once

#include <memory>
#include <string>

#include <openssl/ssl.h>

struct SSLDeleter {
  void operator()(SSL *ssl) const { SSL_free(ssl); }
  void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
};

/// Certificate, key and authorities of one end, after the profile that PS3.15 annex B.9 takes from BCP 195: TLS 1.2 or 1.3
/// with ephemeral keys.
struct carchive_tls {
  std::unique_ptr<SSL_CTX, SSLDeleter> context;
  bool isAcceptor;

  /// A connection over a socket; a requester's checks that the certificate is for `host`, a name or an address.
  std::unique_ptr<SSL, SSLDeleter> connection(int socket, const char *host) const;
};

/// What OpenSSL says of the last failure on this thread.
std::string lastTLSError();
