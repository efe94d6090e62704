// Linux calls that Swift's Glibc module does not show, since it is built without _GNU_SOURCE or without their header.

#pragma once

#include <malloc.h>

#define MFD_CLOEXEC 1u

#define HILUM_RENAME_EXCHANGE (1u << 1)

/// Exchanges two paths in one step (glibc 2.28, Linux 3.15; rename(2)).
extern int renameat2(int old_directory, const char *old_path, int new_directory, const char *new_path,
                     unsigned int flags);

/// Writes everything that waits for the disk on an open file's file system (glibc 2.14; syncfs(2)).
extern int syncfs(int descriptor);

/// The processors that a thread may use, a bit each; thread 0 is this one (glibc 2.3.4; sched_setaffinity(2)).
extern int sched_getaffinity(int thread, unsigned long size, void *processors);
extern int sched_setaffinity(int thread, unsigned long size, const void *processors);

/// A file that is in memory and in no folder (glibc 2.27; memfd_create(2)).
extern int memfd_create(const char *name, unsigned int flags);

/// What `Dl_info` is in <dlfcn.h>.
typedef struct {
  /// The program's or library's file.
  const char *file;
  void *base;
  const char *symbol;
  void *symbol_address;
} hilum_dl_info;

/// Tells in which program or library an address lies; 0 where in none (dladdr(3)).
extern int hilum_dladdr(const void *address, hilum_dl_info *info) __asm__("dladdr");
