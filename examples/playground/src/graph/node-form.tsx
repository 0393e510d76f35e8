import { useSignal } from '@preact/signals'
import type { CausalGraph } from 'causalkit/graph'
import { useEffect } from 'preact/hooks'
import { now } from '../work'
import { edit, hasRole, setRole } from './doing'
import { connectorOf, edgeKey } from './model'
import { chosen, connect, drawing, press, roleNames, rolesOf } from './picture'

/** All nodes by name, as a list that needs no picture, and a way to add one. */
export function NodeList({ graph }: { readonly graph: CausalGraph }) {
  const name = useSignal('')
  return (
    <section class="nodes" aria-label="Nodes">
      <ul>
        {graph.nodes.map((node) => (
          <li key={node}>
            <button type="button" aria-pressed={chosen.value === node} onClick={() => press(node)}>
              {node}
              {rolesOf(node) !== '' && <small> {rolesOf(node)}</small>}
            </button>
          </li>
        ))}
      </ul>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault()
          const node = name.value.trim()
          if (edit({ do: 'add', node })) {
            name.value = ''
            chosen.value = node
          }
        }}
      >
        <label>
          New node{' '}
          <input
            value={name.value}
            size={12}
            onInput={(event) => {
              name.value = event.currentTarget.value
            }}
          />
        </label>
        <button type="submit">Add node</button>
      </form>
    </section>
  )
}

/** What can be done with the chosen node, and what is awaited while an edge is drawn from it. */
export function ChosenNode({ graph }: { readonly graph: CausalGraph }) {
  const open = drawing.value
  return (
    <>
      {open !== null && (
        <p role="status">
          Press the node that the edge from “{open.from}” leads to.{' '}
          <button
            type="button"
            onClick={() => {
              drawing.value = null
            }}
          >
            Give up
          </button>
        </p>
      )}
      {graph.nodes.includes(chosen.value) && <NodeForm key={chosen.value} graph={graph} node={chosen.value} />}
    </>
  )
}

type Connector = '->' | '<->' | '--'

const connectors: readonly (readonly [Connector, string])[] = [
  ['->', '→ causes'],
  ['<->', '↔ shares a hidden cause with'],
]

/** What can be done with one node: its roles, its edges, its name. */
function NodeForm({ graph, node }: { readonly graph: CausalGraph; readonly node: string }) {
  const to = useSignal('')
  const connector = useSignal<Connector>('->')
  const name = useSignal(node)
  const others = graph.nodes.filter((each) => each !== node)
  const edges = graph.edges.filter(({ from, to: end }) => from === node || end === node)
  useEffect(
    () => () => {
      if (drawing.peek()?.from === node) drawing.value = null
    },
    [node],
  )
  const isUndirected = graph.kind !== 'dag' && graph.kind !== 'admg'
  return (
    <section class="node-form" aria-label={`Node ${node}`}>
      <h2>
        {node}{' '}
        <button
          type="button"
          class="close"
          aria-label={`Close ${node}`}
          onClick={() => {
            chosen.value = ''
          }}
        >
          ×
        </button>
      </h2>
      <fieldset class="plain">
        <legend>What it is to the question</legend>
        {roleNames.map(([role, text]) => {
          const on = hasRole(now, node, role)
          return (
            <button key={role} type="button" aria-pressed={on} onClick={() => setRole(node, role, !on)}>
              {text}
            </button>
          )
        })}
      </fieldset>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault()
          const end = to.value || others[0]
          if (end !== undefined) connect(node, connector.value, end)
        }}
      >
        <label>
          {node}{' '}
          <select
            aria-label="Kind of edge"
            value={connector.value}
            onChange={(event) => {
              connector.value = event.currentTarget.value as Connector
            }}
          >
            {[...connectors, ...(isUndirected ? [['--', '— is next to'] as const] : [])].map(([sign, text]) => (
              <option key={sign} value={sign}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <select
          aria-label="Other end of the edge"
          value={to.value || others[0]}
          onChange={(event) => {
            to.value = event.currentTarget.value
          }}
        >
          {others.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <button type="submit" disabled={others.length === 0}>
          Connect
        </button>
        <button
          type="button"
          aria-pressed={drawing.value?.from === node}
          onClick={() => {
            drawing.value = drawing.value?.from === node ? null : { from: node, connector: connector.value }
          }}
        >
          Choose in the picture
        </button>
      </form>
      {edges.length > 0 && (
        <ul class="edges">
          {edges.map((edge) => {
            const text = `${edge.from} ${connectorOf(edge)} ${edge.to}`
            return (
              <li key={edgeKey(edge)}>
                {text}{' '}
                <button type="button" aria-label={`Remove ${text}`} onClick={() => edit({ do: 'disconnect', edge })}>
                  Remove
                </button>
              </li>
            )
          })}
        </ul>
      )}
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault()
          const next = name.value.trim()
          if (next !== node && edit({ do: 'rename', node, to: next })) chosen.value = next
        }}
      >
        <label>
          Name{' '}
          <input
            value={name.value}
            size={12}
            onInput={(event) => {
              name.value = event.currentTarget.value
            }}
          />
        </label>
        <button type="submit">Rename</button>
        <button
          type="button"
          onClick={() => {
            if (edit({ do: 'remove', node })) chosen.value = ''
          }}
        >
          Remove {node}
        </button>
      </form>
    </section>
  )
}
