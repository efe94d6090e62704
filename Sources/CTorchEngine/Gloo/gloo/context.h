// Gloo's types as far as PyTorch's ProcessGroupGloo.hpp needs them.
//
// LibTorch contains Gloo but comes without its headers. Nothing here is instantiated: the engine makes process groups
// through LibTorch's own constructors and holds Gloo's objects only behind pointers, so declarations suffice.
//
// https://github.com/pytorch/gloo

#pragma once

#include <chrono>

namespace gloo {

class Context {
 public:
  void setTimeout(std::chrono::milliseconds timeout);
};

namespace transport {
class UnboundBuffer;
}

}  // namespace gloo
