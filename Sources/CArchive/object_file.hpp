// A Part 10 file that an object is written to while it comes.
#pragma once

#include <string>

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcostrma.h>

/// The file's bytes. Nothing that fails stops the stream: what comes then is read and dropped, so that the peer can be told
/// why by a status and the association goes on.
class ObjectConsumer : public DcmConsumer {
 public:
  explicit ObjectConsumer(uint64_t limit) : left(limit) {}
  ~ObjectConsumer() override;

  /// Creates the file; false where that fails.
  bool create(const char *path);

  /// Removes the file, and drops what comes.
  void discard();

  bool isTooLarge() const { return tooLarge; }
  bool hasFailed() const { return error != 0; }
  /// The system's error number.
  int errorNumber() const { return error; }

  /// Bytes of the file that are not the object's are not counted.
  void countFromHere() { isCounting = true; }

  OFBool good() const override { return OFTrue; }
  OFCondition status() const override { return EC_Normal; }
  OFBool isFlushed() const override { return OFTrue; }
  offile_off_t avail() const override { return OFstatic_cast(offile_off_t, 1) << 40; }
  offile_off_t write(const void *buffer, offile_off_t count) override;
  void flush() override {}

 private:
  int descriptor = -1;
  std::string path;
  uint64_t left;
  bool isCounting = false;
  bool tooLarge = false;
  int error = 0;
};

class ObjectStream : public DcmOutputStream {
 public:
  explicit ObjectStream(ObjectConsumer &consumer) : DcmOutputStream(&consumer) {}
};
