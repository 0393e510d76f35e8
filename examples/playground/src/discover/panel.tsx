import { rows } from '../rows'
import { change } from '../work'
import { TaskView } from '../worker/task-view'
import './discover.css'
import { FoundView } from './found-view'
import { Options } from './options'
import { discovering, settings } from './state'

/** A graph learned from the rows, in a worker. */
export default function Panel() {
  const shown = rows.value
  if (shown === undefined || shown.table.columns.length === 0)
    return (
      <div class="discover">
        <p>There are no rows to learn a graph from yet.</p>
        <button type="button" class="first" onClick={() => change({ panel: 'data' })}>
          Choose rows in the Data panel
        </button>
      </div>
    )
  return (
    <div class="discover">
      <p class="quiet">
        A graph that is learned says which causes the rows do not speak against, under the assumptions of the method. It
        is a proposal: look at each edge. Rows: <span class="name">{shown.name}</span> (
        {shown.table.rowCount.toLocaleString('en')} rows, {shown.table.columns.length} columns).
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void discovering.start({ table: shown.table, settings: settings() })
        }}
      >
        <Options columns={shown.table.columns} />
        <p>
          <button type="submit" class="first">
            Search
          </button>
        </p>
      </form>
      <TaskView task={discovering} label="Searching" />
      {discovering.result.value !== undefined && discovering.failure.value !== undefined ? (
        <p class="quiet">What was found before:</p>
      ) : null}
      {discovering.result.value === undefined ? null : <FoundView found={discovering.result.value} />}
    </div>
  )
}
