/// DCMTK's network library as a C interface: associations that are accepted and requested.
///
/// No C++ exception leaves a function, no library writes a log line, and every function may be called on any thread.
/// Text in UTF-8 or ASCII ends with a zero.
#ifndef CARCHIVE_H
#define CARCHIVE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Longest message, path, and peer's address, each with its closing zero.
enum { CARCHIVE_MESSAGE_SIZE = 256, CARCHIVE_PATH_SIZE = 4096, CARCHIVE_ADDRESS_SIZE = 64, CARCHIVE_COMMENT_SIZE = 65 };

/// Prepares the library; 0 where DCMTK's data dictionary, without which it reads no command, is not installed.
int carchive_prepare(void);

// MARK: - TLS

/// Certificate, key and authorities of one end.
typedef struct carchive_tls carchive_tls;

/// Reads PEM files. An acceptor with authorities asks its peers for a certificate of theirs; a requester without takes those
/// of the system. On failure NULL, and `message` says why.
carchive_tls *carchive_tls_create(const char *certificate, const char *key, const char *authorities, int is_acceptor,
                                  char message[CARCHIVE_MESSAGE_SIZE]);

void carchive_tls_free(carchive_tls *tls);

// MARK: - Listening

/// Listens at a host's port (0: any that is free, which is then put in its place). The descriptor, or a negative errno.
int carchive_listen(const char *host, int *port);

/// Takes a connection that waits, without blocking; `address` becomes the peer's in digits. Negative: none, or errno.
int carchive_take(int listener, char address[CARCHIVE_ADDRESS_SIZE]);

// MARK: - Channels of an acceptor

/// A connection to a peer, plain or TLS, that never blocks for longer than it is told to.
typedef struct carchive_channel carchive_channel;

/// How far a channel is with the peer's A-ASSOCIATE-RQ.
typedef enum {
  CARCHIVE_AWAITS_BYTES,    // poll(2) for POLLIN, then advance
  CARCHIVE_AWAITS_ROOM,     // poll(2) for POLLOUT, then advance
  CARCHIVE_HAS_REQUEST,     // the request is whole
  CARCHIVE_CHANNEL_ENDED    // the peer has gone, or sends something else
} carchive_progress;

/// Takes over a socket that does not block; NULL where memory does not suffice (the socket is closed then).
carchive_channel *carchive_channel_create(int socket, const carchive_tls *tls);

int carchive_channel_socket(const carchive_channel *channel);

/// Goes on with the handshake and the request, as far as that is possible without blocking.
carchive_progress carchive_channel_advance(carchive_channel *channel);

/// The A-ASSOCIATE-RQ with its header.
const uint8_t *carchive_channel_request(const carchive_channel *channel, size_t *count);

/// Why the channel ended; empty where the peer just went.
const char *carchive_channel_failure(const carchive_channel *channel);

/// Sends an A-ASSOCIATE-RJ (PS3.8 section 9.3.4) and what TLS has to say at the end.
void carchive_channel_reject(carchive_channel *channel, uint8_t result, uint8_t source, uint8_t reason);

/// Asks for the association to end after the message that is under way.
void carchive_channel_stop(carchive_channel *channel);

/// Ends the connection at once.
void carchive_channel_interrupt(carchive_channel *channel);

/// How long, in milliseconds, the association has waited for a message; 0 while one is under way.
int64_t carchive_channel_quiet(const carchive_channel *channel);

/// Closes. Nobody may use the channel any more.
void carchive_channel_free(carchive_channel *channel);

// MARK: - Accepting

/// What an acceptor takes.
typedef struct {
  uint32_t maximum_pdu;              // bytes of a P-DATA-TF, 4096 to 131072
  int idle_seconds;                  // without a message, or with less than 1 KiB/s of one
  uint64_t object_bytes;             // of a data set
  const char *const *sop_classes;    // of storage, NULL at the end
  const char *const *transfer_syntaxes;  // NULL at the end
} carchive_acceptance;

/// An object that is offered.
typedef struct {
  const char *sop_class;
  const char *sop_instance;
  const char *transfer_syntax;
} carchive_offer;

/// What becomes of objects. All are called on the thread of carchive_serve.
typedef struct {
  void *context;
  /// Gives the file to write, or else a status other than 0 and a comment for the peer.
  uint16_t (*place)(void *context, const carchive_offer *offer, char path[CARCHIVE_PATH_SIZE],
                    char comment[CARCHIVE_COMMENT_SIZE]);
  /// The file is whole; the status that the peer is told.
  uint16_t (*received)(void *context);
  /// The file that was given is not to be, and has been removed.
  void (*abandoned)(void *context, const char *reason);
} carchive_receiver;

/// How an association ended.
typedef enum {
  CARCHIVE_RELEASED,  // by the peer
  CARCHIVE_ABORTED,   // by the peer, which may just have closed the connection
  CARCHIVE_STOPPED,   // by carchive_channel_stop or carchive_channel_interrupt
  CARCHIVE_IDLE,      // no message came in time
  CARCHIVE_BROKEN     // the connection or the protocol; `message` says more
} carchive_ending;

/// Runs the association whose request a channel has, to its end. Blocks.
carchive_ending carchive_serve(carchive_channel *channel, const carchive_acceptance *acceptance,
                               const carchive_receiver *receiver, char message[CARCHIVE_MESSAGE_SIZE]);

// MARK: - Requesting

/// Ends an operation that another thread is about.
typedef struct carchive_interruption carchive_interruption;

/// NULL where memory does not suffice.
carchive_interruption *carchive_interruption_create(void);

/// Ends the operation's connection, at once or as soon as there is one.
void carchive_interrupt(carchive_interruption *interruption);

/// The operation must have ended.
void carchive_interruption_free(carchive_interruption *interruption);

/// Whom to ask, and how long that may take.
typedef struct {
  const char *host;
  int port;
  const char *called_title;
  const char *calling_title;
  const carchive_tls *tls;
  int timeout_seconds;                  // for the connection, and for each wait for bytes
  int limit_seconds;                    // once connected, for all answers; for each file that is stored
  carchive_interruption *interruption;  // may be NULL
} carchive_peer;

typedef enum {
  CARCHIVE_DONE,
  CARCHIVE_UNREACHABLE,  // no connection, or no TLS
  CARCHIVE_REJECTED,     // by an A-ASSOCIATE-RJ; see `rejection`
  CARCHIVE_NOT_OFFERED,  // the peer takes no presentation context that is needed
  CARCHIVE_TIMED_OUT,
  CARCHIVE_LOST          // the connection or the association, or an answer that breaks the protocol
} carchive_outcome;

/// What went wrong.
typedef struct {
  uint8_t rejection[3];  // result, source, reason
  char message[CARCHIVE_MESSAGE_SIZE];
} carchive_fault;

/// A response's status and error comment.
typedef struct {
  uint16_t status;
  char comment[CARCHIVE_COMMENT_SIZE];
} carchive_response;

/// C-ECHO.
carchive_outcome carchive_echo(const carchive_peer *peer, carchive_response *response, carchive_fault *fault);

/// What became of one file.
typedef enum {
  CARCHIVE_ANSWERED,        // the response has its status
  CARCHIVE_UNREADABLE,      // it is no DICOM file that can be sent
  CARCHIVE_CONTEXT_REFUSED  // the peer does not take its SOP class in its transfer syntax
} carchive_file_result;

/// C-STORE of Part 10 files over one association. `stored` is called once for each file, in order, up to the one at which
/// the association was lost.
carchive_outcome carchive_store(const carchive_peer *peer, const char *const *paths, size_t count, void *context,
                                void (*stored)(void *context, size_t index, carchive_file_result result,
                                               const carchive_response *response),
                                carchive_fault *fault);

/// A key of a query, or an element of a match; text in UTF-8.
typedef struct {
  uint16_t group;
  uint16_t element;
  const char *value;
} carchive_element;

/// C-FIND in the Study Root model. `matched` is called for each match with its text elements; more than `limit` are
/// cancelled.
carchive_outcome carchive_find(const carchive_peer *peer, const char *level, const carchive_element *keys, size_t count,
                               size_t limit, void *context,
                               void (*matched)(void *context, const carchive_element *elements, size_t count),
                               carchive_response *response, carchive_fault *fault);

/// What a C-MOVE's sub-operations came to.
typedef struct {
  carchive_response response;
  uint16_t completed, failed, warnings;
} carchive_move_result;

/// C-MOVE in the Study Root model of a study, series or instance (the lower two may be NULL).
carchive_outcome carchive_move(const carchive_peer *peer, const char *study, const char *series, const char *instance,
                               const char *destination, carchive_move_result *result, carchive_fault *fault);

#ifdef __cplusplus
}
#endif

#endif
