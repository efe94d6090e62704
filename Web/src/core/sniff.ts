/** The media type that a file's first bytes say it has; the name is never trusted. */
export function mediaType(head: Uint8Array): string {
  const starts = (bytes: number[], at = 0) => bytes.every((byte, index) => head[at + index] === byte);
  if (starts([0xff, 0xd8, 0xff])) return "image/jpeg";
  if (starts([0x89, 0x50, 0x4e, 0x47])) return "image/png";
  if (starts([0x44, 0x49, 0x43, 0x4d], 128)) return "application/dicom";
  // A data set without its preamble opens with group 0002 or 0008, little endian.
  if ((head[0] === 0x02 || head[0] === 0x08) && head[1] === 0 && head[3] === 0) return "application/dicom";
  return "application/octet-stream";
}

/** Whether a browser can show the file by itself. */
export function isShowable(type: string): boolean {
  return type === "image/jpeg" || type === "image/png";
}
