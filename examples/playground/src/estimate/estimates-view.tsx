import { Scroll } from '../ui/scroll'
import { VegaPlot } from '../ui/vega-plot'
import { change } from '../work'
import type { Estimates } from './jobs'
import { Refutations } from './refutations'
import { estimators } from './settings'
import { digits, meaning, pText, whose } from './words'

/** What the estimators said, side by side, with what speaks for and against it. */
export function EstimatesView({ found }: { readonly found: Estimates }) {
  const { said, identified, notes, forest, balance, love, overlapPlot, overlapRows, checks, hidden } = found
  const good = said.filter((each) => each.estimated)
  const counts = [...new Set(good.map(({ n }) => n))]
  const refused = said.filter((each) => !each.estimated)
  const warnings = [...new Set(good.flatMap((each) => each.warnings))]
  return (
    <section aria-label="Estimates">
      {identified ? null : (
        <p class="warning">
          This graph does not identify the effect: no rows, however many, would tell it without further assumptions (an
          instrument with a linear model is one).{' '}
          <button type="button" onClick={() => change({ panel: 'identify' })}>
            See why in the Identify panel
          </button>
        </p>
      )}
      {notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
      {good.length > 0 ? <p class="answer">{meaning(good[0]!)}</p> : null}
      {warnings.map((warning) => (
        <p key={warning} class="warning">
          {warning}
        </p>
      ))}
      {good.length > 0 ? (
        <Scroll label="Estimates in figures">
          <table>
            <caption>From {counts.map((n) => n.toLocaleString('en')).join(' or ')} rows</caption>
            <thead>
              <tr>
                {['Estimator', 'Effect', 'Interval', 'Std. error', 'p', 'Whose effect', 'Adjusted for'].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {good.map((each) => (
                <tr key={each.name}>
                  <th scope="row">{estimators[each.name][0]}</th>
                  <td>{digits(each.estimate)}</td>
                  <td>
                    {digits(each.interval[0])} to {digits(each.interval[1])}
                  </td>
                  <td>{digits(each.standardError)}</td>
                  <td>{pText(each.pValue)}</td>
                  <td>{whose[each.population] ?? each.population}</td>
                  <td class="names">{each.adjustment.join(', ') || 'nothing'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
      {refused.map((each) => (
        <p key={each.name} class="refused">
          <strong>{estimators[each.name][0]}:</strong> {each.message}
        </p>
      ))}
      {forest === undefined ? null : (
        <>
          <h2>Side by side</h2>
          <p class="quiet">
            Points are estimates, lines their intervals; the table above says the same. Where they part, an assumption
            of one of them fails.
          </p>
          <VegaPlot plot={forest} label="Forest plot of the estimates; the table above has the figures." />
        </>
      )}
      {good.length > 0 ? <h2>Balance and overlap</h2> : null}
      {checks.map((check) => (
        <p key={check} class="warning">
          {check}
        </p>
      ))}
      {love === undefined || balance === undefined ? null : (
        <>
          <p class="quiet">
            How unlike the arms are before and after weighting, in standard deviations: after it, below 0.1 is commonly
            called good.
          </p>
          <VegaPlot plot={love} label="Love plot of the balance; the table below has the figures." />
          <Scroll label="Balance in figures">
            <table>
              <thead>
                <tr>
                  <th scope="col">Covariate</th>
                  <th scope="col">As they are</th>
                  <th scope="col">Weighted</th>
                </tr>
              </thead>
              <tbody>
                {balance.map(({ term, difference, weightedDifference }) => (
                  <tr key={term}>
                    <th scope="row">{term}</th>
                    <td>{difference === null ? 'no spread' : digits(difference)}</td>
                    <td>{weightedDifference === null ? 'no spread' : digits(weightedDifference)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
      {overlapPlot === undefined ? null : (
        <>
          <p class="quiet">
            The chance of the treatment given what is adjusted for, in both arms: where only one arm has rows, nothing
            can be compared.
          </p>
          <VegaPlot plot={overlapPlot} label="Overlap of the chances of treatment; the table below has the figures." />
          <details>
            <summary>Overlap in figures</summary>
            <table>
              <thead>
                <tr>
                  <th scope="col">Chance of treatment</th>
                  <th scope="col">Treated</th>
                  <th scope="col">Others</th>
                </tr>
              </thead>
              <tbody>
                {overlapRows
                  .filter(({ treated, control }) => treated + control > 0)
                  .map(({ from, to, treated, control }) => (
                    <tr key={from}>
                      <th scope="row">
                        {from.toFixed(2)} to {to.toFixed(2)}
                      </th>
                      <td>{treated}</td>
                      <td>{control}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </details>
        </>
      )}
      {hidden.length > 0 ? <h2>If a common cause were hidden</h2> : null}
      {hidden.map((each) => (
        <p key={each}>{each}</p>
      ))}
      {good.length > 0 ? <Refutations names={good.map(({ name }) => name)} /> : null}
    </section>
  )
}
