import { href, titles, type Page } from "../state/route";
import { settings, type Theme } from "../state/settings";
import { useStore } from "../state/store";
import { Icon } from "./Icon";
import { IconButton } from "./IconButton";

/** Where one is and can go. */
export function Header({ page, pages }: { page: Page; pages: readonly [Page, ...Page[]] }) {
  const { theme } = useStore(settings);
  const dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  const other: Theme = dark ? "light" : "dark";
  return (
    <header className="header">
      <a className="brand" href={href(pages[0])} aria-label="Hilum, to the first page">
        <img src="/assets/icon.svg" alt="" width="34" height="34" />
        <span>Hilum</span>
      </a>
      <nav aria-label="Pages">
        {pages.map((name) => (
          <a key={name} href={href(name)} aria-current={page === name ? "page" : undefined}>{titles[name]}</a>
        ))}
      </nav>
      <p className="not-a-device"><Icon name="info" /> Research software, not a medical device</p>
      <IconButton icon={dark ? "sun" : "moon"} label={`Change to the ${other} theme`}
        onClick={() => settings.change({ theme: other })} />
    </header>
  );
}
