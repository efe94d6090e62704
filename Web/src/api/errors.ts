/** What went wrong with a request, in plain words, with what to do about it. */
export class Problem extends Error {
  constructor(
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    readonly code: string,
    /** One sentence: what happened. */
    message: string,
    /** One sentence: what to do. */
    readonly advice: string,
    readonly reasons: string[] = [],
    readonly requestID: string | null = null,
    /** Seconds after which the server would have us try again. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
    this.name = "Problem";
  }

  /** Whether the same request may well succeed a little later. */
  get isPassing(): boolean {
    return this.status === 429 || this.status === 503;
  }

  /** Whether the same request may ever succeed: a file that was refused for what it is stays refused. */
  get isLasting(): boolean {
    return [400, 404, 405, 413, 415, 422, 501].includes(this.status) || this.code === "undecodable";
  }
}

const words: Record<number, [string, string]> = {
  400: ["The server could not make sense of this file.", "Check that the file opens elsewhere, and was copied whole."],
  401: ["This server wants a key.", "Enter the key that the person who runs the server gave you."],
  403: ["The key you gave may not do this.", "Ask the person who runs the server for a key with this right."],
  404: ["The server does not have this.", "It may have been removed; go back and choose again."],
  405: ["This server does not do this.", "It may be older than this page; reload the page."],
  413: ["This file is larger than the server takes.", "Send a smaller picture, or ask for a higher limit."],
  415: ["This is not a picture that Hilum reads.", "Hilum reads JPEG, PNG and DICOM files."],
  422: ["This picture can be opened, but not read as a chest X-ray.", "Use a frontal chest X-ray at its full size."],
  429: ["Too many requests at once.", "Wait a moment; the page tries again by itself."],
  500: ["The server failed while it worked on this.", "Try again; if it stays, tell the person who runs the server."],
  501: ["The server cannot do this.", "Choose another way."],
  503: ["The server is busy, or no model is ready yet.", "Wait a moment; the page tries again by itself."],
  504: ["This took longer than the server allows.", "Choose another way, or ask for a higher limit."],
};

/** The problem behind an answer that is not a success. */
export function problemOf(
  status: number, body: unknown, requestID: string | null = null, retryAfter: string | null = null,
): Problem {
  const error = ((body as { error?: unknown } | null)?.error ?? {}) as Record<string, unknown>;
  const [message, advice] = words[status] ?? [`The server answered with status ${status}.`, "Try again."];
  const own = typeof error.message === "string" && error.message ? sentence(error.message) : message;
  const reasons = Array.isArray(error.reasons) ? error.reasons.map(String) : [];
  const seconds = retryAfter === null ? NaN : Number(retryAfter);
  return new Problem(
    status, typeof error.code === "string" ? error.code : `http_${status}`,
    status === 401 || status === 403 || status === 429 ? message : own, advice, reasons,
    typeof error.request_id === "string" ? error.request_id : requestID, Number.isFinite(seconds) ? seconds : null,
  );
}

/** The problem where the browser can make no picture of a file. */
export function undecodable(): Problem {
  return new Problem(0, "undecodable", "The browser cannot open it.", "Check that the file opens elsewhere.");
}

/** The problem where no answer came at all. */
export function unreachable(timedOut: boolean): Problem {
  return timedOut
    ? new Problem(0, "timeout", "The server took too long to answer.", "It may be overloaded; try again.")
    : new Problem(
      0, "unreachable", "The server does not answer.", "Check that “hilum serve” is still running, then try again.");
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
