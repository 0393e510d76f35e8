import { useEffect, useRef } from 'preact/hooks'
import { encodings, numberForms, separators } from './csv/settings'
import { form, readAnew, reading } from './state'

/** How a text file is written: what was not found rightly can be told, and the file is read anew. */
export function FormOfFile() {
  const { encoding, separator, numbers, missing, categories } = form.value
  const details = useRef<HTMLDetailsElement>(null)
  const failed = reading.failure.value !== undefined && !reading.failure.value.isStop
  // opened where reading fails, and closed by nobody but the person
  useEffect(() => {
    if (failed && details.current !== null) details.current.open = true
  }, [failed])
  return (
    <details class="form" ref={details}>
      <summary>How the file is written</summary>
      <div class="fields">
        <Choice
          label="Separator"
          of={separators}
          value={separator}
          onValue={(value) => readAnew({ separator: value })}
        />
        <Choice label="Numbers" of={numberForms} value={numbers} onValue={(value) => readAnew({ numbers: value })} />
        <Choice label="Encoding" of={encodings} value={encoding} onValue={(value) => readAnew({ encoding: value })} />
        <label>
          Words for a missing value
          <input
            value={missing}
            spellcheck={false}
            onChange={({ currentTarget }) => readAnew({ missing: currentTarget.value })}
          />
        </label>
        <label class="whole">
          Columns kept as categories, one a line
          <textarea
            rows={2}
            value={categories}
            spellcheck={false}
            onChange={({ currentTarget }) => readAnew({ categories: currentTarget.value })}
          />
        </label>
      </div>
      <p class="quiet">
        A change reads the file anew. An empty cell is always missing. Dates are written as 2024-12-31, with or without
        a time of day.
      </p>
    </details>
  )
}

function Choice<T extends string>({
  label,
  of,
  value,
  onValue,
}: {
  readonly label: string
  readonly of: { readonly [K in T]: string }
  readonly value: T
  readonly onValue: (value: T) => void
}) {
  return (
    <label>
      {label}
      <select value={value} onChange={({ currentTarget }) => onValue(currentTarget.value as T)}>
        {(Object.entries(of) as [T, string][]).map(([each, word]) => (
          <option key={each} value={each}>
            {word}
          </option>
        ))}
      </select>
    </label>
  )
}
