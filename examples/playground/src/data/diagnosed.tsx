import { rows } from '../rows'
import { TaskView } from '../worker/task-view'
import { diagnosing } from './state'

/** Names of columns that are told at once. */
const mostNames = 30

function usableInWords(usable: readonly string[], all: number): string {
  if (usable.length === 0) return 'No column is usable as a variable.'
  if (usable.length === all) return `All ${all.toLocaleString('en')} columns are usable as variables.`
  const rest = usable.length - mostNames
  const first = usable.slice(0, mostNames).join(', ')
  return `${usable.length.toLocaleString('en')} of ${all.toLocaleString('en')} columns are usable as variables: ${first}${rest > 0 ? ` and ${rest.toLocaleString('en')} more` : ''}.`
}

/** What the data say of themselves before any method is used. */
export function Diagnosed() {
  const found = diagnosing.result.value
  const seen = found?.findings.filter((finding) => finding.found) ?? []
  const unseen = found?.findings.filter((finding) => !finding.found) ?? []
  return (
    <>
      <h3>Diagnosis</h3>
      <p class="row">
        <button
          type="button"
          class="first"
          onClick={() => {
            if (rows.value !== undefined) void diagnosing.start({ table: rows.value.table })
          }}
        >
          Diagnose
        </button>
        <span class="quiet">
          Looks for what methods stumble over: missing values, columns that others determine, bent or heavy-tailed
          relations.
        </span>
      </p>
      <TaskView task={diagnosing} label="Diagnosing" />
      {found === undefined ? null : (
        <div class="findings">
          <p>
            {found.completeRows.toLocaleString('en')} of {found.rowCount.toLocaleString('en')} rows are complete.{' '}
            {usableInWords(found.usable, rows.value?.table.columns.length ?? 0)}
          </p>
          {seen.length === 0 ? (
            <p class="fine">Nothing was found that a method would stumble over.</p>
          ) : (
            <ul>
              {seen.map(({ message }) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          )}
          <details>
            <summary>
              Also looked at without finding anything ({unseen.length}), and not looked at ({found.notLooked.length})
            </summary>
            <ul>
              {[...unseen, ...found.notLooked].map(({ message }, i) => (
                <li key={String(i)}>{message}</li>
              ))}
            </ul>
          </details>
        </div>
      )}
    </>
  )
}
