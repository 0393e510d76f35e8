import { signal } from '@preact/signals'
import { TaskView } from '../worker/task-view'
import { type EstimatorName, estimators, refuters } from './settings'
import { asked, refuting, set, settings } from './state'

const chosen = signal<EstimatorName | undefined>(undefined)

/** Tries to break an estimate: what must vanish, and what must stay. */
export function Refutations({ names }: { readonly names: readonly EstimatorName[] }) {
  const estimator = chosen.value !== undefined && names.includes(chosen.value) ? chosen.value : names[0]!
  const { draws } = settings()
  const found = refuting.result.value
  return (
    <section aria-label="Refutation" class={found === undefined ? 'controls' : ''}>
      <h2>Try to refute it</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const question = asked()
          if (question !== undefined) void refuting.start({ ...question, estimator, draws })
        }}
      >
        <div class="fields">
          <label>
            Estimator
            <select
              value={estimator}
              onChange={({ currentTarget }) => {
                chosen.value = currentTarget.value as EstimatorName
              }}
            >
              {names.map((name) => (
                <option key={name} value={name}>
                  {estimators[name][0]}
                </option>
              ))}
            </select>
          </label>
          <label>
            Draws
            <input
              type="number"
              min={20}
              max={1000}
              value={draws}
              onChange={({ currentTarget }) => {
                if (Number.isFinite(currentTarget.valueAsNumber)) set({ draws: currentTarget.valueAsNumber })
              }}
            />
          </label>
        </div>
        <p>
          <button type="submit">Refute</button>
        </p>
      </form>
      <TaskView task={refuting} label="Refuting" />
      {found === undefined ? null : (
        <ul>
          {found.map(({ name, refuted, message }) => (
            <li key={name} class={refuted === true ? 'bad' : ''}>
              <strong>
                {refuters[name][0]}: {refuted === null ? 'could not say' : refuted ? 'refuted' : 'not refuted'}.
              </strong>{' '}
              {message} <span class="quiet">({refuters[name][1]})</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
