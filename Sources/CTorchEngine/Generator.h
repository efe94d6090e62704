// What stands behind a `ct_generator`.

#pragma once

#include <ATen/core/Generator.h>

struct ct_generator_object {
  at::Generator value;
};
