import type { CounterfactualEvent } from '../../src/index.js'
import type { ModelGraph } from './enumerated-model.js'
import { type Act, statesIn, topological } from './run-world.js'

/**
 * Models in which each node is the parity of some of its parents and hidden causes, alone or (with two `kinds`) with a
 * coin of its own, or (with four) "and" or "or" with that coin: the largest difference of the query among those that show
 * the same observations; null when there is none.
 */
export function parityGap(
  graph: ModelGraph,
  event: readonly CounterfactualEvent[],
  given: readonly CounterfactualEvent[],
  kinds: 2 | 4,
): number | null {
  const inputs = graph.nodes.map((node) => ({
    parents: graph.directed.flatMap(([a, b]) => (b === node ? [graph.nodes.indexOf(a)] : [])),
    hidden: [...graph.bidirected.keys()].filter((k) => graph.bidirected[k]!.includes(node)),
  }))
  const order = topological(inputs.map(({ parents }) => parents))
  const coins = graph.bidirected.length + graph.nodes.length
  const sizes = inputs.map(({ parents, hidden }) => kinds * 2 ** (parents.length + hidden.length))
  const total = sizes.reduce((a, b) => a * b, 1)
  const seen = new Map<string, readonly [least: number, most: number]>()
  for (let model = 0; model < total; model++) {
    let rest = model
    const masks = sizes.map((size) => {
      const mask = rest % size
      rest = Math.floor(rest / size)
      return { kind: mask % kinds, heard: Math.floor(mask / kinds) }
    })
    const world = (u: number, act: Act): Uint8Array =>
      statesIn(graph.nodes, order, act, (i, state) => {
        const { parents, hidden } = inputs[i]!
        const { kind, heard } = masks[i]!
        const causes = [...parents.map((p) => state[p]!), ...hidden.map((k) => (u >> k) & 1)]
        const parity = causes.reduce((sum, bit, k) => sum ^ (bit & (heard >> k)), 0)
        const coin = (u >> (graph.bidirected.length + i)) & 1
        return [parity, parity ^ coin, parity & coin, parity | coin][kind]!
      })
    const joint = new Array<number>(2 ** graph.nodes.length).fill(0)
    let [above, below] = [0, 0]
    const holds = (u: number, list: readonly CounterfactualEvent[]): boolean =>
      list.every((e) => world(u, (e.do ?? {}) as Act)[graph.nodes.indexOf(e.variable)] === Number(e.value))
    for (let u = 0; u < 2 ** coins; u++) {
      joint[world(u, {}).reduce((code, bit) => code * 2 + bit, 0)]!++
      if (!holds(u, given)) continue
      below++
      if (holds(u, event)) above++
    }
    if (below === 0) continue
    const known = seen.get(joint.join()) ?? [1, 0]
    const p = above / below
    seen.set(joint.join(), [Math.min(known[0], p), Math.max(known[1], p)])
  }
  const gap = [...seen.values()].reduce((most, [a, b]) => Math.max(most, b - a), 0)
  return gap > 0 ? gap : null
}
