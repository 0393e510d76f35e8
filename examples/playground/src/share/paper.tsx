import { now } from '../work'

/** What a print says beside the picture and the open panel: the question and the graph as text. */
export function Paper() {
  const { text, treatment, outcome, adjusted, latents, selection } = now
  const rows: readonly (readonly [string, string])[] = [
    ['Treatment', treatment],
    ['Outcome', outcome],
    ['Adjusted for', adjusted.join(', ')],
    ['Not measured', latents.join(', ')],
    ['Selected by', selection.join(', ')],
  ]
  return (
    <div class="paper">
      <dl>
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <pre>{text}</pre>
    </div>
  )
}
