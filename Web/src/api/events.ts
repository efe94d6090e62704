/** One server-sent event. */
export interface ServerEvent {
  event: string;
  data: string;
}

/** Takes pieces of a text/event-stream as they come and gives whole events (WHATWG HTML, section 9.2.6). */
export class EventParser {
  private rest = "";
  private event = "";
  private data: string[] = [];

  push(piece: string): ServerEvent[] {
    const found: ServerEvent[] = [];
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (this.data.length > 0) found.push({ event: this.event || "message", data: this.data.join("\n") });
        this.event = "";
        this.data = [];
        continue;
      }
      const colon = line.indexOf(":");
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "event") this.event = value;
      if (field === "data") this.data.push(value);
    }
    return found;
  }
}

/** Reads a stream of events to its end. A key can be sent with `fetch`, not with the browser's own EventSource. */
export async function serverEvents(body: ReadableStream<Uint8Array>, receive: (event: ServerEvent) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parser = new EventParser();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.push(decoder.decode(value, { stream: true })).forEach(receive);
  }
}
