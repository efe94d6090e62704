import assert from "node:assert/strict";
import { test } from "node:test";
import { colorAt, colorize, coverAt } from "../../src/core/colormaps";
import { applyTable, dragged, greyTable, isPlain, plainGrey } from "../../src/core/grey";
import { fitted, panned, place, zoomed } from "../../src/core/view";

test("colour maps start and end where they should, and do not leave their range", () => {
  assert.deepEqual(colorAt("jet", 0), [0, 0, 143]);
  assert.deepEqual(colorAt("jet", 1), [128, 0, 0]);
  assert.deepEqual(colorAt("viridis", 0.5), [33, 144, 141]);
  assert.deepEqual(colorAt("viridis", 7), colorAt("viridis", 1));
});

test("little evidence is clear, much is covered", () => {
  const covers = [0, 0.2, 0.475, 0.75, 1].map((value) => coverAt(value).toFixed(6));
  assert.deepEqual(covers, ["0.000000", "0.000000", "0.500000", "1.000000", "1.000000"]);
  const pixels = colorize("inferno", new Uint8ClampedArray([0, 0, 0, 255, 255, 255, 255, 255]));
  assert.deepEqual([...pixels], [0, 0, 4, 0, 252, 255, 164, 255]);
});

test("plain grey changes nothing; inverted turns it round", () => {
  const table = greyTable(plainGrey);
  assert(isPlain(plainGrey) && table.every((shown, stored) => shown === stored));
  assert(greyTable({ ...plainGrey, inverted: true }).every((shown, stored) => shown === 255 - stored));
});

test("a narrow window spreads the grey about its level", () => {
  const table = greyTable({ window: 100, level: 100, inverted: false });
  assert.deepEqual([table[49], table[50], table[100], table[150], table[151]], [0, 0, 128, 255, 255]);
  const target = new Uint8ClampedArray(8);
  applyTable(table, new Uint8ClampedArray([0, 0, 0, 255, 200, 200, 200, 255]), target);
  assert.deepEqual([...target], [0, 0, 0, 255, 255, 255, 255, 255]);
});

test("a drag stays within limits", () => {
  const far = dragged(plainGrey, -9999, 9999);
  assert.deepEqual([far.window, far.level], [4, 0]);
});

const frame = { width: 800, height: 600 };
const picture = { width: 2000, height: 1000 };

test("a fitted picture is whole and in the middle", () => {
  assert.deepEqual(place(fitted, frame, picture), { width: 800, height: 400, left: 0, top: 100 });
});

test("the point under the pointer stays under it while zooming", () => {
  const at = { x: 200, y: 250 };
  const before = place(fitted, frame, picture);
  const view = zoomed(fitted, 2, at, frame, picture);
  const after = place(view, frame, picture);
  const share = (box: typeof before) => [(at.x - box.left) / box.width, (at.y - box.top) / box.height].map((v) => v.toFixed(9));
  assert.deepEqual(share(after), share(before));
  assert.equal(view.zoom, 2);
});

test("the picture cannot be lost, nor zoomed without end", () => {
  const away = panned(fitted, 99999, -99999, frame, picture);
  assert.deepEqual([away.x, away.y], [0.5, -0.5]);
  assert.equal(zoomed(fitted, 1e9, { x: 0, y: 0 }, frame, picture).zoom, 16);
});
