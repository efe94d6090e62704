import assert from "node:assert/strict";
import { test } from "node:test";
import { checkedMap, checkedReading } from "../../src/api/checks";
import type { ReadFinding, Reading } from "../../src/api/types";
import { byMargin, decisionWord, findingsField } from "../../src/core/findings";
import { classesText, className, list } from "../../src/core/format";
import { leading, screeningScore } from "../../src/core/leading";
import { disagreements, opinionText } from "../../src/core/opinions";
import { asSeveral } from "../../src/core/severalMetrics";
import { order } from "../../src/core/sorting";
import { subject, verdict } from "../../src/core/verdict";
import { heatKey, noHeat, ownHeatOf, shownHeat } from "../../src/state/heat";
import { readingsTable } from "../../src/read/readingsTable";

function findings(...values: [name: string, probability: number, threshold: number][]): ReadFinding[] {
  return values.map(([name, probability, threshold]) => ({
    name, probability, threshold, decision: probability >= threshold, interval: null,
  }));
}

function reading(task: "multi-class" | "multi-label", all: ReadFinding[], decided: number, threshold: number, prediction: string): Reading {
  return {
    prediction, confidence: 1, probabilities: Object.fromEntries(all.map(({ name, probability }) => [name, probability])),
    decision: { positive: decided >= threshold, threshold, margin: decided - threshold }, task, findings: all,
    in_distribution: true, quality: [], model: { name: "m", version: 1 }, heatmap: "data:own", milliseconds: 1,
  };
}

const label = (...values: [string, number, number][]) => {
  const all = findings(...values);
  const first = byMargin(all)[0] as ReadFinding;
  return reading("multi-label", all, first.probability, first.threshold, first.decision ? first.name : "No finding");
};
const classes = (normal: number, bacteria: number, virus: number, prediction: string) => reading(
  "multi-class", findings(["BACTERIA", bacteria, 0.4], ["NORMAL", normal, 0.4], ["VIRUS", virus, 0.4]), 1 - normal, 0.5, prediction);

const mass = label(["Effusion", 0.5, 0.6], ["Mass", 0.3, 0.1], ["Nodule", 0.9, 0.8]);
const nothing = label(["Effusion", 0.58, 0.6], ["Mass", 0.05, 0.1], ["Nodule", 0.2, 0.8]);

test("findings stand by how far they are above their own thresholds", () => {
  assert.deepEqual(byMargin(mass.findings ?? []).map(({ name }) => name), ["Mass", "Nodule", "Effusion"]);
  assert.deepEqual([leading(mass)?.name, leading(mass)?.decided], ["Mass", 0.3]);
  assert.equal(findingsField(mass.findings), "Effusion=0.5;Mass=0.3*;Nodule=0.9*");
  assert.equal(findingsField(undefined), null);
});

test("of several classes all but the one that says nothing is found are decided on together", () => {
  const sick = classes(0.2, 0.5, 0.3, "BACTERIA");
  assert.deepEqual({ ...leading(sick), decided: 0.8 }, { name: "BACTERIA", probability: 0.5, decided: 0.8, negative: "NORMAL" });
  assert.deepEqual(verdict(sick), { word: "Bacteria", why: "80.0 % for anything but normal is at or above the threshold of 50.0 %" });
  const well = classes(0.9, 0.04, 0.06, "NORMAL");
  assert.deepEqual(verdict(well), { word: "Normal", why: "10.0 % for anything but normal is below the threshold of 50.0 %" });
  const divided = classes(0.45, 0.25, 0.3, "NORMAL");
  assert.equal(verdict(divided)?.word, "Virus");
  assert(/: a close call; the likeliest class is normal$/.test(verdict(divided)?.why ?? ""));
});

test("without such a class the last one is held against the rest", () => {
  const all = findings(["A", 0.2, 0.3], ["B", 0.3, 0.3], ["C", 0.5, 0.3]);
  const found = leading(reading("multi-class", all, 0.5, 0.4, "C"));
  assert.deepEqual(found, { name: "C", probability: 0.5, decided: 0.5, negative: null });
  assert.equal(found && subject(found), "c");
  assert.equal(leading(reading("multi-class", [], 0.5, 0.4, "C")), null);
});

test("a verdict names what is found, or that nothing is", () => {
  assert.deepEqual(verdict(mass), { word: "Mass and Nodule", why: "2 of 3 findings reach their thresholds; 1 more is a close call" });
  assert.deepEqual(verdict(nothing), {
    word: "No finding", why: "None of 3 findings reaches its threshold; 1 is a close call",
  });
  const many = label(["A", 0.9, 0.1], ["B", 0.8, 0.1], ["C", 0.7, 0.1], ["D", 0.6, 0.1]);
  assert.equal(verdict(many)?.word, "A, B and 2 more");
  assert.equal(verdict(label(["A", 0.9, 0.1], ["B", 0.1, 0.9]))?.why, "1 of 2 findings reaches its threshold");
  assert.deepEqual([decisionWord("multi-label", true), decisionWord("multi-class", false)], ["found", "not called"]);
});

test("readings of findings are sorted by their score, which is one half at the threshold", () => {
  const at = label(["A", 0.2, 0.2]);
  assert.equal(screeningScore(at), 0.5);
  assert((screeningScore(mass) ?? 0) > 0.5 && (screeningScore(nothing) ?? 1) < 0.5);
  const items = [nothing, mass, at].map((one, id) => ({ id, name: "", state: "done", reading: one }));
  assert.deepEqual(order(items, "probability").map(({ id }) => id), [1, 2, 0]);
});

test("opinions are held against what was said", () => {
  assert.deepEqual(disagreements(["Mass", "Nodule"], mass), []);
  assert.deepEqual(disagreements(["Mass", "Effusion"], mass), ["Effusion", "Nodule"]);
  assert.deepEqual(disagreements([], nothing), []);
  assert.deepEqual(disagreements("NORMAL", { prediction: "VIRUS", task: "multi-class" }), ["NORMAL"]);
  assert.deepEqual([opinionText([]), opinionText(["Mass", "Nodule"]), opinionText("NORMAL")], ["No finding", "Mass, Nodule", "NORMAL"]);
});

test("the heat-map shown is the reading's own until another is chosen", () => {
  assert.equal(ownHeatOf(nothing), "Effusion");
  assert.equal(shownHeat({ reading: null, heat: noHeat }), null);
  const shown = (of: string, url: string | null) => ({ of, method: "grad-cam", layer: null, url, players: null });
  const maps = { [heatKey({ of: "Nodule", method: "grad-cam", layer: null })]: { url: "data:n", players: null } };
  assert.deepEqual(shownHeat({ reading: mass, heat: noHeat }), shown("Mass", "data:own"));
  assert.deepEqual(shownHeat({ reading: mass, heat: { ...noHeat, chosen: "Nodule" } }), shown("Nodule", null));
  assert.deepEqual(
    shownHeat({ reading: mass, heat: { ...noHeat, chosen: "Nodule", maps } }), shown("Nodule", "data:n"));
});

test("answers are checked", () => {
  assert.deepEqual(checkedReading(mass).findings, mass.findings);
  const first = mass.findings?.[0];
  const bad: unknown[] = [{ ...mass, task: "other" }, { ...mass, findings: [] }, { ...mass, findings: null },
    { ...mass, findings: [{ ...first, threshold: "x" }] }, { ...mass, findings: [{ ...first, interval: [0.1] }] }];
  for (const one of bad) assert.throws(() => checkedReading(one), /could not be understood/);
  const png = (kind: number) => Uint8Array.from([0x89, 0x50, ...Array<number>(23).fill(0), kind]);
  assert.equal(checkedMap(png(0)).length, 26);
  assert.throws(() => checkedMap(png(2)), /could not be understood/);
});

test("tables carry every finding", () => {
  const item = {
    id: 1, file: new File([], "a"), name: "a", state: "done", mime: "", frame: 0, frames: null, reading: classes(0.2, 0.5, 0.3, "BACTERIA"),
    heat: noHeat, problem: null, feedback: "VIRUS",
  } as const;
  const [heading, row] = readingsTable([item]).split("\r\n");
  assert(heading?.endsWith(",feedback,problem,task,leading,findings"));
  assert(row?.includes(",BACTERIA,not NORMAL,0.8,0.5,true,"));
  assert(row?.endsWith(",VIRUS,,multi-class,BACTERIA,BACTERIA=0.5*;NORMAL=0.2;VIRUS=0.3"));
});

test("names and figures of several classes", () => {
  assert.equal(className("Pleural_Thickening"), "Pleural Thickening");
  assert.equal(classesText(["NORMAL", "VIRUS"], undefined), "Normal / Virus");
  assert.equal(classesText(["a", "b", "c", "d", "e"], "multi-label"), "5 findings");
  assert.deepEqual([list([]), list(["a"]), list(["a", "b", "c"])], ["", "a", "a, b and c"]);
  assert.equal(asSeveral({ n: 1, auroc: 0.9 }), null);
  assert.equal(asSeveral({ task: "multi-label", classes: ["a"], per_class: {} })?.task, "multi-label");
});
