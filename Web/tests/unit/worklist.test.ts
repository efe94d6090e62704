import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reading } from "../../src/api/types";
import { leading } from "../../src/core/leading";
import { order } from "../../src/core/sorting";

function reading(probability: number, quality: string[] = []): Reading {
  return {
    prediction: probability > 0.5 ? "PNEUMONIA" : "NORMAL", confidence: Math.max(probability, 1 - probability),
    probabilities: { NORMAL: 1 - probability, PNEUMONIA: probability },
    decision: { positive: probability >= 0.527, threshold: 0.527, margin: probability - 0.527 },
    in_distribution: true, quality, model: { name: "m", version: 1 }, heatmap: null, milliseconds: 1,
  };
}

const items = [
  { id: 1, name: "b10", state: "done", reading: reading(0.2) }, { id: 2, name: "b9", state: "failed", reading: null },
  { id: 3, name: "a", state: "done", reading: reading(0.9, ["dark"]) }, { id: 4, name: "c", state: "queued", reading: null },
];
const ids = (sorted: typeof items) => sorted.map(({ id }) => id);

test("the positive class is the one that the decision is about", () => {
  assert.deepEqual(leading(reading(0.066)), { name: "PNEUMONIA", probability: 0.066, decided: 0.066, negative: null });
  assert.equal(leading(reading(0.5))?.name, "PNEUMONIA");
  assert.equal(leading({ ...reading(0.9), probabilities: {} }), null);
});

test("worklists are sorted as asked, what has no reading comes last", () => {
  assert.deepEqual(ids(order(items, "added")), [1, 2, 3, 4]);
  assert.deepEqual(ids(order(items, "probability")), [3, 1, 2, 4]);
  assert.deepEqual(ids(order(items, "probability-up")), [1, 3, 2, 4]);
  assert.deepEqual(ids(order(items, "name")), [3, 2, 1, 4]);
  assert.deepEqual(ids(order(items, "state")), [2, 4, 3, 1]);
});
