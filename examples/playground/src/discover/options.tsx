import { useState } from 'preact/hooks'
import { type Method, methods } from './settings'
import { set, settings } from './state'

/** What is asked of the search. */
export function Options({ columns }: { readonly columns: readonly string[] }) {
  const { method, alpha, maxLag, time, required, forbidden, tiers, draws, blockLength, kernelRows } = settings()
  // only at first: it must not close while its last line is cleared
  const [startsOpen] = useState(required + forbidden + tiers !== '')
  const isScore = method === 'boss' || method === 'ges'
  const isSeries = method === 'pcmciPlus'
  return (
    <>
      <label>
        Method
        <select value={method} onChange={({ currentTarget }) => set({ method: currentTarget.value as Method })}>
          {Object.entries(methods).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <div class="fields">
        {isScore ? null : (
          <NumberField
            label="alpha (level of each test)"
            value={alpha}
            step="any"
            onValue={(value) => set({ alpha: value })}
          />
        )}
        {isSeries ? (
          <>
            <NumberField label="Largest lag (steps)" value={maxLag} onValue={(value) => set({ maxLag: value })} />
            <label>
              Time
              <select value={time} onChange={({ currentTarget }) => set({ time: currentTarget.value })}>
                <option value="">the order of the rows</option>
                {columns.map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          </>
        ) : null}
        <NumberField label="Bootstrap searches (0 for none)" value={draws} onValue={(value) => set({ draws: value })} />
        {isSeries && draws > 0 ? (
          <NumberField
            label="Steps drawn together (block)"
            value={blockLength}
            onValue={(value) => set({ blockLength: value })}
          />
        ) : null}
        {method === 'kernelPc' ? (
          <NumberField
            label="Most rows for kernel tests"
            value={kernelRows}
            onValue={(value) => set({ kernelRows: value })}
          />
        ) : null}
      </div>
      <details open={startsOpen}>
        <summary>What is known beforehand</summary>
        <Lines
          label="Required edges, one a line"
          example={isSeries ? 'load[t-1] -> delay' : 'age -> income'}
          value={required}
          onValue={(value) => set({ required: value })}
        />
        <Lines
          label="Forbidden edges, one a line"
          example={isSeries ? 'delay -> load' : 'income -> age'}
          value={forbidden}
          onValue={(value) => set({ forbidden: value })}
        />
        <Lines
          label="Tiers in the order of time, one a line: no edge leads back"
          example={'age, sex\nincome'}
          value={tiers}
          onValue={(value) => set({ tiers: value })}
        />
        <p class="quiet">
          Names with commas or arrows stand in "quotes".
          {isSeries
            ? ' A required edge has its lag: load[t-1] -> delay leads from a step before, load[t] -> delay is within a step. A forbidden edge without times is forbidden at every lag.'
            : ''}
        </p>
      </details>
    </>
  )
}

function NumberField({
  label,
  value,
  step = '1',
  onValue,
}: {
  readonly label: string
  readonly value: number
  readonly step?: string
  readonly onValue: (value: number) => void
}) {
  return (
    <label>
      {label}
      <input
        type="number"
        required
        step={step}
        min={0}
        value={value}
        onChange={({ currentTarget }) => {
          if (Number.isFinite(currentTarget.valueAsNumber)) onValue(currentTarget.valueAsNumber)
        }}
      />
    </label>
  )
}

function Lines({
  label,
  example,
  value,
  onValue,
}: {
  readonly label: string
  readonly example: string
  readonly value: string
  readonly onValue: (value: string) => void
}) {
  return (
    <label>
      {label}
      <textarea
        rows={2}
        spellcheck={false}
        placeholder={example}
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </label>
  )
}
