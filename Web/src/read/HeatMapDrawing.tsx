import { colorMapNames, gradient } from "../core/colormaps";
import { settings } from "../state/settings";
import { useStore } from "../state/store";

/** The key of the heat-map in the colours now chosen. */
export function HeatMapDrawing() {
  const { colorMap } = useStore(settings);
  return (
    <figure className="heat-key">
      <div style={{ background: gradient(colorMap) }} aria-hidden="true" />
      <figcaption><span>little weight</span><span>most weight</span></figcaption>
      <div className="swatches" role="group" aria-label="Colours of the heat-map">
        {colorMapNames.map((name) => (
          <button key={name} type="button" className="swatch" aria-pressed={colorMap === name} aria-label={`Colours: ${name}`}
            title={name} onClick={() => settings.change({ colorMap: name })}>
            <i style={{ background: gradient(name) }} />
          </button>
        ))}
      </div>
    </figure>
  );
}
