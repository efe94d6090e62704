import { className } from "./format";

/** What a heat-map shows: of which class or finding, by which method, of which layer. */
export interface HeatContent {
  of: string;
  method: string;
  layer: string | null;
}

interface Words {
  name: string;
  /** What the colours mean, before or in place of “for X”. */
  meaning: string;
  /** Whether the map is the same for every class. */
  isCommon?: boolean;
  /** What it is, for someone who sees one for the first time. */
  about: string;
}

const words: Record<string, Words> = {
  "grad-cam": {
    name: "Grad-CAM", meaning: "what spoke",
    about: "shows which parts of the picture weighed most, by what the network’s last layer sees there.",
  },
  "grad-cam++": {
    name: "Grad-CAM++", meaning: "what spoke",
    about: "is like Grad-CAM, but gives several separate places their due.",
  },
  "layer-cam": {
    name: "LayerCAM", meaning: "what spoke",
    about: "joins the maps of several layers, so that it is finer than Grad-CAM.",
  },
  "integrated-gradients": {
    name: "integrated gradients", meaning: "pixels that spoke",
    about: "follows how the score grows pixel by pixel while the picture comes out of black.",
  },
  "expected-gradients": {
    name: "expected gradients", meaning: "pixels that spoke",
    about: "follows how the score grows pixel by pixel on the way from other X-rays to this one.",
  },
  occlusion: {
    name: "occlusion", meaning: "where covering took away from what spoke",
    about: "covers one part of the picture after the other; colour is where the score falls.",
  },
  shapley: {
    name: "Shapley values", meaning: "parts that spoke",
    about: "gives each zone of the lungs, and all outside of them, its fair share of the probability.",
  },
  attention: {
    name: "attention", meaning: "where the network looked", isCommon: true,
    about: "shows where the network looked, whatever it then said.",
  },
};

/** The name of a method for people. */
export function methodName(method: string): string {
  return words[method]?.name ?? method;
}

/** What the colours of a heat-map mean, such as “what spoke for ‘pneumonia’”. */
export function heatMeaning({ of, method }: Pick<HeatContent, "of" | "method">): string {
  const { meaning, isCommon } = words[method] ?? { meaning: "what spoke", isCommon: false };
  return isCommon ? meaning : `${meaning} for “${className(of).toLowerCase()}”`;
}

/** A method in a sentence that its name begins. */
export function aboutMethod(method: string): string {
  return words[method]?.about ?? "shows which parts of the picture weighed most.";
}

/** The name of a zone of the lungs, such as “left lower zone”. */
export function zoneName(name: string): string {
  return name === "outside" ? "outside the lungs" : `${name.replaceAll("_", " ")} zone`;
}
