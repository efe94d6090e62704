#include "ctorch.h"

#include <dlfcn.h>

const ct_api *ct_load(const char *library, const char **error) {
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
