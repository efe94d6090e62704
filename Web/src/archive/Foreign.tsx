/** A text that a peer has sent, which turns nothing around it; a dash where there is none. */
export function Foreign({ text }: { text: string | null }) {
  return text === null ? <>–</> : <bdi>{text}</bdi>;
}
