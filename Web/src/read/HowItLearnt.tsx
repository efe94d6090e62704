import { api } from "../api/client";
import { learningOf, type Learning } from "../core/learning";
import { useLoaded } from "../state/useLoaded";
import { TransferDrawing } from "./TransferDrawing";

const sight = "The network first learnt to see on more than a million everyday photographs: edges, textures, shapes.";

const words: Record<Learning, string> = {
  head: `${sight} That sight is kept. Only its last step was learnt anew, from X-rays whose answer was known, which takes a few `
    + "thousand of them instead of millions.",
  blocks: `${sight} Most of that sight is kept; its last layers went on learning, from X-rays whose answer was known, which takes `
    + "thousands of them instead of millions.",
  full: `${sight} From there all of it went on learning, from X-rays whose answer was known, which takes thousands of them instead `
    + "of millions.",
  scratch: "",
};

/** Transfer learning, as this model has done it. */
export function HowItLearnt({ model, version }: { model?: string; version?: number | string }) {
  const { value } = useLoaded(
    () => (model === undefined ? Promise.resolve(null) : api.modelInfo(model, version)), [model, version]);
  const learning = learningOf(value?.provenance?.recipe) ?? "head";
  if (learning === "scratch") {
    return (
      <p>
        <strong>Learnt from X-rays alone.</strong> This network began knowing nothing and has seen only X-rays whose answer was
        known. Networks that first learn on everyday photographs (transfer learning) usually need fewer X-rays.
      </p>
    );
  }
  return (
    <>
      <TransferDrawing keepsSight={learning === "head"} />
      <p><strong>Transfer learning.</strong> {words[learning]}</p>
    </>
  );
}
