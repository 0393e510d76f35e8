import { Scroll } from '../ui/scroll'
import { histogramOf, summaryOf } from './histogram'
import { HistogramView } from './histogram-view'
import { meanText } from './mean-text'
import { setValues, tidy } from './settings'
import { answers, setSettings, settings, shownNames } from './state'
import { measuredOf, type Structure } from './structure'

/** The distributions of chosen variables, as they are and after the interventions, and their means. */
export function Distributions({ structure }: { readonly structure: Structure }) {
  const drawn = answers.value!
  const names = measuredOf(structure)
  const shown = shownNames.value
  const set = setValues(settings.value, structure)
  const toggle = (name: string, on: boolean): void => {
    const others = shown.filter((each) => each !== name)
    if (on || others.length > 0) setSettings({ shown: on ? [...others, name] : others })
  }
  return (
    <section aria-labelledby="model-distributions">
      <h2 id="model-distributions">Distributions</h2>
      <fieldset class="chips">
        <legend>Show</legend>
        {names.map((name) => (
          <label key={name} class="check">
            <input
              type="checkbox"
              checked={shown.includes(name)}
              onChange={(event) => toggle(name, event.currentTarget.checked)}
            />
            {name}
          </label>
        ))}
      </fieldset>
      {drawn.intervened === undefined ? (
        <p class="quiet">Tick an intervention above to see the changed world beside this one.</p>
      ) : (
        <p class="legend">
          <span class="key seen" aria-hidden="true" /> as it is <span class="key done" aria-hidden="true" /> after do(
          {Object.entries(set)
            .map(([name, value]) => `${name} = ${tidy(value)}`)
            .join(', ')}
          )
        </p>
      )}
      <div class="histograms">
        {drawn.names.map((name, i) => {
          if (!shown.includes(name)) return null
          const columns = [drawn.observed[i]!, ...(drawn.intervened === undefined ? [] : [drawn.intervened[i]!])]
          const means = drawn.means[i]
          return (
            <figure key={name}>
              <figcaption>{name}</figcaption>
              <HistogramView
                name={name}
                histogram={histogramOf(columns)}
                means={[means?.observed.value, means?.intervened?.value]}
                setTo={drawn.intervened !== undefined && Object.hasOwn(set, name) ? set[name] : undefined}
              />
            </figure>
          )
        })}
      </div>
      <Scroll label="Means">
        <table>
          <caption>
            Means ({drawn.observed[0]!.length.toLocaleString('en')} rows; of a yes or no, the mean is the share of yes)
          </caption>
          <thead>
            <tr>
              <th scope="col">variable</th>
              <th scope="col">world</th>
              <th scope="col">from the rows</th>
              <th scope="col">spread of the rows</th>
              <th scope="col">from the model</th>
            </tr>
          </thead>
          <tbody>
            {drawn.names.flatMap((name, i) => {
              if (!shown.includes(name)) return []
              const worlds = [
                { world: 'as it is', column: drawn.observed[i]!, mean: drawn.means[i]?.observed },
                ...(drawn.intervened === undefined
                  ? []
                  : [{ world: 'after do', column: drawn.intervened[i]!, mean: drawn.means[i]?.intervened }]),
              ]
              return worlds.map(({ world, column, mean }) => {
                const summary = summaryOf(column)
                return (
                  <tr key={`${name} ${world}`}>
                    <th scope="row">{name}</th>
                    <td>{world}</td>
                    <td>{tidy(summary.mean)}</td>
                    <td>{tidy(summary.sd)}</td>
                    <td>
                      {meanText(mean)}{' '}
                      <span class="quiet">{mean === undefined ? '' : mean.exact ? 'exact' : 'drawn'}</span>
                    </td>
                  </tr>
                )
              })
            })}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
