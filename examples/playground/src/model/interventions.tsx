import { mechanismOf, ranges, setValues } from './settings'
import { Slider } from './slider'
import { setSettings, settings } from './state'
import type { Structure } from './structure'

/** do(X = x): variables that are set from outside, whatever their causes say. */
export function Interventions({ structure }: { readonly structure: Structure }) {
  const set = setValues(settings.value, structure)
  const put = (name: string, value: number | undefined): void => {
    const { [name]: _, ...others } = settings.peek().set
    setSettings({ set: value === undefined ? others : { ...others, [name]: value } })
  }
  return (
    <section aria-labelledby="model-interventions">
      <h2 id="model-interventions">Interventions</h2>
      <p class="quiet">
        Tick a variable to set it from outside: its causes then no longer move it, and what it causes follows.
      </p>
      <div class="sliders">
        {structure.nodes
          .filter((node) => !node.hidden)
          .map(({ name, ...node }) => {
            const isSet = Object.hasOwn(set, name)
            const isBinary = mechanismOf(settings.value, { name, ...node }).kind === 'logistic'
            return (
              <div class="intervention" key={name}>
                <label class="check">
                  <input
                    type="checkbox"
                    checked={isSet}
                    onChange={(event) => put(name, event.currentTarget.checked ? 1 : undefined)}
                  />
                  set {name}
                </label>
                {isSet && (
                  <Slider
                    label={`do(${name})`}
                    value={set[name]!}
                    range={isBinary ? { min: 0, max: 1, step: 1 } : ranges.set}
                    onChange={(value) => put(name, value)}
                  />
                )}
              </div>
            )
          })}
      </div>
      {Object.keys(set).length === 0 ? null : (
        <p>
          <button type="button" onClick={() => setSettings({ set: {} })}>
            Set nothing
          </button>
        </p>
      )}
    </section>
  )
}
