import { api } from "../api/client";
import { Problem } from "../api/errors";
import type { Opinion, Reading } from "../api/types";
import { mediaType } from "../core/sniff";
import { heatKey, noHeat, ownMethod, shownHeat, type Heat, type HeatChoice } from "./heat";
import { Store } from "./store";
import { asProblem } from "./useLoaded";

export type ItemState = "queued" | "turning" | "reading" | "waiting" | "done" | "failed";

/** One file of the worklist. */
export interface Item {
  readonly id: number;
  readonly file: File;
  readonly name: string;
  readonly state: ItemState;
  readonly mime: string;
  /** Which picture of the file is read, from 0. */
  readonly frame: number;
  /** Pictures in the file; null until it has been opened. */
  readonly frames: number | null;
  readonly reading: Reading | null;
  readonly heat: Heat;
  readonly problem: Problem | null;
  /** What a person said of the reading. */
  readonly feedback: Opinion | null;
}

export interface WorklistState {
  readonly items: readonly Item[];
  readonly selected: number | null;
}

/** The model that reads; null for the server's default. */
export interface ModelChoice {
  name: string;
  version: number | string;
}

const atOnce = 4;
const tries = 5;
/** How long a person may look for the right picture of a file before it is read, in ms. */
const turnDelay = 200;
/** How long a person may go on choosing before the heat-map is asked for, in ms. */
const chooseDelay = 120;

/** The files of this visit and their readings. Nothing is kept when the page is closed. */
export class Worklist extends Store<WorklistState> {
  private nextID = 1;
  private active = 0;
  private readonly turning = new Map<number, ReturnType<typeof setTimeout>>();
  /** The explanations that are waited for, by item. */
  private readonly explaining = new Map<number, AbortController>();
  /** The model that the next files are read by. */
  model: ModelChoice | null = null;

  constructor() {
    super({ items: [], selected: null });
  }

  add(files: readonly File[]): void {
    if (files.length === 0) return;
    const items = files.map((file): Item => ({
      id: this.nextID++, file, name: file.name || "pasted picture", state: "queued", mime: "", frame: 0, frames: null, reading: null,
      heat: noHeat, problem: null, feedback: null,
    }));
    this.set({ items: [...this.state.items, ...items], selected: items[0]?.id ?? null });
    this.work();
  }

  select(id: number): void {
    this.set({ ...this.state, selected: id });
  }

  /** Moves the selection within `order`, the ids as they are shown. */
  step(by: number, order: readonly number[]): void {
    const at = order.indexOf(this.state.selected ?? -1);
    const next = order[Math.min(order.length - 1, Math.max(0, at + by))];
    if (next !== undefined) this.select(next);
  }

  /** Takes note of how many pictures a file has. */
  count(id: number, frames: number): void {
    if (this.state.items.find((item) => item.id === id)?.frames !== frames) this.change(id, { frames });
  }

  /** Turns to another picture of a file, and reads it once nobody turns on. */
  turn(id: number, frame: number): void {
    const item = this.state.items.find((one) => one.id === id);
    if (!item || frame < 0 || frame >= (item.frames ?? 1) || frame === item.frame) return;
    this.change(id, { frame, state: "turning", reading: null, heat: noHeat, problem: null, feedback: null });
    clearTimeout(this.turning.get(id));
    this.turning.set(id, setTimeout(() => {
      this.turning.delete(id);
      this.change(id, { state: "queued" });
      this.work();
    }, turnDelay));
  }

  /** Shows another heat-map: of a class or finding, by a method, of a layer; it is fetched the first time, once nobody chooses on. */
  async explain(id: number, choice: HeatChoice): Promise<void> {
    const reading = this.state.items.find((item) => item.id === id)?.reading;
    this.explaining.get(id)?.abort();
    const controller = new AbortController();
    this.explaining.set(id, controller);
    // A person may have chosen another one meanwhile, or turned to another picture of the file.
    const current = () => this.state.items.find((item) => item.id === id && item.reading === reading);
    const change = (change: (heat: Heat) => Partial<Heat>) => {
      const heat = current()?.heat;
      if (heat) this.change(id, { heat: { ...heat, ...change(heat) } });
    };
    const changeWanted = (heat: Partial<Heat>) => !controller.signal.aborted && change(() => heat);
    change(() => ({ ...choice, problem: null, before: null }));
    await new Promise((done) => setTimeout(done, chooseDelay));
    const item = current();
    const shown = item && shownHeat(item);
    if (!item || !reading || !shown || controller.signal.aborted || shown.url) return;
    const isQuick = item.heat.method === null && shown.layer === null;
    const wanted = isQuick ? { ...shown, method: ownMethod } : shown;
    try {
      const map = isQuick
        ? { url: await api.heatmap(item.file, item.mime, item.frame, reading.model, shown.of), players: null }
        : await api.explain(item.file, item.mime, item.frame, reading.model, wanted, controller.signal,
          (before) => changeWanted({ before }));
      change(({ maps }) => ({ maps: { ...maps, [heatKey(wanted)]: map } }));
      changeWanted({ before: null });
    } catch (error) {
      changeWanted({ before: null, problem: asProblem(error) });
    }
  }

  /** Gives up the heat-map that is waited for, and shows the reading's own again. */
  stopExplaining(id: number): void {
    this.explaining.get(id)?.abort();
    const heat = this.state.items.find((item) => item.id === id)?.heat;
    if (heat) this.change(id, { heat: { ...noHeat, maps: heat.maps } });
  }

  clear(): void {
    this.set({ items: [], selected: null });
  }

  retry(ids: readonly number[]): void {
    const wanted = new Set(ids);
    this.set({
      ...this.state,
      items: this.state.items.map((item) => (wanted.has(item.id) ? { ...item, state: "queued", problem: null } : item)),
    });
    this.work();
  }

  async giveFeedback(item: Item, label: Opinion): Promise<void> {
    const id = item.reading?.request_id;
    if (id === undefined) throw new Problem(404, "audit_off", "This reading cannot be found again.", "Read the file anew.");
    await api.feedback(id, label);
    this.change(item.id, { feedback: label });
  }

  private work(): void {
    while (this.active < atOnce) {
      const next = this.state.items.find((item) => item.state === "queued");
      if (!next) return;
      this.active++;
      this.change(next.id, { state: "reading" });
      void this.read(next).finally(() => {
        this.active--;
        this.work();
      });
    }
  }

  private async read(item: Item): Promise<void> {
    // A person may have turned to another picture of the file meanwhile: then this answer is of no use.
    const change = (change: Partial<Item>) => {
      if (this.state.items.find(({ id }) => id === item.id)?.frame === item.frame) this.change(item.id, change);
    };
    let mime = item.mime;
    try {
      if (mime === "") {
        mime = mediaType(new Uint8Array(await item.file.slice(0, 132).arrayBuffer()));
        this.change(item.id, { mime });
      }
      for (let attempt = 1; ; attempt++) {
        try {
          const reading = await api.predict(item.file, mime, item.frame, this.model?.name, this.model?.version);
          change({ state: "done", reading });
          return;
        } catch (error) {
          const problem = error instanceof Problem ? error : null;
          if (!problem?.isPassing || attempt === tries) throw error;
          change({ state: "waiting", problem });
          await new Promise((done) => setTimeout(done, 1000 * (problem.retryAfter ?? 2 ** (attempt - 1))));
          change({ state: "reading", problem: null });
        }
      }
    } catch (error) {
      const problem = error instanceof Problem ? error
        : new Problem(
          0, "unreadable", "The browser could not read this file.", "Check that it has not been moved or removed.");
      change({ state: "failed", problem });
    }
  }

  private change(id: number, change: Partial<Item>): void {
    this.set({ ...this.state, items: this.state.items.map((item) => (item.id === id ? { ...item, ...change } : item)) });
  }
}

export const worklist = new Worklist();
