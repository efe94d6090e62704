#include "ctorch.h"
#include <dlfcn.h>
#include <stddef.h>
const ct_api *ct_load(const char **error) {
  void *library = dlopen("libCTorchEngine.so", RTLD_NOW | RTLD_LOCAL);
  if (!library) { *error = dlerror(); return NULL; }
  const ct_api *(*engine)(void) = (const ct_api *(*)(void))dlsym(library, "ct_engine");
  return engine();
}
