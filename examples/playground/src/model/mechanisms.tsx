import { equationOf, type Mechanism, mechanismOf, ranges } from './settings'
import { Slider } from './slider'
import { pair, setSettings, settings } from './state'
import type { StructureNode } from './structure'

/** How each variable comes about. */
export function Mechanisms({ nodes }: { readonly nodes: readonly StructureNode[] }) {
  return (
    <section aria-labelledby="model-mechanisms">
      <h2 id="model-mechanisms">How each variable comes about</h2>
      {nodes.map((node) => (
        <MechanismOf key={node.name} node={node} />
      ))}
      <p>
        <button type="button" onClick={() => setSettings({ mechanisms: {} })}>
          Set all mechanisms back
        </button>
      </p>
    </section>
  )
}

function MechanismOf({ node }: { readonly node: StructureNode }) {
  const mechanism = mechanismOf(settings.value, node)
  const set = (parts: Partial<Mechanism>): void => {
    const { mechanisms } = settings.peek()
    const before = Object.hasOwn(mechanisms, node.name) ? mechanisms[node.name] : {}
    setSettings({ mechanisms: { ...mechanisms, [node.name]: { ...before, ...parts } } })
  }
  const before = Object.hasOwn(settings.value.mechanisms, node.name) ? settings.value.mechanisms[node.name] : undefined
  return (
    <details open={node.name === pair.value?.effect}>
      <summary>
        {equationOf(node, mechanism)}
        {node.hidden ? <span class="quiet"> (hidden: never among the rows)</span> : null}
      </summary>
      <div class="sliders">
        <label class="slider">
          <span>{node.name} is</span>
          <select
            value={mechanism.kind}
            onChange={(event) => set({ kind: event.currentTarget.value === 'logistic' ? 'logistic' : 'linear' })}
          >
            <option value="linear">a number (linear, normal noise)</option>
            <option value="logistic">yes or no (1 or 0, logistic)</option>
          </select>
        </label>
        <Slider
          label={node.parents.length === 0 && mechanism.kind === 'linear' ? 'mean' : 'intercept'}
          value={mechanism.intercept}
          range={ranges.intercept}
          onChange={(intercept) => set({ intercept })}
        />
        {node.parents.map((parent) => (
          <Slider
            key={parent}
            label={`effect of ${parent}`}
            value={mechanism.coefficients[parent]!}
            range={ranges.coefficient}
            onChange={(value) => set({ coefficients: { ...before?.coefficients, [parent]: value } })}
          />
        ))}
        {mechanism.kind === 'linear' ? (
          <Slider
            label="noise (standard deviation)"
            value={mechanism.noise}
            range={ranges.noise}
            onChange={(noise) => set({ noise })}
          />
        ) : null}
      </div>
    </details>
  )
}
