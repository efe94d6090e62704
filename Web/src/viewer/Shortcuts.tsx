import { settings } from "../state/settings";
import { useStore } from "../state/store";
import { Dialog } from "../ui/Dialog";
import { viewerKeys } from "./useViewer";

/** The list of keys, and the switch that turns single keys off. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { shortcuts } = useStore(settings);
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <p>They act while the viewer or the worklist has the focus.</p>
      <dl className="keys">
        {viewerKeys.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}
        <div><dt><kbd>Wheel</kbd></dt><dd>zoom about the pointer; pinch on a touch screen</dd></div>
        <div><dt><kbd>Shift</kbd> or right button</dt><dd>drag does the other of the two: move, or window and level</dd></div>
      </dl>
      <label className="check">
        <input type="checkbox" checked={shortcuts} onChange={() => settings.change({ shortcuts: !shortcuts })} />
        Single-key shortcuts are on
      </label>
    </Dialog>
  );
}
