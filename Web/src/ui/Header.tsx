import { href, type Page } from "../state/route";
import { settings, type Theme } from "../state/settings";
import { useStore } from "../state/store";
import { Icon } from "./Icon";
import { IconButton } from "./IconButton";

const pages: readonly [Page, string][] = [
  ["read", "Read"], ["compare", "Compare"], ["models", "Models"], ["history", "History"], ["live", "Training"],
];

export function Header({ page }: { page: Page }) {
  const { theme } = useStore(settings);
  const dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  const other: Theme = dark ? "light" : "dark";
  return (
    <header className="header">
      <a className="brand" href={href("read")} aria-label="Hilum, to the reading page">
        <img src="/assets/icon.svg" alt="" width="34" height="34" />
        <span>Hilum</span>
      </a>
      <nav aria-label="Pages">
        {pages.map(([name, title]) => (
          <a key={name} href={href(name)} aria-current={page === name ? "page" : undefined}>{title}</a>
        ))}
      </nav>
      <p className="not-a-device"><Icon name="info" /> Research software, not a medical device</p>
      <IconButton icon={dark ? "sun" : "moon"} label={`Change to the ${other} theme`}
        onClick={() => settings.change({ theme: other })} />
    </header>
  );
}
