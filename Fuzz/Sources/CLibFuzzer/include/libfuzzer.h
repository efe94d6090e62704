// libFuzzer's entry point for programs that bring their own main (compiler-rt, lib/fuzzer/FuzzerInterface.h).
#ifndef LIBFUZZER_H
#define LIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *bytes, size_t count));

#endif
