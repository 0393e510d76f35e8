import { signal } from '@preact/signals'
import { PutBack, replaceBy } from '../ui/put-back'
import { Scroll } from '../ui/scroll'
import { AgainTable } from './again-table'
import type { Found } from './found'
import { before } from './state'
import { whyApart } from './why-apart'

const pair = signal<readonly [string, string]>(['', ''])

/** A pair without an edge, where there is one. */
function firstApart({ names, separating }: Found): readonly [string, string] {
  const [first] = separating
  return first === undefined ? [names[0]!, names[1] ?? names[0]!] : [first.x, first.y]
}

/** How wide a picture is drawn, as a length of CSS. */
const widthOf = (svg: string): string => `${/<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1] ?? '0'}px`

/** What a search found: the picture, its edges in words, warnings, and why two nodes have no edge. */
export function FoundView({ found }: { readonly found: Found }) {
  const { svg, edges, text, whyNoText, names, again, notes, warnings } = found
  const [x, y] = pair.value.every((name) => names.includes(name)) ? pair.value : firstApart(found)
  return (
    <section aria-label="What was found">
      {warnings.map((warning) => (
        <p key={warning} class="warning">
          {warning}
        </p>
      ))}
      {notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
      <Scroll label="Picture of the graph">
        <div class="picture" style={{ '--natural': widthOf(svg) }} dangerouslySetInnerHTML={{ __html: svg }} />
      </Scroll>
      <p class="row">
        {text === undefined ? (
          <span>This cannot stand at the left as it is: {whyNoText}</span>
        ) : (
          <button type="button" class="first" onClick={() => replaceBy(text, before)}>
            Use this graph
          </button>
        )}
        <PutBack replaced={before} />
      </p>
      <details open={edges.length <= 20}>
        <summary>{edges.length === 1 ? '1 edge' : `${edges.length} edges`}</summary>
        <ul class="edges">
          {edges.map((edge) => (
            <li key={edge}>{edge}</li>
          ))}
        </ul>
      </details>
      {found.tested && names.length > 1 ? (
        <fieldset>
          <legend>Why is there no edge?</legend>
          <div class="fields">
            {([x, y] as const).map((name, end) => (
              <label key={String(end)}>
                {end === 0 ? 'Between' : 'and'}
                <select
                  value={name}
                  onChange={({ currentTarget }) => {
                    pair.value = end === 0 ? [currentTarget.value, y] : [x, currentTarget.value]
                  }}
                >
                  {names.map((each) => (
                    <option key={each} value={each}>
                      {each}
                    </option>
                  ))}
                </select>
              </label>
            ))}
          </div>
          <p role="status">{whyApart(found, x, y)}</p>
        </fieldset>
      ) : null}
      {again.length > 0 ? <AgainTable again={again} /> : null}
    </section>
  )
}
