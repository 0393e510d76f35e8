import { reading, unread } from '../reading'
import { change, now } from '../work'
import { TaskView } from '../worker/task-view'
import './estimate.css'
import { EstimatesView } from './estimates-view'
import { type EstimatorName, estimators } from './settings'
import { asked, estimating, set, settings } from './state'

/** The effect of the work's treatment on its outcome, estimated from the rows in several ways. */
export default function Panel() {
  const question = asked()
  const { treatment, outcome, selection, adjusted } = now
  const { chosen, useAdjusted, confidence } = settings()
  if (question === undefined)
    return (
      <div class="estimate">
        <p>There are no rows to estimate from yet.</p>
        <button type="button" class="first" onClick={() => change({ panel: 'data' })}>
          Choose rows in the Data panel
        </button>
      </div>
    )
  const read = reading.value
  if (!read.read) return <p class="quiet">{unread}</p>
  const nodes = read.graph.nodes
  const found = estimating.result.value
  return (
    <div class="estimate">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void estimating.start({ ...question, chosen })
        }}
      >
        <div class="fields">
          <Choice label="Treatment" value={treatment} nodes={nodes} onValue={(value) => change({ treatment: value })} />
          <Choice label="Outcome" value={outcome} nodes={nodes} onValue={(value) => change({ outcome: value })} />
          <label>
            Confidence
            <select
              value={String(confidence)}
              onChange={({ currentTarget }) => set({ confidence: Number(currentTarget.value) })}
            >
              {[0.9, 0.95, 0.99].map((level) => (
                <option key={level} value={String(level)}>
                  {Math.round(level * 100)} %
                </option>
              ))}
            </select>
          </label>
        </div>
        <fieldset>
          <legend>Estimators</legend>
          {(Object.keys(estimators) as EstimatorName[]).map((name) => (
            <label key={name} class="check">
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                onChange={({ currentTarget }) =>
                  set({ chosen: currentTarget.checked ? [...chosen, name] : chosen.filter((each) => each !== name) })
                }
              />
              <span>
                {estimators[name][0]} <span class="quiet">{estimators[name][1]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <label class="check">
          <input
            type="checkbox"
            checked={useAdjusted}
            onChange={({ currentTarget }) => set({ useAdjusted: currentTarget.checked })}
          />
          <span>
            Adjust for what was chosen in this work ({adjusted.join(', ') || 'nothing'}) rather than for the best set
            that the graph allows
          </span>
        </label>
        {selection.length > 0 ? (
          <p class="warning">
            The rows were selected by {selection.join(', ')}: these estimates are of the selected rows and do not mend
            that.
          </p>
        ) : null}
        <p>
          <button type="submit" class="first" disabled={chosen.length === 0}>
            Estimate
          </button>
        </p>
      </form>
      <TaskView task={estimating} label="Estimating" />
      {found === undefined ? null : <EstimatesView found={found} />}
    </div>
  )
}

function Choice({
  label,
  value,
  nodes,
  onValue,
}: {
  readonly label: string
  readonly value: string
  readonly nodes: readonly string[]
  readonly onValue: (value: string) => void
}) {
  return (
    <label>
      {label}
      <select value={nodes.includes(value) ? value : ''} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
        {nodes.includes(value) ? null : <option value="">choose a node …</option>}
        {nodes.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
