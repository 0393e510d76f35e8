import { tidy } from './settings'

/** A slider with its number beside it. */
export function Slider(props: {
  readonly label: string
  readonly value: number
  readonly range: { readonly min: number; readonly max: number; readonly step: number }
  readonly onChange: (value: number) => void
  readonly disabled?: boolean
}) {
  const { label, value, range, onChange, disabled = false } = props
  return (
    <label class="slider">
      <span>{label}</span>
      <input
        type="range"
        min={range.min}
        max={range.max}
        step={range.step}
        value={value}
        disabled={disabled}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
      />
      <output>{tidy(value)}</output>
    </label>
  )
}
