import { colorMapNames, gradient, type ColorMapName } from "../core/colormaps";
import { settings } from "../state/settings";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { IconButton } from "../ui/IconButton";
import { Slider } from "../ui/Slider";
import type { ViewerControls } from "./useViewer";

interface ToolbarProps {
  controls: ViewerControls;
  hasHeat: boolean;
  hasLungs: boolean;
  onShortcuts: () => void;
}

/** Everything that changes how the picture is shown; each has a key too. */
export function Toolbar({ controls, hasHeat, hasLungs, onShortcuts }: ToolbarProps) {
  const { overlay, outline, opacity, colorMap } = useStore(settings);
  const { view, grey, tool, setView, setGrey, setTool, reset } = controls;
  const zoom = (factor: number) => setView({ ...view, zoom: Math.min(16, Math.max(0.5, view.zoom * factor)) });
  return (
    <div className="toolbar" role="toolbar" aria-label="How the picture is shown">
      <div className="tool-group">
        <IconButton icon="pan" label="Drag moves the picture" pressed={tool === "pan"} onClick={() => setTool("pan")} />
        <IconButton icon="grey" label="Drag changes window and level (W)" pressed={tool === "grey"}
          onClick={() => setTool("grey")} />
        <IconButton icon="invert" label="Invert black and white (I)" pressed={grey.inverted}
          onClick={() => setGrey({ ...grey, inverted: !grey.inverted })} />
      </div>
      <div className="tool-group">
        <IconButton icon="minus" label="Zoom out (−)" onClick={() => zoom(0.8)} />
        <output className="zoom-figure" aria-label="Zoom">{Math.round(view.zoom * 100)} %</output>
        <IconButton icon="plus" label="Zoom in (+)" onClick={() => zoom(1.25)} />
        <IconButton icon="reset" label="Reset zoom, window and level (R)" onClick={reset} />
      </div>
      <div className="tool-group grey-sliders">
        <Slider label="Window" value={grey.window} min={4} max={510} onChange={(window) => setGrey({ ...grey, window })}
          shown={String(Math.round(grey.window))} />
        <Slider label="Level" value={grey.level} min={0} max={255} onChange={(level) => setGrey({ ...grey, level })}
          shown={String(Math.round(grey.level))} />
      </div>
      <div className="tool-group heat-tools">
        <button type="button" className="toggle" aria-pressed={overlay && hasHeat} disabled={!hasHeat}
          title="Heat-map on or off (H)" onClick={() => settings.change({ overlay: !overlay })}>
          <Icon name="heat" /> Heat-map
        </button>
        <button type="button" className="toggle" aria-pressed={outline && hasLungs} disabled={!hasLungs}
          title="The lungs' outline on or off" onClick={() => settings.change({ outline: !outline })}>
          <Icon name="lungs" /> Lungs
        </button>
        <Slider label="Opacity" value={opacity} min={0} max={1} step={0.01} disabled={!hasHeat || !overlay}
          onChange={(value) => settings.change({ opacity: value })} shown={`${Math.round(opacity * 100)} %`} />
        <label className="field-inline">
          <span>Colours</span>
          <select value={colorMap} disabled={!hasHeat}
            onChange={(event) => settings.change({ colorMap: (event.target as HTMLSelectElement).value as ColorMapName })}>
            {colorMapNames.map((name) => <option key={name} value={name}>{name}</option>)}
          </select>
        </label>
        <span className="color-key" aria-hidden="true">
          <small>less</small><i style={{ background: gradient(colorMap) }} /><small>more</small>
        </span>
      </div>
      <IconButton icon="keyboard" label="Keyboard shortcuts" onClick={onShortcuts} />
    </div>
  );
}
