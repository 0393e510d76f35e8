import { type Table, table, toCsv } from 'causalkit/data'
import { useState } from 'preact/hooks'
import { rows } from '../rows'
import { change } from '../work'
import { rowCounts } from './settings'
import { answers, setSettings, settings } from './state'

/** How many rows are drawn, and where they go: to a file, or to the Data panel. */
export function Rows() {
  const [world, setWorld] = useState<'observed' | 'intervened'>('observed')
  const [said, setSaid] = useState('')
  const drawn = answers.value!
  const from = drawn.intervened === undefined ? 'observed' : world
  const tableOf = (): Table =>
    table(Object.fromEntries(drawn.names.map((name, i) => [name, drawn[from]![i]!]))) as unknown as Table
  const name = from === 'observed' ? 'model-rows' : 'model-rows-after-do'
  const download = (): void => {
    const address = URL.createObjectURL(new Blob([toCsv(tableOf())], { type: 'text/csv' }))
    const link = document.createElement('a')
    link.href = address
    link.download = `${name}.csv`
    link.click()
    setTimeout(() => URL.revokeObjectURL(address), 1000)
    setSaid(`${name}.csv was made.`)
  }
  const use = (): void => {
    rows.value = { name, table: tableOf(), source: `drawn from the model, seed ${settings.value.seed}` }
    setSaid('The Data panel has these rows now.')
  }
  return (
    <section class="controls" aria-labelledby="model-rows">
      <h2 id="model-rows">Rows</h2>
      <p class="pair">
        <label>
          How many{' '}
          <select
            value={settings.value.rowCount}
            onChange={(event) => setSettings({ rowCount: Number(event.currentTarget.value) })}
          >
            {rowCounts.map((count) => (
              <option key={count} value={count}>
                {count.toLocaleString('en')}
              </option>
            ))}
          </select>
        </label>
        <label>
          Seed{' '}
          <input
            type="number"
            min={0}
            step={1}
            value={settings.value.seed}
            onChange={(event) => {
              const seed = Number(event.currentTarget.value)
              if (event.currentTarget.value !== '' && Number.isSafeInteger(seed) && seed >= 0) setSettings({ seed })
              else event.currentTarget.value = String(settings.value.seed)
            }}
          />
        </label>
        {drawn.intervened === undefined ? null : (
          <label>
            World{' '}
            <select
              value={world}
              onChange={(event) => setWorld(event.currentTarget.value === 'intervened' ? 'intervened' : 'observed')}
            >
              <option value="observed">as it is</option>
              <option value="intervened">after the interventions</option>
            </select>
          </label>
        )}
      </p>
      <p class="pair">
        <button type="button" onClick={download}>
          Download as CSV
        </button>
        <button type="button" class="first" onClick={use}>
          Use these rows
        </button>
        {rows.value?.source.startsWith('drawn from the model') === true ? (
          <button type="button" onClick={() => change({ panel: 'data' })}>
            Go to the Data panel
          </button>
        ) : null}
      </p>
      <p role="status">{said}</p>
    </section>
  )
}
