#include "cradiograph.h"

cradiograph_instructions cradiograph_best_instructions(void) {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return CRADIOGRAPH_PORTABLE;
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi")) return CRADIOGRAPH_AVX512;
  return CRADIOGRAPH_AVX2;
#else
  return CRADIOGRAPH_PORTABLE;
#endif
}
