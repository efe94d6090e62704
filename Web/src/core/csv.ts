/** One field as RFC 4180 wants it; what a spreadsheet would run as a formula is defused. */
export function csvField(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return "";
  const text = String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** A table with its heading, lines ended by CRLF. */
export function csv(heading: readonly string[], rows: readonly (readonly (string | number | boolean | null)[])[]): string {
  return [heading, ...rows].map((row) => row.map(csvField).join(",")).join("\r\n") + "\r\n";
}
