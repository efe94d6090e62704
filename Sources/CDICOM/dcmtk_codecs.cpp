// JPEG and JPEG-LS by DCMTK's registered codecs.
//
// DCMTK sees only what is built here: a data set with the seven attributes its codecs ask for, and one frame. It never
// parses a file, so it needs no data dictionary, and there is no patient data that it could log.
#include "cdicom.h"

#include <limits>
#include <memory>
#include <mutex>
#include <new>

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcitem.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/oflog/oflog.h>

namespace {

/// Silences DCMTK and registers its codecs, once in the process.
void prepare() {
  static std::once_flag once;
  std::call_once(once, [] {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    // Samples stay as they were stored: colours are converted in one place, in Swift.
    DJDecoderRegistration::registerCodecs(EDC_never, EUC_never, EPC_colorByPixel);
    DJLSDecoderRegistration::registerCodecs(EJLSUC_never, EJLSPC_colorByPixel);
  });
}

E_TransferSyntax transferSyntax(cdicom_codec codec) {
  switch (codec) {
    case CDICOM_JPEG_BASELINE: return EXS_JPEGProcess1;
    case CDICOM_JPEG_EXTENDED: return EXS_JPEGProcess2_4;
    case CDICOM_JPEG_LOSSLESS: return EXS_JPEGProcess14;
    case CDICOM_JPEG_LOSSLESS_SV1: return EXS_JPEGProcess14SV1;
    case CDICOM_JPEG_LS_LOSSLESS: return EXS_JPEGLSLossless;
    case CDICOM_JPEG_LS_NEAR_LOSSLESS: return EXS_JPEGLSLossy;
  }
  return EXS_Unknown;
}

/// An element with one unsigned short; its VR is given, so that no dictionary is asked.
OFCondition put(DcmItem &item, const DcmTagKey &key, Uint16 value) {
  return item.putAndInsertUint16(DcmTag(key, EVR_US), value);
}

OFCondition describe(DcmItem &item, const cdicom_frame &frame) {
  const Uint16 bitsStored = frame.bits_stored;
  OFCondition result = put(item, DCM_SamplesPerPixel, frame.samples_per_pixel);
  if (result.good()) result = put(item, DCM_Rows, frame.rows);
  if (result.good()) result = put(item, DCM_Columns, frame.columns);
  if (result.good()) result = put(item, DCM_BitsAllocated, frame.bits_allocated);
  if (result.good()) result = put(item, DCM_BitsStored, bitsStored);
  if (result.good()) result = put(item, DCM_HighBit, bitsStored - 1);
  if (result.good()) result = put(item, DCM_PixelRepresentation, 0);
  if (result.good() && frame.samples_per_pixel > 1) result = put(item, DCM_PlanarConfiguration, 0);
  if (result.good()) {
    const char *name = frame.samples_per_pixel > 1 ? "RGB" : "MONOCHROME2";
    result = item.putAndInsertString(DcmTag(DCM_PhotometricInterpretation, EVR_CS), name);
  }
  return result;
}

/// The pixel data element with an empty offset table and one fragment; DCMTK wants an even length.
std::unique_ptr<DcmPixelData> encapsulate(
    E_TransferSyntax syntax, const uint8_t *bytes, size_t count) {
  const DcmTag itemTag(DCM_PixelItemTag, EVR_OB);
  auto sequence = std::make_unique<DcmPixelSequence>(DcmTag(DCM_PixelSequenceTag, EVR_OB));
  auto offsets = std::make_unique<DcmPixelItem>(itemTag);
  auto fragment = std::make_unique<DcmPixelItem>(itemTag);

  Uint8 *copy = nullptr;
  const Uint32 even = static_cast<Uint32>(count + count % 2);
  if (fragment->createUint8Array(even, copy).bad() || copy == nullptr) return nullptr;
  copy[even - 1] = 0;
  std::copy(bytes, bytes + count, copy);

  if (sequence->insert(offsets.get()).bad()) return nullptr;
  offsets.release();
  if (sequence->insert(fragment.get()).bad()) return nullptr;
  fragment.release();

  auto pixelData = std::make_unique<DcmPixelData>(DcmTag(DCM_PixelData, EVR_OB));
  pixelData->putOriginalRepresentation(syntax, nullptr, sequence.release());
  return pixelData;
}

}  // namespace

cdicom_status cdicom_decode(
    cdicom_codec codec, cdicom_frame frame, const uint8_t *bytes, size_t count, uint8_t *output, size_t output_count) {
  try {
    const E_TransferSyntax syntax = transferSyntax(codec);
    if (syntax == EXS_Unknown) return CDICOM_UNSUPPORTED;
    if (count == 0) return CDICOM_DAMAGED;
    const size_t most = std::numeric_limits<Uint32>::max() - 16;
    if (count > most || output_count > most) return CDICOM_TOO_LARGE;
    const size_t expected =
        size_t(frame.rows) * frame.columns * frame.samples_per_pixel * (frame.bits_allocated / 8);
    if (expected == 0 || expected != output_count) return CDICOM_SIZE_MISMATCH;
    prepare();

    DcmItem item;
    if (describe(item, frame).bad()) return CDICOM_TOO_LARGE;
    auto pixelData = encapsulate(syntax, bytes, count);
    if (pixelData == nullptr) return CDICOM_TOO_LARGE;

    // DCMTK wants an even number of bytes.
    std::unique_ptr<Uint8[]> padded;
    Uint8 *target = output;
    if (output_count % 2 != 0) {
      padded = std::make_unique<Uint8[]>(output_count + 1);
      target = padded.get();
    }
    Uint32 fragment = 1;
    OFString colorModel;
    const OFCondition result = pixelData->getUncompressedFrame(
        &item, 0, fragment, target, static_cast<Uint32>(output_count + output_count % 2), colorModel, nullptr);
    if (result.bad()) return result == EC_MemoryExhausted ? CDICOM_TOO_LARGE : CDICOM_DAMAGED;
    if (padded) std::copy(target, target + output_count, output);
    return CDICOM_OK;
  } catch (const std::bad_alloc &) {
    return CDICOM_TOO_LARGE;
  } catch (...) {
    return CDICOM_DAMAGED;
  }
}
