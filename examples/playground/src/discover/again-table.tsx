import { Scroll } from '../ui/scroll'
import type { Again } from './found'

/** Rows that are shown at once; the others are a click away. */
const shownFirst = 20
const percent = (share: number): string => `${Math.round(share * 100)} %`

/** How often the bootstrap found each edge again, the steadiest first. */
export function AgainTable({ again }: { readonly again: readonly Again[] }) {
  const sorted = [...again].sort((a, b) => b.share - a.share)
  const hasStrength = sorted.some(({ strength }) => strength !== undefined)
  const rest = sorted.slice(shownFirst)
  return (
    <>
      <h2>Bootstrap</h2>
      <p class="quiet">
        How often an edge was found again in rows drawn anew, which is its width in the picture. It shows steadiness,
        not the chance that the edge is true. Marks are read from the first of a pair to the second.
      </p>
      <Scroll label="Bootstrap">
        <Rows again={sorted.slice(0, shownFirst)} hasStrength={hasStrength} />
      </Scroll>
      {rest.length === 0 ? null : (
        <details>
          <summary>
            {rest.length} more, found again in {percent(rest[0]!.share)} or less
          </summary>
          <Scroll label="Bootstrap, what was found less often">
            <Rows again={rest} hasStrength={hasStrength} />
          </Scroll>
        </details>
      )}
    </>
  )
}

function Rows({ again, hasStrength }: { readonly again: readonly Again[]; readonly hasStrength: boolean }) {
  return (
    <table aria-label="How often an edge was found again">
      <thead>
        <tr>
          <th scope="col">Pair</th>
          <th scope="col" class="number">
            Found again
          </th>
          <th scope="col">As</th>
          {hasStrength ? <th scope="col">Partial correlation (middle 90 %)</th> : null}
        </tr>
      </thead>
      <tbody>
        {again.map(({ pair, share, as, strength }) => (
          <tr key={pair}>
            <th scope="row">{pair}</th>
            <td class="number">{percent(share)}</td>
            <td>
              {as.map(({ marks, share: part }, i) => (
                <span key={marks} class="mark">
                  <span class={/^[a-np-z]/.test(marks) ? '' : 'marks'}>{marks}</span> {percent(part)}
                  {i + 1 < as.length ? ', ' : ''}
                </span>
              ))}
            </td>
            {hasStrength ? (
              <td>
                {strength === undefined
                  ? '–'
                  : `${strength.mean.toFixed(2)} (${strength.interval.map((end) => end.toFixed(2)).join(' to ')})`}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
