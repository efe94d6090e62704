// How the processes of a group find each other: a store at an address that all know, and backends made by way of it.

#define USE_C10D_GLOO

#include "Rendezvous.h"

#include "NCCLPlugin.h"
#include "Support.h"

#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include <dlfcn.h>
#include <netdb.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <sstream>

namespace engine {
namespace {

using c10d::Backend;
using c10d::PrefixStore;
using c10d::ProcessGroup;
using c10d::ProcessGroupGloo;
using c10d::Store;
using std::chrono::milliseconds;

/// Blocks a signal in this thread; the threads that it starts meanwhile keep it blocked.
class SignalBlock {
 public:
  explicit SignalBlock(int signal) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    pthread_sigmask(SIG_BLOCK, &set, &before_);
  }
  ~SignalBlock() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalBlock(const SignalBlock &) = delete;
  SignalBlock &operator=(const SignalBlock &) = delete;

 private:
  sigset_t before_;
};

c10::intrusive_ptr<Store> store(const ct_rendezvous &place) {
  c10d::TCPStoreOptions options;
  options.port = static_cast<uint16_t>(place.port);
  options.isServer = place.hosts;
  options.waitWorkers = false;
  options.timeout = milliseconds(place.timeout_milliseconds);
  // Several groups of one process share its server.
  options.multiTenant = true;
  return c10::make_intrusive<PrefixStore>(
      place.prefix, c10::make_intrusive<c10d::TCPStore>(place.address, options));
}

// MARK: - Gloo

/// The address of the interface that leads to `host`: loopback if all processes are on one machine.
std::string local_address(const char *host, int port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_DGRAM;
  addrinfo *found = nullptr;
  if (const int error = getaddrinfo(host, std::to_string(port).c_str(), &hints, &found)) {
    throw BadArgument("no address is known for " + std::string(host) + ": " + gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> addresses(found, freeaddrinfo);
  for (const auto *address = found; address; address = address->ai_next) {
    const int descriptor = socket(address->ai_family, SOCK_DGRAM, 0);
    if (descriptor < 0) continue;
    sockaddr_storage name{};
    socklen_t length = sizeof name;
    char text[NI_MAXHOST];
    // Connecting a datagram socket sends nothing; it chooses the route.
    const bool known = connect(descriptor, address->ai_addr, address->ai_addrlen) == 0 &&
        getsockname(descriptor, reinterpret_cast<sockaddr *>(&name), &length) == 0 &&
        getnameinfo(reinterpret_cast<sockaddr *>(&name), length, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0;
    close(descriptor);
    if (known) return text;
  }
  throw BadArgument("no network leads to " + std::string(host));
}

c10::intrusive_ptr<Backend> gloo(const c10::intrusive_ptr<Store> &store, const ct_rendezvous &place) {
  const auto options = ProcessGroupGloo::Options::create(milliseconds(place.timeout_milliseconds));
  const bool lazy = c10d::getDefaultGlooLazyInit();
  if (place.interfaces) {
    std::stringstream names(place.interfaces);
    for (std::string name; std::getline(names, name, ',');) {
      options->devices.push_back(ProcessGroupGloo::createDeviceForInterface(name, lazy));
    }
    options->threads = static_cast<int>(options->devices.size()) * 2;
  } else {
    const auto address = local_address(place.address, place.port);
    options->devices.push_back(ProcessGroupGloo::createDeviceForHostname(address, lazy));
  }
  return c10::make_intrusive<ProcessGroupGloo>(
      c10::make_intrusive<PrefixStore>("gloo", store), place.rank, place.size, options);
}

// MARK: - NCCL

/// The library with NCCL, which lies beside the engine.
ct_nccl_factory *nccl_factory() {
  Dl_info engine{};
  dladdr(reinterpret_cast<const void *>(&join), &engine);
  const auto directory = std::filesystem::path(engine.dli_fname ? engine.dli_fname : "").parent_path();
  void *library = dlopen((directory / "libCTorchNCCL.so").c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) throw BadArgument("NCCL is not there: " + std::string(dlerror()));
  const auto factory = reinterpret_cast<ct_nccl_factory *>(dlsym(library, "ct_nccl_backend"));
  if (!factory) throw BadArgument("libCTorchNCCL.so is not the one of this version of Hilum");
  return factory;
}

c10::intrusive_ptr<Backend> nccl(const c10::intrusive_ptr<Store> &store, const ct_rendezvous &place) {
  c10::intrusive_ptr<Backend> backend;
  nccl_factory()(
      backend, c10::make_intrusive<PrefixStore>("nccl", store), place.rank, place.size, place.device,
      milliseconds(place.timeout_milliseconds));
  return backend;
}

}  // namespace

c10::intrusive_ptr<ProcessGroup> join(const ct_rendezvous &place) {
  // Gloo's threads write to sockets whose other end may be gone, which would end this process without a word.
  const SignalBlock block(SIGPIPE);
  const auto meeting = store(place);
  const auto group = c10::make_intrusive<ProcessGroup>(meeting, place.rank, place.size);
  if (place.backend == CT_NCCL) group->setBackend(at::kCUDA, ProcessGroup::NCCL, nccl(meeting, place));
  group->setBackend(at::kCPU, ProcessGroup::GLOO, gloo(meeting, place));
  group->setDefaultBackend(place.backend == CT_NCCL ? ProcessGroup::NCCL : ProcessGroup::GLOO);
  group->setGroupName(place.prefix);
  return group;
}

}  // namespace engine
