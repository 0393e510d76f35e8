import { Scroll } from '../ui/scroll'
import { change } from '../work'
import { meanText } from './mean-text'
import { mechanismOf, tidy } from './settings'
import { answers, pair, settings } from './state'
import { measuredOf, type Structure } from './structure'

/** Seeing that the cause is 1 against making it 1. */
export function SeeAndDo({ structure }: { readonly structure: Structure }) {
  const chosen = pair.value
  const found = answers.value?.seeDo
  const names = measuredOf(structure)
  if (chosen === undefined) return null
  const { cause, effect } = chosen
  const isCurrent = found !== undefined && found.cause === cause && found.effect === effect
  const isBinary =
    mechanismOf(settings.value, structure.nodes.find((node) => node.name === effect)!).kind === 'logistic'
  const what = isBinary ? `the chance of ${effect}` : `the mean of ${effect}`
  return (
    <section aria-labelledby="model-see-do" class="see-do">
      <h2 id="model-see-do">Seeing and doing</h2>
      <p class="pair">
        <label>
          Cause{' '}
          <select value={cause} onChange={(event) => change({ treatment: event.currentTarget.value })}>
            {names
              .filter((name) => name !== effect)
              .map((name) => (
                <option key={name}>{name}</option>
              ))}
          </select>
        </label>
        <label>
          Effect{' '}
          <select value={effect} onChange={(event) => change({ outcome: event.currentTarget.value })}>
            {names
              .filter((name) => name !== cause)
              .map((name) => (
                <option key={name}>{name}</option>
              ))}
          </select>
        </label>
      </p>
      {!isCurrent ? (
        <p role="status">Computing …</p>
      ) : (
        <>
          <Scroll label="Seen and done">
            <table>
              <caption>
                {what}, by how {cause} came to be 0 or 1
              </caption>
              <thead>
                <tr>
                  <th scope="col">{cause} is</th>
                  <th scope="col">{cause} = 0</th>
                  <th scope="col">{cause} = 1</th>
                  <th scope="col">difference</th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <th scope="row">seen: those that have it</th>
                  <td>{meanText(found.seenFrom)}</td>
                  <td>{meanText(found.seenTo)}</td>
                  <td>{difference(found.seenFrom.value, found.seenTo.value)}</td>
                </tr>
                <tr>
                  <th scope="row">done: all are made to have it</th>
                  <td>{meanText(found.doneFrom)}</td>
                  <td>{meanText(found.doneTo)}</td>
                  <td>{meanText(found.done)}</td>
                </tr>
              </tbody>
            </table>
          </Scroll>
          <p>{comparison()}</p>
        </>
      )}
    </section>
  )

  function comparison(): string {
    const { seenFrom, seenTo, doneFrom, doneTo, done } = found!
    const failed = [seenFrom, seenTo, doneFrom, doneTo, done].find((mean) => mean.why !== undefined)
    if (failed !== undefined) return `Some of this was not found. ${failed.why}`
    if (seenFrom.value === undefined || seenTo.value === undefined || done.value === undefined)
      return 'One of these groups is impossible in this model, so there is nothing to compare.'
    const gap = seenTo.value - seenFrom.value - done.value
    const doubt = 3 * (seenFrom.error + seenTo.error + done.error) + 1e-9
    return Math.abs(gap) <= doubt
      ? `What is seen is what doing would bring: nothing but ${cause} itself makes the groups differ.`
      : `The effect of ${cause} is ${tidy(done.value)}; the other ${tidy(gap)} of the difference that is seen comes by other ways, such as causes that ${cause} and ${effect} share.`
  }
}

function difference(from: number | undefined, to: number | undefined): string {
  return from === undefined || to === undefined ? 'cannot happen' : tidy(to - from)
}
