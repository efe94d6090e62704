/** Photographs → network that sees → new last step ← X-rays. */
export function TransferDrawing({ keepsSight }: { keepsSight: boolean }) {
  return (
    <svg className="drawing" viewBox="0 0 300 104" role="img" aria-label={"Everyday photographs teach the network to see; "
      + `X-rays teach ${keepsSight ? "only its last step" : "it"} to decide`}>
      <g className="drawing-cards">
        <rect x="6" y="10" width="34" height="26" rx="3" /><rect x="12" y="16" width="34" height="26" rx="3" />
        <rect x="18" y="22" width="34" height="26" rx="3" />
        <circle cx="28" cy="31" r="3.500" /><path d="m21 45 9-9 6 6 5-5 9 8" />
      </g>
      <path className="drawing-arrow" d="M58 35h18m-5-4 5 4-5 4" />
      <g className="drawing-layers">
        <path d="M84 14l14 8v34l-14-8z" /><path d="M102 17l14 8v28l-14-8z" /><path d="M120 20l14 8v22l-14-8z" />
        <path d="M138 23l14 8v16l-14-8z" />
      </g>
      <path className="drawing-arrow" d="M158 35h18m-5-4 5 4-5 4" />
      <g className="drawing-head"><rect x="182" y="20" width="30" height="30" rx="6" /><path d="m190 35 5 5 9-10" /></g>
      <path className="drawing-arrow" d="M216 35h18m-5-4 5 4-5 4" />
      <g className="drawing-bars">
        <rect x="242" y="22" width="48" height="9" rx="3" /><rect x="242" y="38" width="15" height="9" rx="3" />
      </g>
      <text x="30" y="74">photos</text><text x="116" y="74">{keepsSight ? "sight, kept" : "sight"}</text>
      <text x="197" y="74">{keepsSight ? "last step," : "decision,"}</text>
      <text x="197" y="90">from X-rays</text><text x="266" y="74">classes</text>
    </svg>
  );
}
