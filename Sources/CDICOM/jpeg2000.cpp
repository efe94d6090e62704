// JPEG 2000 and HTJ2K by OpenJPEG.
#include "cdicom.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>

#include <openjpeg-2.5/openjpeg.h>

namespace {

/// Bytes in memory as a stream for OpenJPEG.
struct Source {
  const uint8_t *bytes;
  size_t count;
  size_t position;
};

OPJ_SIZE_T read(void *buffer, OPJ_SIZE_T wanted, void *user) {
  auto &source = *static_cast<Source *>(user);
  const size_t length = std::min<size_t>(wanted, source.count - source.position);
  if (length == 0) return static_cast<OPJ_SIZE_T>(-1);
  std::memcpy(buffer, source.bytes + source.position, length);
  source.position += length;
  return length;
}

OPJ_OFF_T skip(OPJ_OFF_T distance, void *user) {
  auto &source = *static_cast<Source *>(user);
  if (distance < 0) return -1;
  const size_t length = std::min<size_t>(static_cast<size_t>(distance), source.count - source.position);
  source.position += length;
  return static_cast<OPJ_OFF_T>(length);
}

OPJ_BOOL seek(OPJ_OFF_T position, void *user) {
  auto &source = *static_cast<Source *>(user);
  if (position < 0 || static_cast<size_t>(position) > source.count) return OPJ_FALSE;
  source.position = static_cast<size_t>(position);
  return OPJ_TRUE;
}

void ignore(const char *, void *) {}

/// OpenJPEG's streams and codecs are both `void *`, so the function that frees them is named with the type.
template <auto destroy>
struct Release {
  void operator()(auto *object) const { destroy(object); }
};
using Stream = std::unique_ptr<opj_stream_t, Release<opj_stream_destroy>>;
using Codec = std::unique_ptr<opj_codec_t, Release<opj_destroy_codec>>;
using Image = std::unique_ptr<opj_image_t, Release<opj_image_destroy>>;

/// The big-endian number at `bytes`.
uint32_t number16(const uint8_t *bytes) { return bytes[0] << 8 | bytes[1]; }
uint32_t number32(const uint8_t *bytes) { return number16(bytes) << 16 | number16(bytes + 2); }

/// The bytes from the codestream on; empty if there is none.
///
/// DICOM wants a bare codestream. Some writers wrap it in the boxes of a JP2 file (ISO/IEC 15444-1 annex I), whose other
/// boxes are stepped over.
Source codestream(const uint8_t *bytes, size_t count) {
  static const uint8_t signature[] = {0, 0, 0, 12, 'j', 'P', ' ', ' '};
  if (count < sizeof signature || std::memcmp(bytes, signature, sizeof signature) != 0) return {bytes, count, 0};
  while (count >= 8) {
    const size_t length = number32(bytes);
    if (std::memcmp(bytes + 4, "jp2c", 4) == 0) return {bytes + 8, count - 8, 0};
    if (length < 8 || length > count) break;
    bytes += length;
    count -= length;
  }
  return {bytes, 0, 0};
}

/// More tiles than any radiograph has; OpenJPEG reserves kilobytes for each before it looks further.
constexpr uint64_t maximumTiles = 4096;

/// Whether a codestream's size (SIZ, ISO/IEC 15444-1 A.5.1) is the announced one, before OpenJPEG reserves anything.
cdicom_status checkSize(const Source &source, const cdicom_frame &frame) {
  static const uint8_t start[] = {0xFF, 0x4F, 0xFF, 0x51};
  if (source.count < 42 || std::memcmp(source.bytes, start, sizeof start) != 0) return CDICOM_DAMAGED;
  const auto field = [&](size_t index) -> uint64_t { return number32(source.bytes + 8 + 4 * index); };
  const uint64_t right = field(0), bottom = field(1), left = field(2), top = field(3);
  const uint64_t tileWidth = field(4), tileHeight = field(5), tileLeft = field(6), tileTop = field(7);
  if (number16(source.bytes + 40) != frame.samples_per_pixel) return CDICOM_SIZE_MISMATCH;
  if (right != left + frame.columns || bottom != top + frame.rows) return CDICOM_SIZE_MISMATCH;
  if (tileWidth == 0 || tileHeight == 0 || tileLeft > left || tileTop > top) return CDICOM_DAMAGED;
  const uint64_t across = (right - tileLeft + tileWidth - 1) / tileWidth;
  const uint64_t down = (bottom - tileTop + tileHeight - 1) / tileHeight;
  return across * down > maximumTiles ? CDICOM_TOO_LARGE : CDICOM_OK;
}

/// Whether a COD or COC marker segment (ISO/IEC 15444-1 A.6.1, A.6.2) at `bytes` asks for the block coder of HTJ2K.
///
/// `style` is where the segment has its code-block style, which the sizes of code-blocks stand before and the wavelet
/// behind. What OpenJPEG would not accept as such a segment is taken for pixel data.
bool asksForHighThroughput(const uint8_t *bytes, size_t count, size_t style, uint32_t longest) {
  if (count <= style + 1) return false;
  const uint32_t length = number16(bytes + 2);
  const uint8_t levels = bytes[style - 3], width = bytes[style - 2], height = bytes[style - 1];
  return length >= style - 3 && length <= longest && levels <= 32 && width + height <= 8 &&
         (bytes[style] & 0x40) != 0 && bytes[style + 1] <= 1;
}

/// Whether any part of a codestream is HTJ2K.
///
/// Marker segments are looked for everywhere instead of being followed, so that no damage can lead OpenJPEG to one that
/// was missed here.
bool isHighThroughput(const uint8_t *bytes, size_t count) {
  const uint8_t *const end = bytes + count;
  for (const uint8_t *at = bytes; at < end; ++at) {
    at = static_cast<const uint8_t *>(std::memchr(at, 0xFF, end - at));
    if (at == nullptr || end - at < 2) return false;
    if (at[1] == 0x52 && asksForHighThroughput(at, end - at, 12, 45)) return true;
    if (at[1] == 0x53 && asksForHighThroughput(at, end - at, 9, 42)) return true;
  }
  return false;
}

/// Whether every component has the announced size, and all are alike.
cdicom_status check(const opj_image_t &image, const cdicom_frame &frame) {
  if (image.numcomps != frame.samples_per_pixel) return CDICOM_SIZE_MISMATCH;
  if (image.x1 - image.x0 != frame.columns || image.y1 - image.y0 != frame.rows) return CDICOM_SIZE_MISMATCH;
  const opj_image_comp_t &first = image.comps[0];
  for (uint32_t index = 0; index < image.numcomps; ++index) {
    const opj_image_comp_t &component = image.comps[index];
    if (component.dx != 1 || component.dy != 1) return CDICOM_UNSUPPORTED;
    if (component.prec != first.prec || component.sgnd != first.sgnd) return CDICOM_UNSUPPORTED;
  }
  if (first.prec < 1 || first.prec > std::min<uint32_t>(frame.bits_allocated, 31)) return CDICOM_UNSUPPORTED;
  return CDICOM_OK;
}

/// Writes a component's samples as every `step`th word of `output`, from the `first` on.
template <typename Word>
void scatter(const OPJ_INT32 *samples, size_t count, uint8_t *output, size_t first, size_t step) {
  for (size_t index = 0; index < count; ++index) {
    const Word word = static_cast<Word>(samples[index]);
    std::memcpy(output + (index * step + first) * sizeof word, &word, sizeof word);
  }
}

}  // namespace

bool cdicom_decodes_htj2k(void) {
  unsigned major = 0, minor = 0, patch = 0;
  if (std::sscanf(opj_version(), "%u.%u.%u", &major, &minor, &patch) != 3) return false;
  return major * 10000 + minor * 100 + patch >= 20503;
}

cdicom_status cdicom_decode_jpeg2000(
    cdicom_frame frame, const uint8_t *bytes, size_t count, uint8_t *output, size_t output_count, uint32_t *precision) {
  try {
    if (count == 0) return CDICOM_DAMAGED;
    const size_t pixels = size_t(frame.rows) * frame.columns;
    const size_t samples = pixels * frame.samples_per_pixel;
    if (frame.bits_allocated != 16 && frame.bits_allocated != 32) return CDICOM_UNSUPPORTED;
    if (samples == 0 || samples * (frame.bits_allocated / 8) != output_count) return CDICOM_SIZE_MISMATCH;
    Source source = codestream(bytes, count);
    const cdicom_status size = checkSize(source, frame);
    if (size != CDICOM_OK) return size;
    if (!cdicom_decodes_htj2k() && isHighThroughput(source.bytes, source.count)) return CDICOM_OLD_OPENJPEG;

    Stream stream(opj_stream_create(1 << 16, OPJ_TRUE));
    Codec codec(opj_create_decompress(OPJ_CODEC_J2K));
    if (!stream || !codec) return CDICOM_TOO_LARGE;
    opj_stream_set_user_data(stream.get(), &source, nullptr);
    opj_stream_set_user_data_length(stream.get(), source.count);
    opj_stream_set_read_function(stream.get(), read);
    opj_stream_set_skip_function(stream.get(), skip);
    opj_stream_set_seek_function(stream.get(), seek);
    opj_set_info_handler(codec.get(), ignore, nullptr);
    opj_set_warning_handler(codec.get(), ignore, nullptr);
    opj_set_error_handler(codec.get(), ignore, nullptr);

    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    if (!opj_setup_decoder(codec.get(), &parameters)) return CDICOM_UNSUPPORTED;
    // A truncated codestream is an error, not a picture with grey patches.
    if (!opj_decoder_set_strict_mode(codec.get(), OPJ_TRUE)) return CDICOM_UNSUPPORTED;

    opj_image_t *header = nullptr;
    const bool opened = opj_read_header(stream.get(), codec.get(), &header);
    Image image(header);
    if (!opened || !image) return CDICOM_DAMAGED;
    const cdicom_status announced = check(*image, frame);
    if (announced != CDICOM_OK) return announced;
    if (!opj_decode(codec.get(), stream.get(), image.get())) return CDICOM_DAMAGED;
    const cdicom_status decoded = check(*image, frame);
    if (decoded != CDICOM_OK) return decoded;

    for (uint32_t index = 0; index < image->numcomps; ++index) {
      const opj_image_comp_t &component = image->comps[index];
      if (component.data == nullptr) return CDICOM_DAMAGED;
      if (component.w != frame.columns || component.h != frame.rows) return CDICOM_SIZE_MISMATCH;
      if (frame.bits_allocated == 16) {
        scatter<uint16_t>(component.data, pixels, output, index, image->numcomps);
      } else {
        scatter<uint32_t>(component.data, pixels, output, index, image->numcomps);
      }
    }
    *precision = image->comps[0].prec;
    return CDICOM_OK;
  } catch (const std::bad_alloc &) {
    return CDICOM_TOO_LARGE;
  } catch (...) {
    return CDICOM_DAMAGED;
  }
}
