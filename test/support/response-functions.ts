import type { CounterfactualEvent } from '../../src/index.js'
import { districts, grouped, outerNodes } from './districts.js'
import { type ModelGraph, numbers } from './enumerated-model.js'
import { type Act, statesIn, topological } from './run-world.js'
import { orthonormal, shifted } from './same-shown.js'

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
    // where there are too many, some functions of each node and all their combinations; few are listed first
    const listed: number[][] = []
    let left = most
    for (const [rank, k] of [...sizes.keys()].sort((a, b) => sizes[a]! - sizes[b]!).entries()) {
      const share = Math.max(2, Math.floor(left ** (1 / (sizes.length - rank))))
      const size = sizes[k]!
      listed[k] = size <= share ? Array.from({ length: size }, (_, code) => code) : sample(next, size, share)
      left /= listed[k].length
    }
    let functions: (readonly Uint8Array[])[] = [[]]
    for (const [k, i] of nodes.entries()) {
      const own = listed[k]!.map((code) => {
        const f = new Uint8Array(rows[k]!)
        for (let r = 0, rest = code; r < f.length; r++, rest = Math.floor(rest / states[i]!)) f[r] = rest % states[i]!
        return f
      })
      functions = functions.flatMap((tuple) => own.map((f) => [...tuple, f]))
    }
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
  const world = (act: Act): Uint8Array =>
    statesIn(graph.nodes, order, act, (i, state) => choice[home[i]![0]!]![home[i]![1]!]![codeOf(i, state)]!)
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

function sample(next: () => number, total: number, size: number): number[] {
  const found = new Set<number>()
  while (found.size < size) found.add(Math.floor(next() * total))
  return [...found]
}
