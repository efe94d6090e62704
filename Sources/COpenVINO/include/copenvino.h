// What Hilum needs of OpenVINO, as a small C interface: OpenVINO's own headers stay out of Swift's sight.
//
// Functions return 0 or a negative status, for which `copenvino_message` has the words. Handles and strings that come out
// through a pointer belong to the caller: strings go to `free`, handles to their `_free`.
#ifndef HILUM_COPENVINO_H
#define HILUM_COPENVINO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct copenvino_core copenvino_core;
typedef struct copenvino_model copenvino_model;
typedef struct copenvino_request copenvino_request;

/// An input or output of a model; an extent of -1 stands for any size.
typedef struct {
  char name[64];
  int64_t shape[8];
  size_t rank;
  bool is_float;
} copenvino_port;

/// A key and value of OpenVINO's, such as `PERFORMANCE_HINT` and `LATENCY`.
typedef struct {
  const char *key;
  const char *value;
} copenvino_property;

/// Words for a status: what OpenVINO says of the last failure in the process.
char *copenvino_message(int status);

/// OpenVINO's version and build.
char *copenvino_version(void);

// MARK: Core: the library itself; safe to share between threads

int copenvino_core_create(copenvino_core **core);
int copenvino_core_property(const copenvino_core *core, const char *device, const char *key, char **value);
/// The devices that are there, separated by spaces.
int copenvino_core_devices(const copenvino_core *core, char **names);

// MARK: Model: compiled for a device

int copenvino_compile_file(const copenvino_core *core, const char *path, const char *device,
                           const copenvino_property *properties, size_t property_count, copenvino_model **model);
int copenvino_compile_bytes(const copenvino_core *core, const void *bytes, size_t size, const char *device,
                            const copenvino_property *properties, size_t property_count, copenvino_model **model);
void copenvino_model_free(copenvino_model *model);
int copenvino_model_property(const copenvino_model *model, const char *key, char **value);
int copenvino_model_input_count(const copenvino_model *model, size_t *count);
int copenvino_model_input(const copenvino_model *model, size_t index, copenvino_port *port);
int copenvino_model_output_count(const copenvino_model *model, size_t *count);
int copenvino_model_output(const copenvino_model *model, size_t index, copenvino_port *port);

// MARK: Request: the state of one run; one thread at a time

int copenvino_request_create(const copenvino_model *model, copenvino_request **request);
void copenvino_request_free(copenvino_request *request);
/// Runs the model on floats of `shape`, which are read where they lie.
int copenvino_request_run(copenvino_request *request, const float *values, const int64_t *shape, size_t rank);
/// Floats of an output of the last run; they belong to the request and last until its next run.
int copenvino_request_output(const copenvino_request *request, size_t index, const float **values, size_t *count);

#endif
