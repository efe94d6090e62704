import type { ColorMapName } from "../core/colormaps";
import { Store } from "./store";

export type Theme = "system" | "light" | "dark";

/** What a person has set; kept in this browser. */
export interface Settings {
  theme: Theme;
  overlay: boolean;
  /** Whether the lungs' outline is drawn. */
  outline: boolean;
  opacity: number;
  colorMap: ColorMapName;
  /** Whether single keys act on the viewer (WCAG 2.1.4 asks that they can be turned off). */
  shortcuts: boolean;
}

const storageName = "hilum.settings";
const initial: Settings = { theme: "system", overlay: true, outline: true, opacity: 0.5, colorMap: "jet", shortcuts: true };

class SettingsStore extends Store<Settings> {
  constructor() {
    super({ ...initial, ...stored() });
    this.apply();
  }

  change(change: Partial<Settings>): void {
    this.set({ ...this.state, ...change });
    try {
      localStorage.setItem(storageName, JSON.stringify(this.state));
    } catch {
      // Private windows may refuse to store; the settings then last as long as the page.
    }
    this.apply();
  }

  private apply(): void {
    if (this.state.theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.state.theme;
  }
}

function stored(): Partial<Settings> {
  try {
    return JSON.parse(localStorage.getItem(storageName) ?? "{}") as Partial<Settings>;
  } catch {
    return {};
  }
}

export const settings = new SettingsStore();
