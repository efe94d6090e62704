#include "copenvino.h"

#include <openvino/c/openvino.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The handles are OpenVINO's own under another name.
#define CORE(handle) ((ov_core_t *)(handle))
#define MODEL(handle) ((ov_compiled_model_t *)(handle))
#define REQUEST(handle) ((ov_infer_request_t *)(handle))

_Static_assert(sizeof(copenvino_property) == sizeof(ov_property_t), "properties are passed through as they are");

// A copy that goes to free(), of a string that goes to ov_free().
static char *taken(const char *text) {
  char *copy = text ? strdup(text) : NULL;
  ov_free(text);
  return copy;
}

char *copenvino_message(int status) {
  char *message = taken(ov_get_last_err_msg());
  return message ? message : strdup(ov_get_error_info((ov_status_e)status));
}

char *copenvino_version(void) {
  ov_version_t version = {0};
  if (ov_get_openvino_version(&version) != OK) return NULL;
  char *build = version.buildNumber ? strdup(version.buildNumber) : NULL;
  ov_version_free(&version);
  return build;
}

// MARK: Core

int copenvino_core_create(copenvino_core **core) { return ov_core_create((ov_core_t **)core); }

int copenvino_core_property(const copenvino_core *core, const char *device, const char *key, char **value) {
  char *text = NULL;
  const ov_status_e status = ov_core_get_property(CORE(core), device, key, &text);
  if (status == OK) *value = taken(text);
  return status;
}

int copenvino_core_devices(const copenvino_core *core, char **names) {
  ov_available_devices_t devices = {0};
  const ov_status_e status = ov_core_get_available_devices(CORE(core), &devices);
  if (status != OK) return status;
  size_t length = 1;
  for (size_t index = 0; index < devices.size; index++) length += strlen(devices.devices[index]) + 1;
  char *joined = calloc(length, 1);
  for (size_t index = 0; joined && index < devices.size; index++) {
    if (index > 0) strcat(joined, " ");
    strcat(joined, devices.devices[index]);
  }
  ov_available_devices_free(&devices);
  *names = joined;
  return OK;
}

// MARK: Model

int copenvino_compile_file(const copenvino_core *core, const char *path, const char *device,
                           const copenvino_property *properties, size_t property_count, copenvino_model **model) {
  return ov_core_compile_model_from_file_props(CORE(core), path, device, property_count,
                                               (const ov_property_t *)properties, (ov_compiled_model_t **)model);
}

int copenvino_compile_bytes(const copenvino_core *core, const void *bytes, size_t size, const char *device,
                            const copenvino_property *properties, size_t property_count, copenvino_model **model) {
  ov_model_t *graph = NULL;
  ov_status_e status = ov_core_read_model_from_memory_buffer(CORE(core), bytes, size, NULL, &graph);
  if (status != OK) return status;
  status = ov_core_compile_model_props(CORE(core), graph, device, property_count, (const ov_property_t *)properties,
                                       (ov_compiled_model_t **)model);
  ov_model_free(graph);
  return status;
}

void copenvino_model_free(copenvino_model *model) { ov_compiled_model_free(MODEL(model)); }

int copenvino_model_property(const copenvino_model *model, const char *key, char **value) {
  char *text = NULL;
  const ov_status_e status = ov_compiled_model_get_property(MODEL(model), key, &text);
  if (status == OK) *value = taken(text);
  return status;
}

// Describes a port and releases it.
static int describe(ov_output_const_port_t *handle, copenvino_port *port) {
  memset(port, 0, sizeof *port);
  char *name = NULL;
  ov_element_type_e type = DYNAMIC;
  ov_partial_shape_t shape = {0};
  ov_status_e status = ov_port_get_any_name(handle, &name);
  if (status == OK) status = ov_port_get_element_type(handle, &type);
  if (status == OK) status = ov_port_get_partial_shape(handle, &shape);
  if (status == OK) {
    snprintf(port->name, sizeof port->name, "%s", name);
    port->is_float = type == F32;
    const size_t limit = sizeof port->shape / sizeof port->shape[0];
    // A rank that is not known, or beyond the limit, is given as 0.
    if (shape.rank.min == shape.rank.max && shape.rank.max >= 0 && (size_t)shape.rank.max <= limit) {
      port->rank = (size_t)shape.rank.max;
    }
    for (size_t index = 0; index < port->rank; index++) {
      const ov_dimension_t extent = shape.dims[index];
      port->shape[index] = extent.min == extent.max ? extent.max : -1;
    }
    ov_partial_shape_free(&shape);
  }
  ov_free(name);
  ov_output_const_port_free(handle);
  return status;
}

int copenvino_model_input_count(const copenvino_model *model, size_t *count) {
  return ov_compiled_model_inputs_size(MODEL(model), count);
}

int copenvino_model_input(const copenvino_model *model, size_t index, copenvino_port *port) {
  ov_output_const_port_t *handle = NULL;
  const ov_status_e status = ov_compiled_model_input_by_index(MODEL(model), index, &handle);
  return status == OK ? describe(handle, port) : status;
}

int copenvino_model_output_count(const copenvino_model *model, size_t *count) {
  return ov_compiled_model_outputs_size(MODEL(model), count);
}

int copenvino_model_output(const copenvino_model *model, size_t index, copenvino_port *port) {
  ov_output_const_port_t *handle = NULL;
  const ov_status_e status = ov_compiled_model_output_by_index(MODEL(model), index, &handle);
  return status == OK ? describe(handle, port) : status;
}

// MARK: Request

int copenvino_request_create(const copenvino_model *model, copenvino_request **request) {
  return ov_compiled_model_create_infer_request(MODEL(model), (ov_infer_request_t **)request);
}

void copenvino_request_free(copenvino_request *request) { ov_infer_request_free(REQUEST(request)); }

int copenvino_request_run(copenvino_request *request, const float *values, const int64_t *shape, size_t rank) {
  ov_tensor_t *input = NULL;
  const ov_shape_t extents = {(int64_t)rank, (int64_t *)shape};
  // OpenVINO asks for mutable values but leaves those of an input alone.
  ov_status_e status = ov_tensor_create_from_host_ptr(F32, extents, (void *)values, &input);
  if (status != OK) return status;
  status = ov_infer_request_set_input_tensor_by_index(REQUEST(request), 0, input);
  if (status == OK) status = ov_infer_request_infer(REQUEST(request));
  ov_tensor_free(input);
  return status;
}

int copenvino_request_output(const copenvino_request *request, size_t index, const float **values, size_t *count) {
  ov_tensor_t *tensor = NULL;
  ov_status_e status = ov_infer_request_get_output_tensor_by_index(REQUEST(request), index, &tensor);
  if (status != OK) return status;
  void *data = NULL;
  status = ov_tensor_get_size(tensor, count);
  if (status == OK) status = ov_tensor_data(tensor, &data);
  *values = data;
  ov_tensor_free(tensor);
  return status;
}
