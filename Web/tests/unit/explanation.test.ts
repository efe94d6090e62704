import assert from "node:assert/strict";
import { test } from "node:test";
import { checkedExplanation, checkedMethods } from "../../src/api/checks";
import type { Reading } from "../../src/api/types";
import { aboutMethod, heatMeaning, methodName, zoneName } from "../../src/core/methods";
import { heatKey, noHeat, ownMethodOf, shownHeat } from "../../src/state/heat";

const reading: Reading = {
  prediction: "PNEUMONIA", confidence: 0.8, probabilities: { NORMAL: 0.2, PNEUMONIA: 0.8 },
  decision: { positive: true, threshold: 0.5, margin: 0.3 }, in_distribution: true, quality: [],
  model: { name: "m", version: 1 }, heatmap: "data:own", milliseconds: 1,
};

test("the words name the method, and only a map that is of a class names the class", () => {
  assert.equal(heatMeaning({ of: "PNEUMONIA", method: "grad-cam" }), "what spoke for “pneumonia”");
  assert.equal(heatMeaning({ of: "PNEUMONIA", method: "attention" }), "where the network looked");
  assert(/covering.*“normal”/.test(heatMeaning({ of: "NORMAL", method: "occlusion" })));
  assert.equal(methodName("integrated-gradients"), "integrated gradients");
  assert.equal(methodName("of-tomorrow"), "of-tomorrow");
  assert(/weighed most/.test(aboutMethod("of-tomorrow")));
  assert.deepEqual([zoneName("left_lower"), zoneName("outside")], ["left lower zone", "outside the lungs"]);
});

test("a heat-map is that of a class, a method and a layer", () => {
  const chosen = { ...noHeat, method: "occlusion" };
  assert.equal(shownHeat({ reading, heat: chosen })?.url, null, "not the reading's own");
  const maps = { [heatKey({ of: "PNEUMONIA", method: "occlusion", layer: null })]: { url: "data:o", players: null } };
  assert.equal(shownHeat({ reading, heat: { ...chosen, maps } })?.url, "data:o");
  assert.equal(shownHeat({ reading, heat: { ...chosen, maps, chosen: "NORMAL" } })?.url, null);
  assert.equal(shownHeat({ reading, heat: { ...noHeat, maps } })?.url, "data:own");
  assert.equal(shownHeat({ reading, heat: { ...noHeat, method: "grad-cam", layer: "layer3" } })?.url, null);
  assert.equal(shownHeat({ reading, heat: noHeat }, "attention")?.method, "attention");
});

test("what a server says of explanations is checked", () => {
  const methods = checkedMethods({
    methods: [{ name: "attention", slow: false, layers: 0 }, { name: "occlusion", slow: true }], layers: ["layer1"], colors: [],
  });
  assert.deepEqual(methods.methods[1], { name: "occlusion", slow: true, layers: 0 });
  assert.deepEqual([ownMethodOf(methods), ownMethodOf(null)], ["attention", "grad-cam"]);
  assert.throws(() => checkedMethods({ methods: [{}], layers: [] }));
  const url = "data:image/png;base64,AAAA";
  assert.deepEqual(checkedExplanation({ heatmap: url }), { url, players: null });
  assert.deepEqual(
    checkedExplanation({ heatmap: url, players: [{ name: "outside", value: -0.1 }] }).players, [{ name: "outside", value: -0.1 }]);
  assert.throws(() => checkedExplanation({ heatmap: "https://elsewhere" }));
});
