import { rows } from '../rows'
import { TaskView } from '../worker/task-view'
import { diagnosing } from './state'

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
            {found.completeRows} of {found.rowCount} rows are complete. Usable as variables:{' '}
            {found.usable.join(', ') || 'none'}.
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
