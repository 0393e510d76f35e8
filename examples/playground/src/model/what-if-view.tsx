import { useEffect } from 'preact/hooks'
import { Scroll } from '../ui/scroll'
import { meanText } from './mean-text'
import { alteredValues, mechanismOf, tidy } from './settings'
import { answers, askRow, chosenRow, lines, questionText, setSettings, settings } from './state'
import type { Structure } from './structure'
import type { WhatIfLine } from './what-if'

/** One row, and what it would have been had some of it been otherwise. */
export function WhatIf({ structure }: { readonly structure: Structure }) {
  const row = chosenRow.value
  const count = answers.value!.observed[0]!.length
  const at = Math.min(settings.value.row, count - 1)
  const altered = alteredValues(settings.value, structure)
  const asked = JSON.stringify([questionText.value, row, altered])
  useEffect(askRow, [asked])
  const alter = (name: string, value: number | undefined): void => {
    const { [name]: _, ...others } = settings.peek().altered
    setSettings({ altered: value === undefined ? others : { ...others, [name]: value } })
  }
  const found = lines.value
  const isCurrent =
    found !== undefined && found.map(({ name }) => name).join() === structure.nodes.map(({ name }) => name).join()
  return (
    <section aria-labelledby="model-what-if">
      <h2 id="model-what-if">What if? One row in another world</h2>
      <p class="quiet">
        First the noise behind the row is inferred (abduction), then a value is altered (action), then the rest is
        computed anew with the same noise (prediction).
      </p>
      <p class="pair">
        <button type="button" disabled={at === 0} onClick={() => setSettings({ row: at - 1 })}>
          Previous row
        </button>
        <label>
          Row{' '}
          <input
            type="number"
            min={1}
            max={count}
            value={at + 1}
            onChange={(event) => {
              const wanted = Math.round(Number(event.currentTarget.value))
              if (wanted >= 1 && wanted <= count) setSettings({ row: wanted - 1 })
              else event.currentTarget.value = String(at + 1)
            }}
          />
        </label>
        <button type="button" disabled={at === count - 1} onClick={() => setSettings({ row: at + 1 })}>
          Next row
        </button>
        {Object.keys(altered).length === 0 ? null : (
          <button type="button" onClick={() => setSettings({ altered: {} })}>
            Alter nothing
          </button>
        )}
      </p>
      {!isCurrent || row === undefined ? (
        <p role="status">Computing …</p>
      ) : (
        <Scroll label="The row and its counterfactual">
          <table>
            <thead>
              <tr>
                <th scope="col">variable</th>
                <th scope="col">was</th>
                <th scope="col">its noise was</th>
                <th scope="col">had it been</th>
                <th scope="col">would have been</th>
              </tr>
            </thead>
            <tbody>
              {found.map((line) => (
                <tr key={line.name} class={isMoved(line) ? 'moved' : undefined}>
                  <th scope="row">{line.name}</th>
                  <td>{line.seen === undefined ? 'not measured' : tidy(line.seen)}</td>
                  <td>{noiseText(line)}</td>
                  <td>
                    {line.hidden ? (
                      ''
                    ) : (
                      <input
                        type="number"
                        step="any"
                        aria-label={`had ${line.name} been`}
                        value={altered[line.name] ?? ''}
                        onChange={(event) => {
                          const typed = event.currentTarget.value.trim()
                          const value = Number(typed)
                          if (typed === '') alter(line.name, undefined)
                          else if (Math.abs(value) <= 1e6) alter(line.name, value)
                        }}
                      />
                    )}
                  </td>
                  <td>{wouldBeText(line)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <p role="status">{Object.keys(altered).length === 0 ? 'Type a value into "had it been" to ask.' : told()}</p>
    </section>
  )

  function told(): string {
    const moved = (isCurrent ? found! : []).filter((line) => isMoved(line) && line.altered === undefined)
    const act = Object.entries(altered)
      .map(([name, value]) => `${name} been ${tidy(value)}`)
      .join(' and ')
    const parts = moved.map((line) => `${line.name} ${wouldBeText(line)} in place of ${tidy(line.seen!)}`)
    return parts.length === 0
      ? `Had ${act}, nothing else in this row would have changed.`
      : `Had ${act}, this row would have: ${parts.join('; ')}.`
  }

  function isMoved({ seen, wouldBe }: WhatIfLine): boolean {
    return seen !== undefined && wouldBe.value !== undefined && Math.abs(wouldBe.value - seen) > 1e-9
  }

  function wouldBeText(line: WhatIfLine): string {
    const { value } = line.wouldBe
    const isChoice =
      mechanismOf(settings.value, structure.nodes.find((node) => node.name === line.name)!).kind === 'logistic'
    return isChoice && value !== undefined && value !== 0 && value !== 1
      ? `1 with probability ${meanText(line.wouldBe)}`
      : meanText(line.wouldBe)
  }
}

function noiseText({ noise, believed, why, seen }: WhatIfLine): string {
  if (noise !== undefined) return tidy(noise)
  if (believed !== undefined) return `believed to be ${meanText(believed)}`
  return why === 'yes or no' ? `anything that makes it ${seen}` : 'mixed with a hidden cause'
}
