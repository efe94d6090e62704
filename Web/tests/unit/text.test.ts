import assert from "node:assert/strict";
import { test } from "node:test";
import type { Epoch } from "../../src/api/types";
import { checkedArchive, checkedReading, checkedReport } from "../../src/api/checks";
import { EventParser } from "../../src/api/events";
import { problemOf, unreachable } from "../../src/api/errors";
import { csv, csvField } from "../../src/core/csv";
import { bytes, className, clock, dicomDate, figure, interval, percent, probabilityText } from "../../src/core/format";
import { harmless } from "../../src/core/harmless";
import { byDestination, kindName } from "../../src/core/deliveries";
import { blocks, inlines, plainText, section } from "../../src/core/markdown";
import { learningOf } from "../../src/core/learning";
import { isShowable, mediaType } from "../../src/core/sniff";
import { ticks, wholeTicks } from "../../src/core/ticks";
import { bestEpoch, columnLabel, seriesOf } from "../../src/core/trainingCurves";

test("probabilities are never rounded to certainty", () => {
  const shares = [0.9342, 0, 1, 0.00001, 0.99999].map((value) => percent(value));
  assert.deepEqual(shares, ["93.4 %", "0.0 %", "100.0 %", "< 0.1 %", "> 99.9 %"]);
  const claims = [0.9342, 0, 1, 0.01, 0.99, 0.9901].map((value) => probabilityText(value));
  assert.deepEqual(claims, ["93.4 %", "< 1 %", "> 99 %", "1.0 %", "99.0 %", "> 99 %"]);
  assert.deepEqual([percent(null), percent(NaN), figure(undefined), interval(null)], ["–", "–", "–", "–"]);
  assert.deepEqual([className("PNEUMONIA"), className("NOT_NORMAL"), className("Effusion")], ["Pneumonia", "Not normal", "Effusion"]);
});

test("CSV quotes what must be quoted and defuses formulas", () => {
  assert.equal(csv(["a", "b"], [['x"y', 1.5], ["1,2", null]]), 'a,b\r\n"x""y",1.5\r\n"1,2",\r\n');
  assert.deepEqual([csvField("=1+1"), csvField("@x"), csvField(-3), csvField(false)], ["'=1+1", "'@x", "-3", "false"]);
});

test("files are known by their first bytes", () => {
  const dicom = new Uint8Array(132);
  dicom.set([0x44, 0x49, 0x43, 0x4d], 128);
  assert.equal(mediaType(dicom), "application/dicom");
  assert.equal(mediaType(new Uint8Array([0xff, 0xd8, 0xff, 0xe0])), "image/jpeg");
  assert.equal(mediaType(new Uint8Array([0x89, 0x50, 0x4e, 0x47])), "image/png");
  assert.equal(mediaType(new TextEncoder().encode("hello, X-ray.jpeg")), "application/octet-stream");
  assert.equal(mediaType(new Uint8Array()), "application/octet-stream");
  assert.deepEqual([isShowable("image/png"), isShowable("application/dicom")], [true, false]);
});

test("events come whole however the stream is cut", () => {
  const stream = "event: epoch\r\ndata: {\"a\":1}\r\n\r\n: note\ndata: x\ndata:y\n\nevent: end\ndata: {}\n\n";
  for (const size of [1, 2, 5, 1000]) {
    const parser = new EventParser();
    const found = [];
    for (let at = 0; at < stream.length; at += size) found.push(...parser.push(stream.slice(at, at + size)));
    assert.deepEqual(found, [
      { event: "epoch", data: '{"a":1}' }, { event: "message", data: "x\ny" }, { event: "end", data: "{}" },
    ]);
  }
});

test("problems say what happened and what to do", () => {
  const problem = problemOf(422, { error: { code: "not_usable", message: "too small", reasons: ["31 pixels"], request_id: "r" } });
  const { message, reasons, requestID, isPassing } = problem;
  assert.deepEqual([message, reasons, requestID, isPassing], ["Too small.", ["31 pixels"], "r", false]);
  const busy = problemOf(503, null, "q", "3");
  assert.deepEqual([busy.retryAfter, busy.isPassing, busy.requestID], [3, true, "q"]);
  assert.equal(problemOf(503, null, null, "soon").retryAfter, null);
  assert(problemOf(418, { error: "tea" }).message.includes("418"));
  assert.deepEqual([unreachable(false).code, unreachable(true).code], ["unreachable", "timeout"]);
});

test("an answer that is no reading is a problem, not a crash", () => {
  const whole = {
    prediction: "A", probabilities: { A: 0.9, B: 0.1 }, decision: { positive: true, threshold: 0.5, margin: 0.4 },
    model: { name: "m", version: 1 },
  };
  assert.deepEqual([checkedReading(whole).quality, checkedReading(whole).heatmap], [[], null]);
  for (const odd of [null, 7, {}, [], { ...whole, decision: {} }, { ...whole, probabilities: { A: "x" } }, { ...whole, model: 1 }]) {
    assert.throws(() => checkedReading(odd), /could not be understood/);
  }
});

test("Markdown of a model card", () => {
  const document = blocks(
    "# A\n\ntext *x* **y**\nmore\n\n| a | b |\n| --- | --- |\n| 1 | 2\\_3 |\n\n"
    + "## B\n- one\n  on\n- two\n\n```\ncode\n```\n",
  );
  assert.deepEqual(document.map(({ kind }) => kind), ["heading", "paragraph", "table", "heading", "list", "code"]);
  const table = document[2];
  assert(table?.kind === "table" && plainText(table.rows[0]?.[1] ?? []) === "2_3");
  assert.deepEqual(section(document, /^B$/).map(({ kind }) => kind), ["list", "code"]);
  const list = section(document, /^B$/)[0];
  assert(list?.kind === "list" && list.items.length === 2 && plainText(list.items[0] ?? []) === "one on");
});

test("Markdown never becomes HTML, nor a link that runs", () => {
  assert.deepEqual(inlines("<b>x</b>"), [{ kind: "text", text: "<b>x</b>" }]);
  assert.deepEqual(inlines("[x](javascript:alert(1))").map(({ kind }) => kind), ["text"]);
  assert.deepEqual(inlines("[x](https://a.b/c)"), [{ kind: "link", text: "x", href: "https://a.b/c" }]);
});

test("Markdown that no one meant ends", () => {
  for (const odd of ["|", "```", "- ", "#", "|\n|\n", "1. ", "*", "**", "\u0000"]) assert(Array.isArray(blocks(odd)));
});

test("recipes say how much was learnt from X-rays", () => {
  const recipe = (weights: string, ...tuned: string[]) =>
    `model:\n  weights: ${weights}\ntrain:\n${tuned.map((one) => `  fine_tune: ${one}\n`).join("")}`;
  assert.equal(learningOf(recipe('"IMAGENET1K_V1"', "head")), "head");
  assert.equal(learningOf(recipe("IMAGENET1K_V1", "head", "{last_blocks: 1}")), "blocks");
  assert.equal(learningOf(recipe("IMAGENET1K_V1", "full")), "full");
  assert.equal(learningOf(recipe("none", "full")), "scratch");
  assert.deepEqual([learningOf(undefined), learningOf("name: x")], [null, null]);
});

test("ticks are round", () => {
  assert.deepEqual(ticks(0.11, 0.39, 5), [0.2, 0.3]);
  assert.deepEqual(wholeTicks(1, 4), [1, 2, 3, 4]);
  assert.deepEqual(ticks(2, 2), [2]);
});

test("a history becomes curves; gaps are left out", () => {
  const history: Epoch[] = [
    { epoch: 1, train_loss: 2, validation_loss: 1, validation_auroc: 0.8, validation_accuracy: 0.6, train_accuracy: 0.7, seconds: 3 },
    { epoch: 2, train_loss: 1, validation_loss: null, validation_auroc: 0.9, seconds: 3 },
  ];
  const losses = seriesOf(history, "loss").map(({ label, points }) => [label, points.length]);
  assert.deepEqual(losses, [["training loss", 2], ["validation loss", 1]]);
  assert.deepEqual(seriesOf(history, "figure").map(({ label }) => label),
    ["training accuracy", "validation accuracy", "validation AUROC"]);
  assert.equal(bestEpoch(history), 1);
  assert.equal(bestEpoch([]), null);
  assert.equal(columnLabel("val_f1"), "validation F1");
});

test("what strangers send hides and turns nothing, and has an end", () => {
  assert.equal(harmless("A\u202eB\u0000C\u200bD\n", 64), "A\ufffdB\ufffdC\ufffdD\ufffd");
  assert.equal(harmless("Łódź 肺 <b>", 64), "Łódź 肺 <b>");
  assert.equal(harmless("\u{1fac1}".repeat(9), 4), `${"\u{1fac1}".repeat(3)}…`);
});

test("times, dates and sizes read as people write them", () => {
  const now = new Date(2026, 10, 28, 14, 0, 0);
  assert.equal(clock(new Date(2026, 10, 28, 14, 32, 10).toISOString(), now), "14:32:10");
  assert.equal(clock(new Date(2026, 10, 27, 14, 32, 10).toISOString(), now), "27 Nov 2026, 14:32");
  assert.equal(clock(null, now), "–");
  assert.deepEqual(["20261121", "2026-11-21", "20261399", "soon"].map(dicomDate), ["21 Nov 2026", "21 Nov 2026", "20261399", "soon"]);
  assert.deepEqual([0, 999, 1500, 412345678901, null].map(bytes), ["0 bytes", "999 bytes", "1.5 kB", "412 GB", "–"]);
});

test("an archive's answer is whole or a problem", () => {
  const object = {
    id: "12", received: "2026-11-28T01:02:03Z", calling_ae: "CR\u0007", state: "sending", prediction: "PNEUMONIA", probability: 0.9,
    positive: true, refused: false, attempts: 1, deliveries: [{ kind: "sr", destination: "A", state: "sent", attempts: 1 }],
  };
  const answer = {
    node: { ae_title: "HILUM", port: 11112, accepting: true, free_bytes: null }, counts: { done: 1 }, objects: [object], next: "11",
  };
  const { counts, objects, next } = checkedArchive(answer);
  assert.deepEqual([counts.done, counts.failed, next], [1, 0, "11"]);
  assert.deepEqual([objects[0]?.calling_ae, objects[0]?.accession_number, objects[0]?.deliveries[0]?.error], ["CR\ufffd", null, null]);
  for (const broken of [
    null, [], {}, { ...answer, node: {} }, { ...answer, objects: null }, { ...answer, objects: [{ ...object, state: "lost" }] },
    { ...answer, objects: [{ ...object, deliveries: [{}] }] }, { ...answer, counts: 3 },
  ]) assert.throws(() => checkedArchive(broken), /could not be understood/);
  assert.deepEqual(checkedReport({ findings: ["a."], impression: [] }), { findings: ["a."], impression: [] });
  assert.throws(() => checkedReport({ findings: "a." }), /could not be understood/);
});

test("a destination is as far as what goes to it", () => {
  const delivery = (destination: string, state: "waiting" | "sent" | "failed") =>
    ({ kind: "sr", destination, state, attempts: 1, next_attempt: null, error: null });
  const found = byDestination([
    delivery("A", "sent"), delivery("B", "sent"), delivery("A", "sent"), delivery("B", "waiting"), delivery("C", "failed"), delivery("C", "sent"),
  ]);
  assert.deepEqual(found.map(({ destination, state, sent, of }) => [destination, state, sent, of]), [
    ["A", "sent", 2, 2], ["B", "waiting", 1, 2], ["C", "failed", 1, 2],
  ]);
  assert.deepEqual([kindName("sr"), kindName("new")], ["Structured report", "new"]);
});
