const hidden = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A text that a stranger has sent, fit to be shown: what would hide or turn other text is made visible, and it has an end. */
export function harmless(text: string, longest: number): string {
  const letters = [...text.replace(hidden, "\ufffd")];
  return letters.length <= longest ? letters.join("") : `${letters.slice(0, longest - 1).join("")}…`;
}
