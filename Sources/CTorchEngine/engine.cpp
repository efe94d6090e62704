#include "ctorch.h"
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
extern "C" const ct_api *ct_engine(void) {
  static const ct_api api = {[] { return at::get_num_threads(); }};
  return &api;
}
