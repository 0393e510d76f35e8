import type { CounterfactualEvent, CounterfactualWorld, Estimand, EstimandSource, Factor } from '../../src/index.js'
import { assignments, type ModelGraph, numbers } from './enumerated-model.js'

/** A binary model with functions, whose hidden states can all be listed: it answers any counterfactual by its definition. */
export interface FunctionalModel {
  /** P(event | given); NaN when the condition has probability 0. */
  readonly truth: (event: readonly CounterfactualEvent[], given: readonly CounterfactualEvent[]) => number
  /** The observed joint, and the joint under do for each set of variables. */
  readonly sources: (acts: readonly (readonly string[])[]) => EstimandSource[]
}

/**
 * A model in which every node is the parity of some of its parents, flipped by a fair coin of its own. Whichever they
 * are, every experiment shows fair independent coins: two such models differ in no experiment, so a query in
 * which they differ is not identifiable.
 */
export function coinModel(graph: ModelGraph, seed: number): FunctionalModel {
  return functionalModel(graph, seed, true)
}

/**
 * Every node computes a random table of its parents, its hidden common causes and a noise of its own; these have three
 * states each, or two where there are many.
 */
export function functionalModel(graph: ModelGraph, seed: number, coins = false): FunctionalModel {
  const hidden = graph.bidirected.length + graph.nodes.length
  const states = hidden <= 7 && !coins ? 3 : 2
  const next = numbers(seed)
  const weights = Array.from({ length: hidden }, () => {
    const w = Array.from({ length: states }, () => (coins ? 1 : 0.2 + next()))
    const total = w.reduce((a, b) => a + b, 0)
    return w.map((x) => x / total)
  })
  const position = new Map(graph.nodes.map((name, i) => [name, i]))
  const plan = graph.nodes.map((node, i) => {
    const parents = graph.directed.filter(([, b]) => b === node).map(([a]) => position.get(a)!)
    const own = graph.bidirected.flatMap(([a, b], k) => (a === node || b === node ? [k] : []))
    own.push(graph.bidirected.length + i)
    if (coins) {
      const heard = parents.map(() => (next() < 0.7 ? 1 : 0))
      const parity = (row: number): number => heard.reduce<number>((bit, h, k) => bit ^ (h & (row >> k)), 0)
      const f = Array.from({ length: 2 ** parents.length }, (_, row) => parity(row))
      return { parents, own: [graph.bidirected.length + i], table: f.flatMap((bit) => [bit, 1 - bit]) }
    }
    const table = Array.from({ length: 2 ** parents.length * states ** own.length }, () => (next() < 0.5 ? 0 : 1))
    return { parents, own, table }
  })
  const order: number[] = []
  const visit = (i: number): void => {
    if (order.includes(i)) return
    plan[i]!.parents.forEach(visit)
    order.push(i)
  }
  for (const i of graph.nodes.keys()) visit(i)
  const run = (u: readonly number[], act: ReadonlyMap<number, number>): number[] => {
    const state: number[] = []
    for (const i of order) {
      const { parents, own, table } = plan[i]!
      let row = 0
      for (const p of parents) row = row * 2 + state[p]!
      for (const k of own) row = row * states + u[k]!
      state[i] = act.get(i) ?? table[row]!
    }
    return state
  }
  const each = (visitState: (u: readonly number[], weight: number) => void): void => {
    const u = new Array<number>(hidden).fill(0)
    for (let code = 0; code < states ** hidden; code++) {
      let weight = 1
      for (let k = 0, rest = code; k < hidden; k++, rest = Math.floor(rest / states)) {
        u[k] = rest % states
        weight *= weights[k]![u[k]!]!
      }
      visitState(u, weight)
    }
  }
  const numbersOf = (entries: readonly (readonly [string, unknown])[]): Map<number, number> =>
    new Map(entries.map(([name, value]) => [position.get(name)!, Number(value)]))
  /** What a world sets, for these hidden states: a nested value is read in its own world first. */
  const actOf = (u: readonly number[], world: CounterfactualWorld = {}): Map<number, number> =>
    new Map(
      Object.entries(world).map(([name, set]) => {
        const i = position.get(name)!
        return [i, typeof set === 'object' ? run(u, actOf(u, set.do))[i]! : Number(set)]
      }),
    )
  return {
    truth: (event, given) => {
      const holds = (u: readonly number[], list: readonly CounterfactualEvent[]): boolean =>
        list.every((e) => run(u, actOf(u, e.do))[position.get(e.variable)!] === Number(e.value))
      let above = 0
      let below = 0
      each((u, weight) => {
        if (!holds(u, given)) return
        below += weight
        if (holds(u, event)) above += weight
      })
      return above / below
    },
    sources: (acts) =>
      [[], ...acts].map((act) => {
        const values = new Float64Array(2 ** graph.nodes.length)
        const sets = assignments(act).map((set) => numbersOf([...set]))
        each((u, weight) => {
          for (const set of sets) values[run(u, set).reduce((i, s) => i * 2 + s, 0)]! += weight
        })
        const joint: Factor = { variables: graph.nodes.map((name) => ({ name, states: ['0', '1'] })), values }
        return { do: act, joint }
      }),
  }
}

/** The sets of variables under do in a formula. */
export function actsIn(estimand: Estimand): string[][] {
  const found = new Map<string, string[]>()
  JSON.stringify(estimand, (key, value) => {
    if (key === 'do' && Array.isArray(value) && value.length > 0) {
      const names = value.map((v: { variable: string }) => v.variable).sort()
      found.set(names.join('\0'), names)
    }
    return value
  })
  return [...found.values()]
}
