import type { CounterfactualEvent } from '../../src/index.js'
import { type ModelGraph, numbers } from './enumerated-model.js'

type Nested = { readonly variable: string; readonly do?: Record<string, unknown> }
type Act = Readonly<Record<string, unknown>>

/**
 * Whether a counterfactual query has a formula, decided without any algorithm of the field: by two models.
 *
 * Each node is a function of its parents that hidden causes choose. What experiments show of a district is linear in the
 * probabilities of its functions; so all models that show the same lie in a polytope, and two random points of it differ
 * in a query that is not identifiable (with probability 1), and in no other. With `level` 'observations' only the
 * observed joint is kept.
 *
 * Where not all of a district share causes pairwise, its outer nodes choose their functions independently and keep their
 * probabilities; the others choose theirs knowing those. Such models are fewer: a gap still proves that there is no
 * formula, the lack of one no longer that there is.
 */
export interface Oracle {
  /** The largest difference of P(event | given) between two models that agree; NaN when the condition is impossible. */
  readonly gap: (event: readonly CounterfactualEvent[], given: readonly CounterfactualEvent[]) => number
}

/**
 * Searches for two models that agree and differ in the query: with binary nodes, then with one node of three states after
 * another (where X is binary, P(y_x | x′) has a formula, and in general it has none), in the graph and in those with fewer
 * hidden causes. Null when none is found; NaN when the condition is impossible.
 */
export function pairSearch(
  graph: ModelGraph,
  level: 'experiments' | 'observations',
  seed = 1,
): (event: readonly CounterfactualEvent[], given: readonly CounterfactualEvent[]) => number | null {
  const made = new Map<number, Oracle>()
  const graphs = [graph, ...fewerCauses(graph)].filter(knownToOracle)
  const kinds = graphs.flatMap((g) =>
    [-1, ...g.nodes.keys(), g.nodes.length].map((wide) => ({
      g,
      states: g.nodes.map((_, i) => (i === wide || wide === g.nodes.length ? 3 : 2)),
      most: wide === g.nodes.length ? 60 : 400,
    })),
  )
  return (event, given) => {
    for (const [k, { g, states, most }] of kinds.entries()) {
      let oracle = made.get(k)
      if (oracle === undefined) {
        oracle = responseOracle(g, level, { seed: seed + k, states, most })
        made.set(k, oracle)
      }
      const gap = oracle.gap(event, given)
      if (k === 0 && Number.isNaN(gap)) return gap
      if (gap > 1e-7) return gap
    }
    if (level === 'experiments') return null
    return parityGap(graph, event, given, 2) ?? parityGap(graph, event, given, 4)
  }
}

/**
 * Models in which each node is the parity of some of its parents and hidden causes, alone or (with two `kinds`) with a
 * coin of its own, or (with four) "and" or "or" with that coin: the largest difference of the query among those that show
 * the same observations; null when there is none.
 */
function parityGap(
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
  const seen = new Map<string, [least: number, most: number]>()
  for (let model = 0; model < total; model++) {
    let rest = model
    const masks = sizes.map((size) => {
      const mask = rest % size
      rest = Math.floor(rest / size)
      return { kind: mask % kinds, heard: Math.floor(mask / kinds) }
    })
    const world = (u: number, act: Act): number[] => {
      const state: number[] = []
      for (const i of order) {
        const name = graph.nodes[i]!
        const { parents, hidden } = inputs[i]!
        const { kind, heard } = masks[i]!
        const parity = [...parents.map((p) => state[p]!), ...hidden.map((k) => (u >> k) & 1)].reduce(
          (sum, bit, k) => sum ^ (bit & (heard >> k)),
          0,
        )
        const coin = (u >> (graph.bidirected.length + i)) & 1
        const set = Object.hasOwn(act, name) ? act[name] : undefined
        state[i] =
          typeof set === 'object' && set !== null
            ? world(u, (set as Nested).do ?? {})[i]!
            : set === undefined
              ? [parity, parity ^ coin, parity & coin, parity | coin][kind]!
              : Number(set)
      }
      return state
    }
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

/** The graph with bidirected edges left out until no two that share a node are left, in each way. */
function fewerCauses(graph: ModelGraph): ModelGraph[] {
  const { bidirected } = graph
  return Array.from({ length: 2 ** bidirected.length - 1 }, (_, mask) => ({
    ...graph,
    bidirected: bidirected.filter((_, k) => (mask >> k) & 1),
  })).filter(({ bidirected: few }) => few.length > 0 && new Set(few.flat()).size === 2 * few.length)
}

interface Part {
  /** The nodes whose functions one distribution chooses. */
  readonly nodes: readonly number[]
  /** The functions of each entry: for each node of the part, the state by the code of its parents' states. */
  readonly functions: readonly (readonly Uint8Array[])[]
  readonly models: readonly Float64Array[]
}

export function responseOracle(
  graph: ModelGraph,
  level: 'experiments' | 'observations',
  { seed = 1, states = graph.nodes.map(() => 2), pairs = 2, most = 400 } = {},
): Oracle {
  const n = graph.nodes.length
  const next = numbers(seed)
  const position = new Map(graph.nodes.map((name, i) => [name, i]))
  const parents = graph.nodes.map((node) => graph.directed.flatMap(([a, b]) => (b === node ? [position.get(a)!] : [])))
  const order = topological(parents)
  const parts = districts(graph, position).map((nodes): Part => {
    const rows = nodes.map((i) => parents[i]!.reduce((k, p) => k * states[p]!, 1))
    const sizes = nodes.map((i, k) => states[i]! ** rows[k]!)
    const total = sizes.reduce((a, b) => a * b, 1)
    const codes = total <= most ? Array.from({ length: total }, (_, k) => k) : sample(next, total, most)
    const functions = codes.map((code) =>
      nodes.map((i, k) => {
        let rest = code
        for (let j = 0; j < k; j++) rest = Math.floor(rest / sizes[j]!)
        rest %= sizes[k]!
        const f = new Uint8Array(rows[k]!)
        for (let r = 0; r < f.length; r++, rest = Math.floor(rest / states[i]!)) f[r] = rest % states[i]!
        return f
      }),
    )
    const outer = outerNodes(graph, nodes)
    const groups = grouped(functions, outer)
    const rowsOfGroups = groups.map((group) => Float64Array.from(functions, (_, c) => (group.includes(c) ? 1 : 0)))
    const shown = [...shows(nodes, functions, parents, states, level), ...rowsOfGroups]
    const kernel = orthonormal(shown, functions.length)
    const models: Float64Array[] = []
    for (let k = 0; k < pairs; k++) {
      const base = Float64Array.from(functions, () => 0.5 + next())
      const weights = outer.map(() => new Map<string, number>())
      for (const group of groups) {
        const sum = group.reduce((a, c) => a + base[c]!, 0)
        let weight = 1
        for (const [j, o] of outer.entries()) {
          const key = functions[group[0]!]![o]!.join()
          if (!weights[j]!.has(key)) weights[j]!.set(key, 0.5 + next())
          weight *= weights[j]!.get(key)!
        }
        for (const c of group) base[c]! *= weight / sum
      }
      const total = base.reduce((a, b) => a + b, 0)
      for (let c = 0; c < base.length; c++) base[c]! /= total
      models.push(base, shifted(base, kernel, next))
    }
    return { nodes, functions, models }
  })
  const codeOf = (i: number, state: ArrayLike<number>): number => {
    let code = 0
    for (const p of parents[i]!) code = code * states[p]! + state[p]!
    return code
  }
  const choice: (readonly Uint8Array[])[] = parts.map(() => [])
  const home = Array.from({ length: n }, () => [0, 0])
  for (const [d, part] of parts.entries()) for (const [k, i] of part.nodes.entries()) home[i] = [d, k]
  const world = (act: Act): Uint8Array => {
    const state = new Uint8Array(n)
    for (const i of order) {
      const name = graph.nodes[i]!
      const set = Object.hasOwn(act, name) ? act[name] : undefined
      if (typeof set === 'object' && set !== null) state[i] = world((set as Nested).do ?? {})[i]!
      else if (set !== undefined) state[i] = Number(set)
      else state[i] = choice[home[i]![0]!]![home[i]![1]!]![codeOf(i, state)]!
    }
    return state
  }
  const holds = (list: readonly CounterfactualEvent[]): boolean =>
    list.every((e) => world((e.do ?? {}) as Act)[position.get(e.variable)!] === Number(e.value))
  return {
    gap: (event, given) => {
      const above = new Float64Array(2 * pairs)
      const below = new Float64Array(2 * pairs)
      const at = new Array<number>(parts.length).fill(0)
      for (;;) {
        for (const [d, part] of parts.entries()) choice[d] = part.functions[at[d]!]!
        if (holds(given)) {
          const both = holds(event)
          for (let m = 0; m < above.length; m++) {
            let weight = 1
            for (const [d, part] of parts.entries()) weight *= part.models[m]![at[d]!]!
            below[m]! += weight
            if (both) above[m]! += weight
          }
        }
        let d = 0
        while (d < at.length && ++at[d]! === parts[d]!.functions.length) at[d++] = 0
        if (d === at.length) break
      }
      let gap = 0
      for (let m = 0; m < above.length; m += 2) {
        const difference = Math.abs(above[m]! / below[m]! - above[m + 1]! / below[m + 1]!)
        if (Number.isNaN(difference)) return Number.NaN
        gap = Math.max(gap, difference)
      }
      return gap
    },
  }
}

/** The positions of the nodes that do not share a cause with each other node of their district. */
function outerNodes({ nodes: names, bidirected }: ModelGraph, nodes: readonly number[]): number[] {
  const joined = (a: number, b: number): boolean =>
    bidirected.some(([x, y]) => (x === names[a] && y === names[b]) || (x === names[b] && y === names[a]))
  const outer = nodes.flatMap((a, k) => (nodes.every((b) => a === b || joined(a, b)) ? [] : [k]))
  if (outer.some((a) => outer.some((b) => a !== b && joined(nodes[a]!, nodes[b]!)))) {
    throw new Error('districts must be cliques or stars')
  }
  return outer
}

/** Whether the oracle knows the graph. */
export function knownToOracle(graph: ModelGraph): boolean {
  try {
    for (const nodes of districts(graph, new Map(graph.nodes.map((name, i) => [name, i])))) outerNodes(graph, nodes)
    return true
  } catch {
    return false
  }
}

/** The entries by the functions of the outer nodes. */
function grouped(functions: readonly (readonly Uint8Array[])[], outer: readonly number[]): number[][] {
  const groups = new Map<string, number[]>()
  for (const [c, f] of functions.entries()) {
    const key = outer.map((o) => f[o]!.join()).join('|')
    groups.set(key, [...(groups.get(key) ?? []), c])
  }
  return [...groups.values()]
}

/** Each row: 1 for the entries that show some values of some nodes of the part when their parents are set. */
function shows(
  nodes: readonly number[],
  functions: readonly (readonly Uint8Array[])[],
  parents: readonly (readonly number[])[],
  states: readonly number[],
  level: 'experiments' | 'observations',
): Float64Array[] {
  const rows = [new Float64Array(functions.length).fill(1)]
  const all = 2 ** nodes.length - 1
  for (let mask = level === 'observations' ? all : 1; mask <= all; mask++) {
    const inside = nodes.flatMap((i, k) => ((mask >> k) & 1 ? [{ i, k }] : []))
    const relevant = [...new Set(inside.flatMap(({ i }) => [i, ...parents[i]!]))]
    const total = relevant.reduce((k, i) => k * states[i]!, 1)
    for (let code = 0; code < total; code++) {
      const state = new Map<number, number>()
      let rest = code
      for (const i of relevant) {
        state.set(i, rest % states[i]!)
        rest = Math.floor(rest / states[i]!)
      }
      const row = (i: number): number => parents[i]!.reduce((c, p) => c * states[p]! + state.get(p)!, 0)
      rows.push(
        Float64Array.from(functions, (f) => (inside.every(({ i, k }) => f[k]![row(i)] === state.get(i)) ? 1 : 0)),
      )
    }
  }
  return rows
}

/** An orthonormal basis of the rows (Gram-Schmidt, twice, so that it is one to the last digits). */
function orthonormal(rows: readonly Float64Array[], size: number): Float64Array[] {
  const basis: Float64Array[] = []
  for (const row of rows) {
    if (basis.length === size) break
    const v = row.slice()
    project(v, basis)
    project(v, basis)
    const norm = Math.sqrt(v.reduce((s, x) => s + x * x, 0))
    if (norm < 1e-9) continue
    basis.push(v.map((x) => x / norm))
  }
  return basis
}

function project(v: Float64Array, basis: readonly Float64Array[]): void {
  for (const b of basis) {
    let dot = 0
    for (let i = 0; i < v.length; i++) dot += v[i]! * b[i]!
    for (let i = 0; i < v.length; i++) v[i]! -= dot * b[i]!
  }
}

/** Another distribution that shows the same: the base, moved as far as positive numbers allow along a random direction. */
function shifted(base: Float64Array, basis: readonly Float64Array[], next: () => number): Float64Array {
  const move = Float64Array.from(base, () => next() - 0.5)
  project(move, basis)
  project(move, basis)
  const largest = move.reduce((m, x) => Math.max(m, Math.abs(x)), 0)
  if (largest < 1e-9) return base
  let step = Number.POSITIVE_INFINITY
  for (let i = 0; i < base.length; i++) if (move[i]! < 0) step = Math.min(step, -base[i]! / move[i]!)
  return base.map((p, i) => p + 0.9 * step * move[i]!)
}

function topological(parents: readonly (readonly number[])[]): number[] {
  const order: number[] = []
  while (order.length < parents.length) {
    for (const [i, list] of parents.entries()) {
      if (!order.includes(i) && list.every((p) => order.includes(p))) order.push(i)
    }
  }
  return order
}

function districts(graph: ModelGraph, position: ReadonlyMap<string, number>): number[][] {
  const found: number[][] = []
  const done = new Set<string>()
  for (const root of graph.nodes) {
    if (done.has(root)) continue
    done.add(root)
    const list = [root]
    for (const a of list) {
      for (const [b, c] of graph.bidirected) {
        const other = b === a ? c : c === a ? b : null
        if (other === null || done.has(other)) continue
        done.add(other)
        list.push(other)
      }
    }
    found.push(list.map((name) => position.get(name)!).sort((a, b) => a - b))
  }
  return found
}

function sample(next: () => number, total: number, size: number): number[] {
  const found = new Set<number>()
  while (found.size < size) found.add(Math.floor(next() * total))
  return [...found]
}
