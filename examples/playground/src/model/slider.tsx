import { tidy } from './settings'

/** A slider under its name and its number. */
export function Slider(props: {
  readonly label: string
  readonly value: number
  readonly range: { readonly min: number; readonly max: number; readonly step: number }
  readonly onChange: (value: number) => void
}) {
  const { label, value, range, onChange } = props
  return (
    <label class="slider">
      <span>{label}</span>
      <input
        type="range"
        min={range.min}
        max={range.max}
        step={range.step}
        value={value}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
      />
      <output>{tidy(value)}</output>
    </label>
  )
}
