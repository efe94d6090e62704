import type {
  Archive, Evaluation, ExplanationMap, ExplanationMethods, Features, History, LiveReport, Model, ModelInfo, ModelName, ObjectState, Opinion, Reading, ReportText, Run,
} from "./types";
import { checkedArchive, checkedExplanation, checkedMap, checkedMethods, checkedReading, checkedReport } from "./checks";
import { Problem, problemOf, unreachable } from "./errors";
import { serverEvents, type ServerEvent } from "./events";

const keyName = "hilum.key";
const timeout = 60_000;

/** Asks a person for the server's key; null where they would rather not. */
let askForKey: () => Promise<string | null> = async () => null;
let asking: Promise<string | null> | null = null;

/** Who asks for the key when the server wants one. */
export function onKeyWanted(ask: () => Promise<string | null>): void {
  askForKey = ask;
}

function key(): string | null {
  return sessionStorage.getItem(keyName);
}

/** Asks once, however many requests were refused at the same time. */
async function newKey(refused: string | null): Promise<string | null> {
  if (key() !== refused) return key();
  asking ??= askForKey().finally(() => (asking = null));
  const given = await asking;
  if (given !== null) sessionStorage.setItem(keyName, given);
  return given;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  for (;;) {
    const used = key();
    const headers = new Headers(init.headers);
    if (used !== null) headers.set("Authorization", `Bearer ${used}`);
    let answer: Response;
    try {
      answer = await fetch(path, { ...init, headers });
    } catch (error) {
      if (init.signal?.aborted && (init.signal.reason as DOMException | undefined)?.name !== "TimeoutError") throw error;
      throw unreachable(init.signal?.aborted ?? false);
    }
    if (answer.ok) return answer;
    if (answer.status === 401 && (await newKey(used)) !== null) continue;
    const body: unknown = await answer.json().catch(() => null);
    throw problemOf(answer.status, body, answer.headers.get("X-Request-Id"), answer.headers.get("Retry-After"));
  }
}

async function request(path: string, init: RequestInit = {}): Promise<Response> {
  return send(path, { ...init, signal: deadline(timeout) });
}

async function json<T>(path: string, init: RequestInit = {}): Promise<T> {
  const answer = await request(path, { ...init, headers: { Accept: "application/json", ...init.headers } });
  try {
    return (await answer.json()) as T;
  } catch {
    throw new Problem(answer.status, "malformed_answer", "The server's answer could not be understood.", "Reload the page.");
  }
}

const segment = encodeURIComponent;

/** Where a model's report is. */
export function reportAddress(model: string, version: number | string): string {
  return `/models/${segment(model)}/${segment(String(version))}/report`;
}

/** Whether a key has been given: plain links do not carry it. */
export function hasKey(): boolean {
  return key() !== null;
}

/** Every request this page makes. */
export const api = {
  /** What the server can do; one that says nothing of it reads pictures and has nothing else. */
  features: async (): Promise<Features> => ({
    models: true, audit: false, runs: false, archive: false, explain: false,
    // The page has the same address: an answer from the browser's store could be the page itself.
    ...(await json<{ features?: Partial<Features> }>("/", { cache: "no-store" })).features,
  }),

  models: async (): Promise<Model[]> => (await json<{ models: Model[] }>("/models")).models,

  modelInfo: (model?: string, version?: number | string): Promise<ModelInfo> =>
    json(`/model-info${query({ model, version })}`),

  card: async (model: string, version: number | string): Promise<string> =>
    (await request(`/models/${segment(model)}/${segment(String(version))}/card`)).text(),

  report: async (model: string, version: number | string): Promise<Blob> =>
    (await request(reportAddress(model, version))).blob(),

  evaluation: (model: string, version: number | string): Promise<Evaluation> =>
    json(`/models/${segment(model)}/${segment(String(version))}/evaluation`),

  predict: async (
    file: Blob, mime: string, frame: number, model?: string, version?: number | string,
  ): Promise<Reading> => {
    const path = `/predict${query({
      explain: "grad-cam", heatmap: "map", report: "true", frame: frame || undefined, model, version,
    })}`;
    return checkedReading(await json(path, { method: "POST", body: file, headers: { "Content-Type": mime } }));
  },

  /** The grey heat-map of one class or finding, as a data URL. */
  heatmap: async (file: Blob, mime: string, frame: number, { name, version }: ModelName, explained: string): Promise<string> => {
    const path = `/explain${query({
      explain: "grad-cam", heatmap: "map", class: explained, frame: frame || undefined, model: name, version,
    })}`;
    const answer = await request(path, { method: "POST", body: file, headers: { "Content-Type": mime } });
    const bytes = checkedMap(new Uint8Array(await answer.arrayBuffer()));
    return `data:image/png;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
  },

  /** How a model can be explained. */
  explanations: async ({ name, version }: ModelName): Promise<ExplanationMethods> =>
    checkedMethods(await json(`/explain${query({ model: name, version })}`)),

  /** Explains a reading by a method that may take a while; `tell` learns how many are before it, 0 while it is made. */
  explain: async (
    file: Blob, mime: string, frame: number, { name, version }: ModelName,
    { of, method, layer }: { of: string; method: string; layer: string | null },
    signal: AbortSignal, tell: (before: number) => void,
  ): Promise<ExplanationMap> => {
    const path = `/explain${query({
      method, layer: layer ?? undefined, heatmap: "map", class: of, frame: frame || undefined, model: name, version,
    })}`;
    const answer = await send(path, {
      method: "POST", body: file, signal, headers: { "Content-Type": mime, Accept: "text/event-stream" },
    });
    let found: ExplanationMap | null = null;
    if (answer.body) {
      await serverEvents(answer.body, ({ event, data }) => {
        const said = JSON.parse(data) as { before?: number };
        if (event === "place") tell(said.before ?? 0);
        if (event === "explanation") found = checkedExplanation(said);
        if (event === "error") throw problemOf(503, said);
      });
    }
    if (!found) throw unreachable(false);
    return found;
  },

  /** A picture of a file that the browser cannot show itself, and how many pictures are in the file. */
  render: async (file: Blob, mime: string, frame: number): Promise<{ picture: Blob; frames: number }> => {
    const answer = await request(
      `/render${query({ frame: frame || undefined })}`, { method: "POST", body: file, headers: { "Content-Type": mime } });
    return { picture: await answer.blob(), frames: Number(answer.headers.get("X-Frame-Count")) || 1 };
  },

  history: (options: { limit?: number; before?: string | number; query?: string }): Promise<History> =>
    json(`/history${query(options)}`),

  historyTable: async (): Promise<Blob> => (await request("/history.csv")).blob(),

  feedback: async (requestID: string, label: Opinion): Promise<void> => {
    await request("/feedback", {
      method: "POST", body: JSON.stringify({ request_id: requestID, label }), headers: { "Content-Type": "application/json" },
    });
  },

  liveReport: (): Promise<LiveReport> => json("/report"),

  /** What came from the archive, newest first. */
  archive: async (options: { limit?: number; before?: string; state?: ObjectState }): Promise<Archive> =>
    checkedArchive(await json(`/archive${query(options)}`)),

  archivePicture: async (id: string): Promise<Blob> => (await request(`/archive/${segment(id)}/picture`)).blob(),

  archiveReport: async (id: string): Promise<ReportText> => checkedReport(await json(`/archive/${segment(id)}/report`)),

  retry: async (id: string): Promise<void> => {
    await request(`/archive/${segment(id)}/retry`, { method: "POST" });
  },

  runs: async (): Promise<Run[]> => (await json<{ runs: Run[] }>("/runs")).runs,

  /** Follows a run until it ends or `signal` stops it. */
  follow: async (run: string, signal: AbortSignal, receive: (event: ServerEvent) => void): Promise<void> => {
    const answer = await send(`/runs/${segment(run)}/events`, { signal, headers: { Accept: "text/event-stream" } });
    if (answer.body) await serverEvents(answer.body, receive);
  },
};

function query(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

/** A signal that aborts after a while. */
function deadline(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException("too slow", "TimeoutError")), milliseconds);
  return controller.signal;
}
