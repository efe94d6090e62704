const paths = {
  upload: "M12 16V4m0 0L7 9m5-5 5 5M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3",
  pan: "M12 3v18M3 12h18M9.500 5.500 12 3l2.500 2.500M9.500 18.500 12 21l2.500-2.500M5.500 9.500 3 12l2.500 2.500M18.500 9.500 21 12l-2.500 2.500",
  grey: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 3v18M12 7h6.500M12 11h8.500M12 15h8M12 19h4",
  invert: "M4 4h16v16H4zM4 20 20 4M15 13v4M13 15h4M7 8h4",
  minus: "M5 12h14",
  plus: "M12 5v14M5 12h14",
  reset: "M4 5v5h5M4.600 15a8 8 0 1 0 .9-8L4 10",
  heat: "M12 3c1 4 6 6 6 11a6 6 0 0 1-12 0c0-2 1-3.500 2.200-4.500C8.500 12 10 12.500 10.500 12 11.500 10 10.500 6 12 3z",
  lungs: "M12 4v8M10 8c-4 0-6 5-6 11 0 2 6 1 6-1zM14 8c4 0 6 5 6 11 0 2-6 1-6-1z",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M18 10h.01M7 14h10",
  check: "m5 12.500 4.500 4.500L19 7.500",
  cross: "M6 6l12 12M18 6 6 18",
  warning: "M12 4 2.500 20h19zM12 10v4.500M12 17.200v.1",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.500M12 7.500v.1",
  print: "M7 9V3h10v6M7 18H4v-8h16v8h-3M7 14h10v7H7z",
  download: "M12 4v11m0 0 5-5m-5 5-5-5M4 19h16",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1 1M18 18l1 1M5 19l1-1M18 6l1-1",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z",
  retry: "M20 5v5h-5M19.400 15a8 8 0 1 1-.9-8L20 10",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  swap: "M4 8h15m0 0-4-4m4 4-4 4M20 16H5m0 0 4-4m-4 4 4 4",
} as const;

export type IconName = keyof typeof paths;

/** A line drawing beside a text or a label; never the only bearer of meaning. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
