import type { Factor } from '../../src/index.js'

/** Arrows and hidden common causes, as lists. */
export interface ModelGraph {
  readonly nodes: readonly string[]
  readonly directed: readonly (readonly [string, string])[]
  readonly bidirected: readonly (readonly [string, string])[]
}

/** A small generator of numbers in (0, 1): tests need repeatable ones, not good ones. */
export function numbers(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0
    let t = state ^ (state >>> 13)
    t = Math.imul(t, 0x297a2d39) >>> 0
    return (((t ^ (t >>> 16)) >>> 0) + 0.5) / 4294967296
  }
}

/** A binary model of the graph: each bidirected edge is a hidden coin, each node a coin whose bias its causes set. */
export interface EnumeratedModel {
  readonly graph: ModelGraph
  /** P(node = 1) by the states of parents and hidden causes, first most significant. */
  readonly bias: ReadonlyMap<string, readonly number[]>
  readonly hidden: readonly number[]
}

function causesOf(graph: ModelGraph, node: string): { parents: string[]; hidden: number[] } {
  return {
    parents: graph.directed.filter(([, b]) => b === node).map(([a]) => a),
    hidden: graph.bidirected.flatMap(([a, b], k) => (a === node || b === node ? [k] : [])),
  }
}

export function randomModel(graph: ModelGraph, seed: number): EnumeratedModel {
  const next = numbers(seed)
  const coin = (): number => 0.1 + 0.8 * next()
  const bias = new Map(
    graph.nodes.map((node) => {
      const { parents, hidden } = causesOf(graph, node)
      return [node, Array.from({ length: 2 ** (parents.length + hidden.length) }, coin)] as const
    }),
  )
  return { graph, bias, hidden: graph.bidirected.map(coin) }
}

/** P(all nodes) under do(set), by summing over the hidden coins: row-major over the nodes, all binary. */
export function enumerate(model: EnumeratedModel, set: ReadonlyMap<string, number> = new Map()): Factor {
  const { graph, bias, hidden } = model
  const n = graph.nodes.length
  const position = new Map(graph.nodes.map((name, i) => [name, i]))
  const plan = graph.nodes.map((node) => {
    const causes = causesOf(graph, node)
    return { node, bias: bias.get(node)!, parents: causes.parents.map((p) => position.get(p)!), hidden: causes.hidden }
  })
  const values = new Float64Array(2 ** n)
  for (let u = 0; u < 2 ** hidden.length; u++) {
    const weight = hidden.reduce((w, p, k) => w * ((u >> k) & 1 ? p : 1 - p), 1)
    for (let cell = 0; cell < values.length; cell++) {
      const state = (i: number): number => (cell >> (n - 1 - i)) & 1
      let p = weight
      for (const [i, entry] of plan.entries()) {
        const forced = set.get(entry.node)
        if (forced !== undefined) {
          if (state(i) !== forced) p = 0
          continue
        }
        let row = 0
        for (const parent of entry.parents) row = row * 2 + state(parent)
        for (const k of entry.hidden) row = row * 2 + ((u >> k) & 1)
        p *= state(i) === 1 ? entry.bias[row]! : 1 - entry.bias[row]!
      }
      values[cell]! += p
    }
  }
  return { variables: graph.nodes.map((name) => ({ name, states: ['0', '1'] })), values }
}

/** P(fixed) in a binary table. */
export function probabilityOf({ variables, values }: Factor, fixed: ReadonlyMap<string, number>): number {
  const n = variables.length
  let total = 0
  for (let cell = 0; cell < values.length; cell++) {
    if (
      variables.every(({ name }, i) => (fixed.get(name) ?? (cell >> (n - 1 - i)) & 1) === ((cell >> (n - 1 - i)) & 1))
    )
      total += values[cell]!
  }
  return total
}

/** All assignments of 0 and 1 to the names. */
export function assignments(names: readonly string[]): Map<string, number>[] {
  return Array.from(
    { length: 2 ** names.length },
    (_, k) => new Map(names.map((name, i) => [name, (k >> (names.length - 1 - i)) & 1])),
  )
}

/** P(y | do(x), z) for every assignment, from the model itself. */
export function* truths(
  model: EnumeratedModel,
  x: readonly string[],
  y: readonly string[],
  z: readonly string[],
): Generator<{ at: Map<string, number>; value: number }> {
  for (const act of assignments(x)) {
    const joint = enumerate(model, act)
    for (const condition of assignments(z)) {
      const below = probabilityOf(joint, condition)
      for (const event of assignments(y)) {
        yield {
          at: new Map([...act, ...condition, ...event]),
          value: probabilityOf(joint, new Map([...condition, ...event])) / below,
        }
      }
    }
  }
}

/** The value of a factor at an assignment of its variables (others are ignored). */
export function valueAt({ variables, values }: Factor, at: ReadonlyMap<string, number>): number {
  return values[variables.reduce((i, { name }) => i * 2 + at.get(name)!, 0)]!
}
