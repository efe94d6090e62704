import assert from "node:assert/strict";
import { test } from "node:test";
import { countsAt, npv, npvAt, ppv, ppvAt, sensitivity, specificity, wilson } from "../../src/core/statistics";

test("counts include the threshold itself", () => {
  assert.deepEqual(countsAt([1, 1, 0, 0], [0.9, 0.5, 0.5, 0.1], 0.5), { tp: 2, fp: 1, tn: 1, fn: 0 });
});

test("shares, and none where nothing can be shared", () => {
  const counts = { tp: 297, fp: 8, tn: 309, fn: 20 };
  assert.equal(sensitivity(counts)?.toFixed(3), "0.937");
  assert.equal(specificity(counts)?.toFixed(3), "0.975");
  assert.equal(ppv(counts)?.toFixed(3), "0.974");
  assert.equal(npv(counts)?.toFixed(3), "0.939");
  assert.equal(ppv({ tp: 0, fp: 0, tn: 1, fn: 1 }), null);
});

test("prevalence moves PPV and NPV as Bayes says", () => {
  // 1,000 people, 1 in 100 ill, a test of 90 % and 90 %: 9 true and 99 false alarms.
  assert.equal(ppvAt(0.01, 0.9, 0.9)?.toFixed(6), (9 / 108).toFixed(6));
  assert.equal(npvAt(0.01, 0.9, 0.9)?.toFixed(6), (891 / 892).toFixed(6));
  assert.equal(ppvAt(0, 0.9, 1), null);
});

test("Wilson's interval", () => {
  assert.deepEqual(wilson(8, 10)?.map((value) => value.toFixed(4)), ["0.4902", "0.9433"]);
  assert.deepEqual(wilson(0, 10)?.map((value) => value.toFixed(4)), ["0.0000", "0.2775"]);
  assert.equal(wilson(0, 0), null);
});
