import type { Finding, Opinion, Task } from "../api/types";

/** What a reading said, as far as an opinion is held against it. */
interface Said {
  prediction: string;
  task?: Task;
  findings?: readonly Finding[] | null;
}

/** Where a person sees something else than the reading: a class, or the findings that one of the two leaves out. */
export function disagreements(opinion: Opinion, { prediction, task, findings }: Said): string[] {
  if (task !== "multi-label") return opinion === prediction ? [] : [String(opinion)];
  return (findings ?? []).filter(({ name, decision }) => decision !== opinion.includes(name)).map(({ name }) => name);
}

/** An opinion as one text. */
export function opinionText(opinion: Opinion): string {
  if (typeof opinion === "string") return opinion;
  return opinion.length === 0 ? "No finding" : opinion.join(", ");
}
