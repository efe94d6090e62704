const criteria: Record<string, string> = {
  youden: "the highest sum of sensitivity and specificity", f1: "the highest F1", half: "one half",
};

/** By what a threshold was chosen, in words. */
export function criterionWords(criterion: string): string {
  return criteria[criterion] ?? criterion;
}
