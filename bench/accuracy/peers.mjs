// causal-learn on the same data, in a process of its own: CAUSALKIT_PEER_PYTHON names a Python that has it.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { column, pag, pdag } from '../../dist/index.js'

const python = process.env.CAUSALKIT_PEER_PYTHON

/** A column as numbers: states as they are counted. */
function numbers(data, name) {
  const values = column(data, name)
  return values instanceof Float64Array
    ? Array.from(values)
    : Array.from(values, (v) => [...new Set(values)].indexOf(v))
}

/** A graph from edges [i, j, mark at i, mark at j]. */
function graphOf({ data, kind }, edges) {
  const nodes = [...data.columns]
  const named = edges.map(([i, j, a, b]) => ({ from: nodes[i], to: nodes[j], fromMark: a, toMark: b }))
  if (kind === 'hidden') return pag({ nodes, edges: named })
  const pick = (from, to) => named.filter((e) => e.fromMark === from && e.toMark === to)
  return pdag({
    nodes,
    directed: [
      ...pick('tail', 'arrow').map((e) => [e.from, e.to]),
      ...pick('arrow', 'tail').map((e) => [e.to, e.from]),
    ],
    undirected: pick('tail', 'tail').map((e) => [e.from, e.to]),
    bidirected: pick('arrow', 'arrow').map((e) => [e.from, e.to]),
  })
}

export const peers = {
  isThere: python !== undefined,
  run: (world, searches, limit = 30) => {
    const input = JSON.stringify({
      columns: world.data.columns.map((name) => numbers(world.data, name)),
      kind: world.kind,
      searches,
      limit,
    })
    const script = fileURLToPath(new URL('../accuracy-peer.py', import.meta.url))
    const { versions, answers } = JSON.parse(String(execFileSync(python, [script], { input, maxBuffer: 1 << 28 })))
    const graphs = Object.entries(answers).map(([name, { seconds, edges }]) => [
      name,
      { seconds, graph: graphOf(world, edges) },
    ])
    return { versions, answers: Object.fromEntries(graphs) }
  },
}
