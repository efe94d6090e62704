/// Hilum as a C library: chest X-rays in, calibrated probabilities, decisions and heat-maps out.
///
///     hilum_model *model = NULL;
///     if (hilum_load("bundle", NULL, &model) != HILUM_OK) return report(hilum_last_error());
///     hilum_picture pictures[] = {hilum_picture_at("a.jpeg"), hilum_picture_at("b.dcm")};
///     hilum_results *results = NULL;
///     if (hilum_predict(model, pictures, 2, NULL, NULL, &results) == HILUM_OK) {
///       for (size_t i = 0; i < results->count; i++) puts(results->items[i].json);
///       hilum_results_release(results);
///     }
///     hilum_model_release(model);
///
/// Conventions, the same for every function:
/// - A function that can fail returns a `hilum_status`. What it makes is written through its last parameter, which is
///   NULL afterwards unless the status is `HILUM_OK`. After a failure `hilum_last_error` has the sentence for people
///   and `hilum_last_error_code` the name for programs; both belong to the calling thread.
/// - Nothing aborts and no exception leaves the library, whatever files, sizes and options it is given. A pointer must
///   point to as much as its documentation says, or be NULL where that is allowed; a NULL that is not allowed is
///   `HILUM_BAD_ARGUMENT`. To use what has been released is undefined, as with `free`.
/// - What a function makes belongs to the caller, who gives it back with the `_release` of its type; everything that it
///   points to lives until then. NULL may be released. What is passed in is borrowed until the function returns, and
///   read where it lies: bytes of files are decoded in place.
/// - Functions may be called from any thread, several at once, with the same model too.
/// - Text is UTF-8 that ends in NUL. Options are a JSON object, NULL standing for `{}`; a key that is not known is an
///   error, so that a misspelt one can't pass for one left out. Keys of JSON that is returned are added to, never
///   renamed.
/// - A process that was forked after the first call can't use the library (`HILUM_FORKED`); start processes afresh
///   instead, as Python's `multiprocessing` does with "spawn".
///
/// Environment: `HILUM_LUNGS` names the network that outlines lungs, `HILUM_CACHE` the folder for compiled networks.
/// Research software, not a medical device.

#ifndef HILUM_H
#define HILUM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: - Status

/// What became of a call, or of one picture: one of the numbers below.
typedef int32_t hilum_status;

enum {
  /// Done.
  HILUM_OK = 0,
  /// A pointer, number or option is not one that the function takes.
  HILUM_BAD_ARGUMENT = 1,
  /// The picture can't be read or used; the code says why, such as "truncated_image".
  HILUM_BAD_PICTURE = 2,
  /// The bundle can't be used.
  HILUM_BAD_BUNDLE = 3,
  /// The network, or what explains it, failed.
  HILUM_FAILED = 4,
  /// The progress function asked to stop before the picture's turn came.
  HILUM_CANCELLED = 5,
  /// The library was in use before this process was forked from another.
  HILUM_FORKED = 6,
};

/// A sentence about the calling thread's last failure, "" before the first; it lasts until that thread's next failure.
const char *hilum_last_error(void);

/// The same for programs, "" before the first: "bad_argument", "forked", "prediction_failed", "not_found",
/// "bad_bundle", or a picture's, such as "unsupported_media_type", "truncated_image", "image_too_small", "no_lungs".
const char *hilum_last_error_code(void);

/// Hilum's version, such as "1.2.0"; it lasts as long as the process.
const char *hilum_version(void);

// MARK: - Pictures

/// What a `hilum_picture` is made of.
enum {
  /// `data` is the path of a JPEG, PNG or DICOM file.
  HILUM_PATH = 0,
  /// `data` points to the `size` bytes of such a file.
  HILUM_BYTES = 1,
  /// `data` points to pixels.
  HILUM_ARRAY = 2,
};

/// The type of an array's elements, in host byte order; `data` need not be aligned.
enum {
  /// 0 black to 255 white.
  HILUM_UINT8 = 0,
  /// Grey as in a PNG of 16 bits: the fewest of 8, 10, 12, 14 or 16 bits that hold the brightest pixel are the range.
  /// Three channels have 16 bits, of which the highest 8 are used.
  HILUM_UINT16 = 1,
  /// 0 black to 1 white, used with 16 bits (three channels: 8). A value outside, or that is no number, is an error.
  HILUM_FLOAT32 = 2,
};

/// A picture. Fields that its kind does not name are not looked at.
///
/// Sides have from 16 to 20,000 pixels, at most 100 million in all; files have at most 256 MiB.
typedef struct hilum_picture {
  /// `HILUM_PATH`, `HILUM_BYTES` or `HILUM_ARRAY`.
  int32_t kind;
  /// Array: the type of its elements.
  int32_t element;
  /// The path, the file's bytes, or the upper left pixel.
  const void *data;
  /// Bytes, array: how many bytes may be read from `data` on. An array that says it is longer is an error.
  size_t size;
  /// Array: rows.
  int64_t height;
  /// Array: columns.
  int64_t width;
  /// Array: 1, grey, or 3, red, green and blue of each pixel side by side.
  int64_t channels;
  /// Array: bytes from one row to the next; 0 where rows follow each other without a gap.
  int64_t row_stride;
  /// What the picture is called in results (`file`); where NULL a path is called by itself, and others have no name.
  const char *name;
} hilum_picture;

/// The picture in a file.
static inline hilum_picture hilum_picture_at(const char *path) {
  hilum_picture picture = {HILUM_PATH, 0, path, 0, 0, 0, 0, 0, NULL};
  return picture;
}

/// The picture in a file in memory.
static inline hilum_picture hilum_picture_of_bytes(const void *bytes, size_t size) {
  hilum_picture picture = {HILUM_BYTES, 0, bytes, size, 0, 0, 0, 0, NULL};
  return picture;
}

/// The picture in an array [height, width] of 8-bit grey levels without gaps.
static inline hilum_picture hilum_picture_of_gray8(const uint8_t *levels, int64_t height, int64_t width) {
  size_t size = height > 0 && width > 0 ? (size_t)height * (size_t)width : 0;
  hilum_picture picture = {HILUM_ARRAY, HILUM_UINT8, levels, size, height, width, 1, 0, NULL};
  return picture;
}

// MARK: - Models

/// A model that is ready to read pictures.
typedef struct hilum_model hilum_model;

/// Loads the model in a bundle, or in the folder of a run, after checking its files against the checksums they were
/// written with.
///
/// Options:
///     "precision": "f32" (default), "bf16" (f32 where the processor lacks it) or "int8" (needs model-int8.onnx)
///     "mode":      "throughput" (default): many pictures side by side, each on a core;
///                  "latency": one picture at a time, on all cores
///     "threads":   cores to use, from 1; null (default): all
///     "explain":   whether heat-maps will be wanted; false (default): what they need is loaded with the first of them
///
/// `HILUM_BAD_BUNDLE` where there is no bundle or it is damaged, `HILUM_FAILED` where its network can't be run.
hilum_status hilum_load(const char *bundle, const char *options, hilum_model **model);

void hilum_model_release(hilum_model *model);

/// What is known of the model, as JSON that lives as long as the model: what its `model.json` says without names of
/// files (as the server's `GET /model-info`), with "precision" (in use), "input" (the preprocessing) and "input_shape"
/// (of the network: channels, height, width). NULL where `model` is NULL.
const char *hilum_describe(const hilum_model *model);

// MARK: - Predicting

/// What was read from a picture, or why nothing was.
typedef struct hilum_result {
  /// `HILUM_OK`, `HILUM_BAD_PICTURE`, `HILUM_FAILED`, `HILUM_BAD_ARGUMENT` or `HILUM_CANCELLED`.
  hilum_status status;
  /// The error's name for programs and sentence for people; NULL where there is none.
  const char *code;
  const char *message;
  /// The line that `hilum predict --json` prints for the picture, without the line feed and, for pictures without a
  /// name, without "file". Never NULL: an error is the object with "error".
  const char *json;
  /// The calibrated probability of each class or finding, in the model's order; NULL where nothing was read.
  const double *probabilities;
  size_t probability_count;
  /// The heat-map, row by row from the top left; NULL where none was asked for.
  const float *heatmap;
  int64_t heatmap_height;
  int64_t heatmap_width;
  /// The PNG file of the original picture in colour with the heat-map and the lungs' edge over it; NULL where none was
  /// asked for.
  const uint8_t *overlay;
  size_t overlay_size;
} hilum_result;

/// The results of several pictures, in their order.
typedef struct hilum_results {
  size_t count;
  const hilum_result *items;
} hilum_results;

/// Told after each picture how many are done; from any of the library's threads, several at once.
///
/// Whatever but 0 is returned asks to stop: pictures whose turn has not come are `HILUM_CANCELLED`, and nobody is told of
/// them.
typedef int32_t (*hilum_progress)(void *context, size_t done, size_t count);

/// Whom to tell of progress.
typedef struct hilum_observer {
  hilum_progress progress;
  /// Handed to `progress`.
  void *context;
} hilum_observer;

/// Reads pictures side by side on all cores that the model may use, as `hilum predict` does.
///
/// A picture that can't be read costs only itself: the call is `HILUM_OK` nevertheless, and the result says why. What
/// is wrong with a `hilum_picture` itself is an error of that picture, too.
///
/// Options:
///     "explain":     null (default): no heat-maps; "grad-cam" or "grad-cam++"
///     "class":       the class or finding that is explained, by name; null (default): the predicted one
///     "grid":        what the heat-map's values lie on. "network" (default): the network's last stage, such as 7 × 7,
///                    over what the network saw, values as they were computed. "picture": the whole original picture,
///                    values stretched to 0…1, and 0 where the network saw nothing
///     "overlay":     whether the picture with the heat-map over it is wanted, too; false by default
///     "longer_side": the longer side of "overlay" and of a heat-map on the picture, in pixels at most; null (default):
///                    the picture's own size
///     "zones":       whether the lungs' zones are wanted without a heat-map; false by default
///     "report":      whether the reading is wanted in plain sentences, too; false by default
///     "frame":       the frame of a DICOM file with several, from 0 (default)
///     "window":      the window or VOI LUT of a DICOM file with several, from 0; null (default): the first that is
///                    valid
///
/// `pictures` may be NULL where `count` is 0, and `observer` where nobody is to be told.
hilum_status hilum_predict(const hilum_model *model, const hilum_picture *pictures, size_t count, const char *options,
                           const hilum_observer *observer, hilum_results **results);

void hilum_results_release(hilum_results *results);

// MARK: - Arrays

/// Numbers in row-major order, without gaps.
typedef struct hilum_array {
  /// `HILUM_UINT8`, `HILUM_UINT16` or `HILUM_FLOAT32`.
  int32_t element;
  /// How many extents of `shape` count.
  int32_t rank;
  int64_t shape[3];
  const void *data;
  /// What is known beside the numbers, as a JSON object; NULL where there is nothing.
  const char *json;
} hilum_array;

/// Decodes a picture: its grey levels [height, width] in `HILUM_UINT8`, or `HILUM_UINT16` where it has more than 8 bits
/// (PNG; DICOM is windowed to 8 bits). Read again as an array, it is the same picture.
///
/// Options: "frame" and "window" as in `hilum_predict`; "color": whether a picture in colours keeps them, [height,
/// width, 3]; false (default): it becomes grey as Pillow's `convert("L")` does.
///
/// JSON: "bit_depth" (the samples lie below 1 << bit_depth), "acquisition" (what a DICOM header tells, nothing that
/// identifies a patient), "notes" (sentences on what had to be decided to read the file).
hilum_status hilum_read(const hilum_picture *picture, const char *options, hilum_array **array);

/// The input that the model's network gets of a picture: `HILUM_FLOAT32` [channels, height, width], normalised, equal
/// to the program's bit by bit.
///
/// Options: "frame" and "window" as in `hilum_predict`.
hilum_status hilum_preprocess(const hilum_model *model, const hilum_picture *picture, const char *options,
                              hilum_array **array);

/// The lungs on a picture: a mask [height, width] of its own size in `HILUM_UINT8`, 255 inside and 0 outside.
///
/// Options: "frame" and "window" as in `hilum_predict`.
///
/// JSON: what `hilum lungs outline --json` prints, without "file" where the picture has no name. `HILUM_BAD_PICTURE`
/// with the code "no_lung_network" where no network for outlines is installed; a picture without lungs is no error
/// ("found").
hilum_status hilum_outline(const hilum_picture *picture, const char *options, hilum_array **array);

void hilum_array_release(hilum_array *array);

#ifdef __cplusplus
}
#endif

#endif
