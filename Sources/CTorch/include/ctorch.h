#ifndef HILUM_CTORCH_H
#define HILUM_CTORCH_H
#ifdef __cplusplus
extern "C" {
#endif
typedef struct ct_api {
  int (*thread_count)(void);
} ct_api;
const ct_api *ct_load(const char **error);
#ifdef __cplusplus
}
#endif
#endif
