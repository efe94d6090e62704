/// Reads X-rays and prints a JSON object a line: example BUNDLE FILE…
///
///     cc -std=c11 -I include example.c -lhilum -o example
///
/// Ends with 0 where all were read, 1 where some were not, 2 where nothing could be.

#include "hilum.h"

#include <stdio.h>
#include <stdlib.h>

static int fail(const char *what) {
  fprintf(stderr, "%s: %s (%s)\n", what, hilum_last_error(), hilum_last_error_code());
  return 2;
}

static int32_t report(void *context, size_t done, size_t count) {
  if (done % 100 == 0) fprintf((FILE *)context, "%zu of %zu\n", done, count);
  return 0;
}

int main(int count, char **arguments) {
  if (count < 3) {
    fprintf(stderr, "usage: %s BUNDLE FILE...\n", arguments[0]);
    return 2;
  }
  hilum_model *model = NULL;
  if (hilum_load(arguments[1], "{\"precision\": \"f32\"}", &model) != HILUM_OK) return fail(arguments[1]);

  size_t files = (size_t)count - 2;
  hilum_picture *pictures = (hilum_picture *)calloc(files, sizeof *pictures);
  if (!pictures) {
    hilum_model_release(model);
    return 2;
  }
  for (size_t i = 0; i < files; i++) pictures[i] = hilum_picture_at(arguments[i + 2]);

  int end = 0;
  hilum_observer observer = {report, stderr};
  hilum_results *results = NULL;
  if (hilum_predict(model, pictures, files, "{\"explain\": \"grad-cam\"}", &observer, &results) == HILUM_OK) {
    for (size_t i = 0; i < results->count; i++) {
      puts(results->items[i].json);
      if (results->items[i].status != HILUM_OK) end = 1;
    }
  } else {
    end = fail("predict");
  }
  hilum_results_release(results);
  free(pictures);
  hilum_model_release(model);
  return end;
}
