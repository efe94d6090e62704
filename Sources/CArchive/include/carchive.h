// DCMTK's network library as a C interface: associations that are accepted and requested.
//
// No C++ exception leaves a function, and no library writes a log line.
#ifndef CARCHIVE_H
#define CARCHIVE_H

#ifdef __cplusplus
extern "C" {
#endif

/// DCMTK's version, such as `3.6.7`.
const char *carchive_dcmtk_version(void);

#ifdef __cplusplus
}
#endif

#endif
