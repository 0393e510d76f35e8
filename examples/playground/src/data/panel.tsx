import { signal } from '@preact/signals'
import { dag, toDagitty } from 'causalkit/graph'
import { useEffect } from 'preact/hooks'
import { rows } from '../rows'
import { noneReplaced, PutBack, replaceBy } from '../ui/put-back'
import { Scroll } from '../ui/scroll'
import { TaskView } from '../worker/task-view'
import { Columns } from './columns'
import './data.css'
import { Diagnosed } from './diagnosed'
import { FormOfFile } from './form'
import { adopt, bundled, chosen, describing, read, readFile, reading, retyping, takeBundled, uses } from './state'
import { clipped, firstRows } from './text'

const isOver = signal(false)
/** The text that stood there before the columns took its place. */
const before = noneReplaced()

/** Rows: read from a file or taken from the bundled ones, their columns, and what is to be known of them. */
export default function Panel() {
  useEffect(adopt, [rows.value])
  const known = read.value
  return (
    <div class="data">
      <section
        aria-label="Choose rows"
        class={isOver.value ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault()
          isOver.value = true
        }}
        onDragLeave={() => {
          isOver.value = false
        }}
        onDrop={(event) => {
          event.preventDefault()
          isOver.value = false
          const file = event.dataTransfer?.files[0]
          if (file !== undefined) void readFile(file)
        }}
      >
        <p class="row">
          <label class="choose">
            Choose a CSV or Parquet file
            <input
              type="file"
              accept=".csv,.tsv,.txt,.parquet,text/csv"
              onChange={({ currentTarget }) => {
                const file = currentTarget.files?.[0]
                if (file !== undefined) void readFile(file)
                currentTarget.value = ''
              }}
            />
          </label>
          <span>or drop it here.</span>
        </p>
        <p class="quiet">The file stays in this browser: nothing is sent anywhere.</p>
        <p class="row">
          <span>Or published rows:</span>
          <button type="button" onClick={() => takeBundled('kidney stones')}>
            Kidney stones
          </button>
          <button type="button" onClick={() => takeBundled('berkeley')}>
            Berkeley admissions
          </button>
        </p>
        <TaskView task={reading} label="Reading the file" />
        <TaskView task={bundled} label="Reading the published rows" />
        {chosen.value === undefined || /\.parquet$/i.test(chosen.value.name) ? null : <FormOfFile />}
      </section>
      {known === undefined ? null : <Known />}
    </div>
  )
}

/** Columns of the first rows that are shown. */
const widest = 40

function Known() {
  const { name, source, notes } = read.value!
  const shown = rows.value
  if (shown === undefined) return null
  const { table } = shown
  const names = table.columns.slice(0, widest)
  return (
    <>
      <h2>
        <span class="name">{name}</span>: {table.rowCount.toLocaleString('en')} rows,{' '}
        {table.columns.length.toLocaleString('en')} columns
      </h2>
      <p class="quiet">From {source}.</p>
      {notes.length === 0 ? null : (
        <ul class="notes" aria-label="Notes on the reading">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <TaskView task={retyping} label="Reading the columns anew" />
      <TaskView task={describing} label="Describing the columns" />
      <Columns />
      <h3>First rows</h3>
      {names.length < table.columns.length ? (
        <p class="quiet">
          The first {names.length} of {table.columns.length.toLocaleString('en')} columns are shown.
        </p>
      ) : null}
      <Scroll label="First rows">
        <table class="first-rows">
          <thead>
            <tr>
              {names.map((column) => (
                <th
                  key={column}
                  scope="col"
                  class={table.data[table.columns.indexOf(column)] instanceof Float64Array ? 'number' : ''}
                >
                  {clipped(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {firstRows(table, 6, (column) => uses.value[column] === 'date', names.length).map((cells, i) => (
              <tr key={String(i)}>
                {cells.map((cell, j) => (
                  <td key={names[j]} class={table.data[j] instanceof Float64Array ? 'number' : ''}>
                    {cell === '' ? <span class="quiet">missing</span> : clipped(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <h3>The graph</h3>
      <p class="row">
        <button type="button" onClick={() => replaceBy(toDagitty(dag({ nodes: table.columns, directed: [] })), before)}>
          Make the columns the nodes of the graph
        </button>
        <PutBack replaced={before} />
      </p>
      <p class="quiet">This puts nodes without edges in place of the graph at the left; the old one can be put back.</p>
      <Diagnosed />
    </>
  )
}
