import { harmless } from "../core/harmless";
import { Problem } from "./errors";
import { deliveryStates, objectStates, tasks } from "./types";
import type {
  Archive, ArchivedObject, ArchiveNode, Delivery, ExplanationMap, ExplanationMethods, ObjectState, ReadFinding, Reading, ReportText,
} from "./types";

/** An answer to `/predict` that has what a reading needs; a problem where the server sent something else. */
export function checkedReading(answer: unknown): Reading {
  const reading = answer as Partial<Reading> | null;
  const { decision, probabilities, model } = reading ?? {};
  const isWhole = typeof decision?.threshold === "number" && typeof decision.margin === "number"
    && typeof probabilities === "object" && probabilities !== null
    && Object.values(probabilities).every((value) => typeof value === "number")
    && typeof model?.name === "string" && typeof reading?.prediction === "string";
  if (!isWhole) throw malformed();
  const several = reading?.task === undefined ? {}
    : { task: tasks.find((task) => task === reading.task) ?? fail(), findings: list(reading.findings).map(checkedFinding) };
  if (several.findings?.length === 0) throw malformed();
  return { ...(reading as Reading), ...several, quality: reading?.quality ?? [], heatmap: reading?.heatmap ?? null };
}

function checkedFinding(finding: unknown): ReadFinding {
  const { name, probability, decision, threshold, interval } = fields(finding);
  return {
    name: text(name) ?? fail(), probability: number(probability) ?? fail(), decision: decision === true,
    threshold: number(threshold) ?? fail(),
    interval: interval === null || interval === undefined ? null
      : [number(list(interval)[0]) ?? fail(), number(list(interval)[1]) ?? fail()],
  };
}

/** An answer to `/explain?heatmap=map` that is a picture in grey, as the colours laid on it want it. */
export function checkedMap(png: Uint8Array): Uint8Array {
  // The colour type of a PNG file stands at byte 25 (PNG, 11.2.1 IHDR); 0 is grey.
  return png[1] === 0x50 && png[25] === 0 ? png : fail();
}

/** An answer to `GET /explain`. */
export function checkedMethods(answer: unknown): ExplanationMethods {
  const { methods, layers } = fields(answer);
  return {
    methods: list(methods).map((method) => {
      const { name, slow, layers: count } = fields(method);
      return { name: foreign(name) ?? fail(), slow: slow === true, layers: number(count) ?? 0 };
    }),
    layers: list(layers).map((name) => foreign(name) ?? fail()),
  };
}

/** An answer to `POST /explain` that is JSON. */
export function checkedExplanation(answer: unknown): ExplanationMap {
  const { heatmap, players } = fields(answer);
  const url = text(heatmap);
  if (!url?.startsWith("data:image/png;base64,")) throw malformed();
  return {
    url,
    players: players === undefined ? null : list(players).map((player) => {
      const { name, value } = fields(player);
      return { name: foreign(name) ?? fail(), value: number(value) ?? fail() };
    }),
  };
}

/** An answer to `/archive`: what is not known of an object is null, what must be known is there. */
export function checkedArchive(answer: unknown): Archive {
  const { node, counts, objects, next } = fields(answer);
  return {
    node: checkedNode(node),
    counts: Object.fromEntries(
      objectStates.map((state) => [state, number(fields(counts)[state]) ?? 0])) as Record<ObjectState, number>,
    objects: list(objects).map(checkedObject),
    next: typeof next === "number" ? String(next) : text(next),
  };
}

/** An answer to `/archive/{id}/report`. */
export function checkedReport(answer: unknown): ReportText {
  const { findings, impression } = fields(answer);
  const sentences = (value: unknown) => list(value).map((one) => foreign(one, 1000) ?? fail());
  return { findings: sentences(findings), impression: sentences(impression) };
}

function checkedNode(node: unknown): ArchiveNode {
  const { ae_title, port, accepting, free_bytes } = fields(node);
  return {
    ae_title: foreign(ae_title) ?? fail(), port: number(port) ?? fail(), accepting: accepting === true,
    free_bytes: number(free_bytes),
  };
}

function checkedObject(object: unknown): ArchivedObject {
  const known = fields(object);
  const { id, positive } = known;
  return {
    id: typeof id === "number" ? String(id) : text(id) ?? fail(),
    received: text(known.received) ?? fail(),
    calling_ae: foreign(known.calling_ae),
    modality: foreign(known.modality),
    view: foreign(known.view),
    body_part: foreign(known.body_part),
    study_date: foreign(known.study_date),
    accession_number: foreign(known.accession_number),
    state: objectStates.find((state) => state === known.state) ?? fail(),
    prediction: foreign(known.prediction),
    probability: number(known.probability),
    positive: typeof positive === "boolean" ? positive : null,
    refused: known.refused === true,
    error: foreign(known.error, 1000),
    attempts: number(known.attempts) ?? 0,
    next_attempt: text(known.next_attempt),
    deliveries: list(known.deliveries).map(checkedDelivery),
  };
}

function checkedDelivery(delivery: unknown): Delivery {
  const known = fields(delivery);
  return {
    kind: foreign(known.kind) ?? fail(),
    destination: foreign(known.destination) ?? fail(),
    state: deliveryStates.find((state) => state === known.state) ?? fail(),
    attempts: number(known.attempts) ?? 0,
    next_attempt: text(known.next_attempt),
    error: foreign(known.error, 1000),
  };
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : fail();
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : fail();
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** A text that a peer may have written. */
function foreign(value: unknown, longest = 64): string | null {
  const found = text(value);
  return found === null ? null : harmless(found, longest);
}

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function fail(): never {
  throw malformed();
}

function malformed(): Problem {
  return new Problem(200, "malformed_answer", "The server's answer could not be understood.", "Reload the page and try again.");
}
