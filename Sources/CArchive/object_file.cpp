#include "object_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

ObjectConsumer::~ObjectConsumer() {
  if (descriptor >= 0) ::close(descriptor);
}

bool ObjectConsumer::create(const char *path) {
  descriptor = ::open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) error = errno;
  else this->path = path;
  return descriptor >= 0;
}

void ObjectConsumer::discard() {
  if (descriptor < 0) return;
  ::close(descriptor);
  descriptor = -1;
  ::unlink(path.c_str());
}

offile_off_t ObjectConsumer::write(const void *buffer, offile_off_t count) {
  if (isCounting) {
    if (static_cast<uint64_t>(count) > left) tooLarge = true;
    left -= tooLarge ? left : static_cast<uint64_t>(count);
  }
  if (tooLarge) discard();
  const char *bytes = static_cast<const char *>(buffer);
  for (offile_off_t done = 0; descriptor >= 0 && done < count;) {
    const ssize_t written = ::write(descriptor, bytes + done, static_cast<size_t>(count - done));
    if (written > 0) {
      done += written;
    } else if (errno != EINTR) {
      error = errno;
      discard();
    }
  }
  return count;
}
