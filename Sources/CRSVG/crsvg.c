#define _GNU_SOURCE
#include "crsvg.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// MARK: - What is called of librsvg 2.46 and later, cairo and GLib

typedef struct { double x, y, width, height; } rectangle;
typedef struct { uint32_t domain; int code; char *message; } g_error;
typedef int (*cairo_write)(void *closure, const unsigned char *data, unsigned int length);
enum { cairo_format_argb32 = 0, cairo_status_success = 0, cairo_status_no_memory = 1 };

static struct {
  void *(*rsvg_handle_new_from_data)(const uint8_t *, size_t, g_error **);
  int (*rsvg_handle_render_document)(void *, void *, const rectangle *, g_error **);
  void (*g_object_unref)(void *);
  void (*g_error_free)(g_error *);
  void *(*cairo_image_surface_create)(int, int, int);
  void *(*cairo_create)(void *);
  int (*cairo_status)(void *);
  int (*cairo_surface_status)(void *);
  const char *(*cairo_status_to_string)(int);
  unsigned char *(*cairo_image_surface_get_data)(void *);
  int (*cairo_image_surface_get_stride)(void *);
  void (*cairo_surface_flush)(void *);
  int (*cairo_surface_write_to_png_stream)(void *, cairo_write, void *);
  void (*cairo_destroy)(void *);
  void (*cairo_surface_destroy)(void *);
} api;

// MARK: - Loading

static pthread_once_t loading = PTHREAD_ONCE_INIT;
static char loading_error[256];

static void load(void) {
  void *library = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(loading_error, sizeof loading_error, "librsvg-2.so.2 is not installed");
    return;
  }
  // The handle reaches librsvg's own dependencies too: cairo, GLib and GObject.
#define LOAD(name)                                                                            \
  if (!(*(void **)&api.name = dlsym(library, #name))) {                                       \
    snprintf(loading_error, sizeof loading_error, "this librsvg has no function " #name); \
    return;                                                                                   \
  }
  LOAD(rsvg_handle_new_from_data)
  LOAD(rsvg_handle_render_document)
  LOAD(g_object_unref)
  LOAD(g_error_free)
  LOAD(cairo_image_surface_create)
  LOAD(cairo_create)
  LOAD(cairo_status)
  LOAD(cairo_surface_status)
  LOAD(cairo_status_to_string)
  LOAD(cairo_image_surface_get_data)
  LOAD(cairo_image_surface_get_stride)
  LOAD(cairo_surface_flush)
  LOAD(cairo_surface_write_to_png_stream)
  LOAD(cairo_destroy)
  LOAD(cairo_surface_destroy)
#undef LOAD
}

// MARK: - Drawing

typedef struct { uint8_t *bytes; size_t length, capacity; } buffer;

static int append(void *closure, const unsigned char *data, unsigned int length) {
  buffer *to = closure;
  if (to->length + length > to->capacity) {
    size_t capacity = 2 * to->capacity + length;
    uint8_t *bytes = realloc(to->bytes, capacity);
    if (!bytes) return cairo_status_no_memory;
    to->bytes = bytes;
    to->capacity = capacity;
  }
  memcpy(to->bytes + to->length, data, length);
  to->length += length;
  return cairo_status_success;
}

static crsvg_status fail(crsvg_status status, const char *reason, char *message, size_t message_size) {
  snprintf(message, message_size, "%s", reason ? reason : "unknown reason");
  return status;
}

// Draws `svg` and gives the surface to `take`, whose answer is a status of cairo's.
static crsvg_status draw(const uint8_t *svg, size_t svg_length, int width, int height,
                         int (*take)(void *surface, void *closure), void *closure, char *message,
                         size_t message_size) {
  pthread_once(&loading, load);
  if (loading_error[0]) return fail(CRSVG_NO_LIBRARY, loading_error, message, message_size);

  g_error *error = NULL;
  void *document = api.rsvg_handle_new_from_data(svg, svg_length, &error);
  if (!document) {
    crsvg_status status = fail(CRSVG_BAD_SVG, error ? error->message : NULL, message, message_size);
    if (error) api.g_error_free(error);
    return status;
  }
  crsvg_status status = CRSVG_OK;
  void *surface = api.cairo_image_surface_create(cairo_format_argb32, width, height);
  void *context = api.cairo_create(surface);
  int cairo = api.cairo_status(context);
  if (cairo == cairo_status_success) {
    rectangle page = {0, 0, width, height};
    if (!api.rsvg_handle_render_document(document, context, &page, &error)) {
      status = fail(CRSVG_BAD_SVG, error ? error->message : NULL, message, message_size);
      if (error) api.g_error_free(error);
    } else {
      cairo = take(surface, closure);
    }
  }
  if (status == CRSVG_OK && cairo != cairo_status_success) {
    status = fail(cairo == cairo_status_no_memory ? CRSVG_NO_MEMORY : CRSVG_CAIRO, api.cairo_status_to_string(cairo),
                  message, message_size);
  }
  api.cairo_destroy(context);
  api.cairo_surface_destroy(surface);
  api.g_object_unref(document);
  return status;
}

static int take_png(void *surface, void *closure) {
  return api.cairo_surface_write_to_png_stream(surface, append, closure);
}

crsvg_status crsvg_draw(const uint8_t *svg, size_t svg_length, int width, int height, uint8_t **png,
                        size_t *png_length, char *message, size_t message_size) {
  *png = NULL;
  *png_length = 0;
  buffer output = {0};
  crsvg_status status = draw(svg, svg_length, width, height, take_png, &output, message, message_size);
  if (status != CRSVG_OK) {
    free(output.bytes);
    return status;
  }
  *png = output.bytes;
  *png_length = output.length;
  return CRSVG_OK;
}

typedef struct { uint8_t *rgb; int width, height; } pixels;

static int take_pixels(void *surface, void *closure) {
  const pixels *to = closure;
  api.cairo_surface_flush(surface);
  const uint8_t *data = api.cairo_image_surface_get_data(surface);
  if (!data) return cairo_status_no_memory;
  size_t stride = (size_t)api.cairo_image_surface_get_stride(surface);
  uint8_t *rgb = to->rgb;
  for (int y = 0; y < to->height; y++) {
    // Colours times alpha, in the processor's order of bytes: over black they are what is seen.
    const uint8_t *row = data + (size_t)y * stride;
    for (int x = 0; x < to->width; x++, rgb += 3) {
      uint32_t pixel;
      memcpy(&pixel, row + 4 * (size_t)x, 4);
      rgb[0] = (uint8_t)(pixel >> 16);
      rgb[1] = (uint8_t)(pixel >> 8);
      rgb[2] = (uint8_t)pixel;
    }
  }
  return cairo_status_success;
}

crsvg_status crsvg_draw_on_black(const uint8_t *svg, size_t svg_length, int width, int height, uint8_t *rgb,
                                 char *message, size_t message_size) {
  pixels to = {rgb, width, height};
  return draw(svg, svg_length, width, height, take_pixels, &to, message, message_size);
}

void crsvg_free(uint8_t *png) { free(png); }
