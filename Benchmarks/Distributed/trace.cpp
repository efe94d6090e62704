// Writes down when each part of the backward pass and each all-reduce of a training begins and ends, for trace.py.
//
// Loaded into the program beside LibTorch, whose own profiling hooks it uses: the program itself knows nothing of it.
//
//   D=.deps/libtorch; c++ -std=c++17 -O2 -shared -fPIC -isystem $D/include Benchmarks/Distributed/trace.cpp \
//     -o /tmp/trace.so -L$D/lib -Wl,-rpath,$D/lib -ltorch_cpu -lc10
//   LD_PRELOAD=/tmp/trace.so TRACE=/tmp/trace hilum train …      (one file a rank: /tmp/trace.RANK)

#include <ATen/record_function.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>

namespace {

using Clock = std::chrono::steady_clock;

struct Span : at::ObserverContext {
  Clock::time_point start = Clock::now();
};

std::mutex mutex;
std::FILE *file = nullptr;

long long microseconds(Clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

/// What is written: KIND START END NUMBER NAME, in microseconds of one clock. Numbers are those of the forward pass: they
/// rise from step to step.
void end(const at::RecordFunction &function, at::ObserverContext *context) {
  const std::string_view name = function.name();
  const bool exchanges = name.find("all_reduce") != name.npos || name.find("allreduce") != name.npos;
  const bool goesBackward = function.scope() == at::RecordScope::BACKWARD_FUNCTION;
  if (!exchanges && !goesBackward) return;
  const auto *span = static_cast<Span *>(context);
  const std::lock_guard<std::mutex> lock(mutex);
  std::fprintf(
      file, "%s %lld %lld %lld %s\n", exchanges ? "exchange" : "backward", microseconds(span->start),
      microseconds(Clock::now()), static_cast<long long>(function.seqNr()), function.name());
}

__attribute__((constructor)) void observe() {
  const char *path = std::getenv("TRACE");
  if (!path) return;
  const char *rank = std::getenv("RANK");
  file = std::fopen((std::string(path) + "." + (rank ? rank : "0")).c_str(), "w");
  if (!file) return;
  at::addGlobalCallback(
      at::RecordFunctionCallback(
          [](const at::RecordFunction &) -> std::unique_ptr<at::ObserverContext> { return std::make_unique<Span>(); },
          end)
          .scopes({at::RecordScope::BACKWARD_FUNCTION, at::RecordScope::USER_SCOPE}));
}

__attribute__((destructor)) void close() {
  if (file) std::fclose(file);
}

}  // namespace
