#include "ctorch.h"

#include <dlfcn.h>
#include <torch/headeronly/version.h>

const char *ct_torch_version(void) { return TORCH_VERSION; }

const ct_api *ct_load(const char *library, const char *const *before, int32_t count, const char **error) {
  // A library that is loaded is the one that others get who name its soname.
  for (int32_t i = 0; i < count; ++i) {
    if (!dlopen(before[i], RTLD_NOW | RTLD_LOCAL)) {
      *error = dlerror();
      return NULL;
    }
  }
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    *error = dlerror();
    return NULL;
  }
  const ct_api *(*engine)(void) = (const ct_api *(*)(void))dlsym(handle, "ct_engine");
  const ct_api *api = engine ? engine() : NULL;
  if (!api || api->size != sizeof(ct_api)) {
    *error = "it is not the engine of this version of Hilum";
    return NULL;
  }
  return api;
}
