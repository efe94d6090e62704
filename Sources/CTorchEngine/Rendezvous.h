// How the processes of a group find each other.

#pragma once

#include "ctorch.h"

#include <torch/csrc/distributed/c10d/ProcessGroup.hpp>

namespace engine {

/// Joins the group, with one backend for each kind of device: waits until all its processes have come.
c10::intrusive_ptr<c10d::ProcessGroup> join(const ct_rendezvous &);

}  // namespace engine
