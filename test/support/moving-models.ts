import type { AvailableDistribution } from '../../src/index.js'
import { type EnumeratedModel, type ModelGraph, numbers, randomModel } from './enumerated-model.js'
import { knownSource } from './known-distributions.js'

/** A known distribution of a population; `target` when none is named. */
type Known = AvailableDistribution & { readonly domain?: string }

/**
 * How far a query can move while all that is known stands still, to first order: the largest part of its gradient outside of the
 * gradients of what is known, in a random model with binary nodes. More than nothing proves that there are two models which agree on
 * what is known and differ in the query; nothing shows that models of this size have none nearby. Each hidden cause is `coins` coins.
 */
export function queryMoves(
  graph: ModelGraph,
  known: readonly Known[],
  query: (target: EnumeratedModel) => readonly number[],
  {
    seed = 1,
    coins = 1,
    populations = [],
  }: {
    readonly seed?: number
    readonly coins?: number
    readonly populations?: readonly { readonly domain: string; readonly nodes: readonly string[] }[]
  } = {},
): number {
  const wide = { ...graph, bidirected: graph.bidirected.flatMap((pair) => Array.from({ length: coins }, () => pair)) }
  const start = randomModel(wide, seed)
  const next = numbers(seed + 1)
  const sizes = [start.hidden.length, ...wide.nodes.map((node) => start.bias.get(node)!.length)]
  const own = populations.flatMap(({ nodes }) => nodes.map((node) => start.bias.get(node)!.length))
  const total = [...sizes, ...own].reduce((a, b) => a + b, 0)
  const point = Float64Array.from({ length: total }, () => 0.15 + 0.7 * next())
  const models = (at: Float64Array): ReadonlyMap<string, EnumeratedModel> => {
    let from = 0
    const take = (count: number): number[] => {
      from += count
      return Array.from(at.subarray(from - count, from))
    }
    const hidden = take(sizes[0]!)
    const bias = new Map(wide.nodes.map((node, i) => [node, take(sizes[i + 1]!)]))
    const target = { graph: wide, hidden, bias }
    const others = populations.map(({ domain, nodes }) => {
      const changed = new Map(bias)
      for (const node of nodes) changed.set(node, take(bias.get(node)!.length))
      return [domain, { ...target, bias: changed }] as const
    })
    return new Map([['target', target], ...others])
  }
  const values = (at: Float64Array): { data: number[]; asked: readonly number[] } => {
    const all = models(at)
    return {
      data: known.flatMap((term) => [...knownSource(all.get(term.domain ?? 'target')!, term).joint.values]),
      asked: query(all.get('target')!),
    }
  }
  const step = 1e-5
  const columns = Array.from(point, (_, i) => {
    const moved = (by: number) => values(point.map((value, k) => (k === i ? value + by : value)))
    const [up, down] = [moved(step), moved(-step)]
    const slope = (a: readonly number[], b: readonly number[]) => a.map((value, k) => (value - b[k]!) / (2 * step))
    return { data: slope(up.data, down.data), asked: slope(up.asked, down.asked) }
  })
  const rows = (of: 'data' | 'asked') => columns[0]![of].map((_, k) => columns.map((column) => column[of][k]!))
  const basis: number[][] = []
  for (const row of rows('data')) {
    const rest = outside(row, basis)
    const size = Math.hypot(...rest)
    if (size > 1e-6) basis.push(rest.map((value) => value / size))
  }
  return Math.max(...rows('asked').map((row) => Math.hypot(...outside(row, basis))))
}

/** What is left of a vector outside of an orthonormal basis, taken off twice for rounding. */
function outside(vector: readonly number[], basis: readonly (readonly number[])[]): number[] {
  let rest = [...vector]
  for (let pass = 0; pass < 2; pass++) {
    for (const unit of basis) {
      const along = unit.reduce((sum, value, k) => sum + value * rest[k]!, 0)
      rest = rest.map((value, k) => value - along * unit[k]!)
    }
  }
  return rest
}
