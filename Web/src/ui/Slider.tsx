interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  shown: string;
  disabled?: boolean;
  onChange: (value: number) => void;
}

export function Slider({ label, value, min, max, step = 1, shown, disabled, onChange }: SliderProps) {
  return (
    <label className="slider">
      <span>{label}</span>
      <input type="range" min={min} max={max} step={step} value={value} disabled={disabled} aria-valuetext={shown}
        onInput={(event) => onChange(Number((event.target as HTMLInputElement).value))} onChange={() => undefined} />
      <output>{shown}</output>
    </label>
  );
}
