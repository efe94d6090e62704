import assert from "node:assert/strict";
import { test } from "node:test";
import { area, averagePrecision, calibrationError, pointAt, prCurve, reliability, rocCurve } from "../../src/core/curves";

// scikit-learn's own example: roc_auc_score 0.75, average_precision_score 0.8333…
const example = { labels: [0, 0, 1, 1], probabilities: [0.1, 0.4, 0.35, 0.8] };
const near = (actual: number, expected: number) => assert(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

test("ROC and its area", () => {
  const points = rocCurve(example);
  assert.deepEqual(points.map(({ x, y }) => [x, y]), [[0, 0], [0, 0.5], [0.5, 0.5], [0.5, 1], [1, 1]]);
  near(area(points), 0.75);
});

test("cases of equal probability make one step", () => {
  const points = rocCurve({ labels: [1, 0, 1, 0], probabilities: [0.5, 0.5, 0.5, 0.5] });
  assert.deepEqual(points.map(({ x, y }) => [x, y]), [[0, 0], [1, 1]]);
  near(area(points), 0.5);
});

test("precision, recall and average precision", () => near(averagePrecision(prCurve(example)), 5 / 6));

test("a class that is missing has no curve", () => {
  assert.deepEqual(rocCurve({ labels: [1, 1], probabilities: [0.2, 0.3] }), []);
  assert.deepEqual(prCurve({ labels: [0], probabilities: [0.2] }), []);
});

test("the point of a threshold agrees with counting", () => {
  const point = pointAt(rocCurve(example), 0.36);
  assert.deepEqual([point?.x, point?.y], [0.5, 0.5]);
  assert.deepEqual([pointAt(rocCurve(example), 2)?.x, pointAt(rocCurve(example), 0)?.x], [0, 1]);
});

test("reliability bins, the last closed at 1", () => {
  const bins = reliability({ labels: [0, 1, 1], probabilities: [0.05, 1, 0.97] });
  assert.deepEqual(bins.map(({ observed, n }) => [observed, n]), [[0, 1], [1, 2]]);
  near(calibrationError(bins), (0.05 + 2 * 0.015) / 3);
});
