import { useEffect, useState } from "react";

export const titles = {
  read: "Read", compare: "Compare", models: "Models", history: "History", archive: "Archive", live: "Training", report: "Report",
} as const;
export type Page = keyof typeof titles;
const pages = Object.keys(titles) as Page[];

/** Where we are: `#/page/part/part`. */
export interface Route {
  page: Page;
  parts: string[];
}

function current(): Route {
  const [page, ...parts] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { page: pages.find((known) => known === page) ?? "read", parts };
}

export function href(page: Page, ...parts: (string | number)[]): string {
  return `#/${[page, ...parts].map((part) => encodeURIComponent(String(part))).join("/")}`;
}

export function useRoute(): Route {
  const [route, setRoute] = useState(current);
  useEffect(() => {
    const changed = () => setRoute(current());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return route;
}
