import { CausalError } from '../errors.js'
import { components } from '../graph/components.js'
import { type IndexedGraph, indexed, nodePositions } from '../graph/indexed.js'
import { latentProjection } from '../graph/latent-projection.js'
import { orderOrCycle } from '../graph/order.js'
import { flags } from '../graph/sets.js'
import type { Admg, CausalGraph, Dag } from '../graph/types.js'
import { asList } from '../names.js'
import type { Comb, CombRoles, NoComb, Tooth } from './comb.js'
import { dagOf } from './dag-of.js'
import { range } from './make.js'
import type { Diagram } from './types.js'

/**
 * Looks for the comb that makes an effect computable by surgery: the two parts f and g of a diagram, f holding the
 * treatment and all that shares hidden causes with it, g the rest, such that cutting the treatment touches f alone.
 *
 * There is one exactly when no hidden (bidirected) path leads from the treatment to one of its children. With an outcome,
 * all that is no ancestor of it is discarded first, which can only help.
 *
 * @param graph - a DAG (latents are projected out), an ADMG, or a network diagram (wires that are no output are hidden)
 * @param treatment - the variable to be set
 * @param outcome - what the effect is asked on; everything unless told
 * @returns the comb with its teeth and roles, or the hidden path as certificate that there is none
 * @throws CausalError `unknown-name`, `latent` for a hidden treatment or outcome, `overlap` when they meet
 * @complexity O(n (n + m))
 * @reference Jacobs, Kissinger & Zanasi 2019, sections 6 and 8; Tian & Pearl 2002, theorem 3
 * @category Diagrams
 * @example
 * const comb = findComb(admg('S -> T -> C; S <-> C'), 'S', 'C')
 * comb.applicable ? comb.roles : comb.path
 * //=> { context: [], treatment: 'S', screen: ['T'], outcome: ['C'] }
 * const bow = findComb(admg('X -> Y; X <-> Y'), 'X', 'Y')
 * bow.applicable ? bow.roles : bow.path
 * //=> ['X', 'Y']
 */
export function findComb<N extends string>(
  graph: Dag<N> | Admg<N> | Diagram,
  treatment: NoInfer<N>,
  outcome?: NoInfer<N> | readonly NoInfer<N>[],
): Comb<N> | NoComb<N> {
  const where = 'findComb'
  const given = 'kind' in graph ? graph : (dagOf(graph) as Dag<N>)
  const g = observedGraph(where, given)
  const names = g.names as readonly N[]
  const [x] = nodePositions(where, g, treatment) as [number]
  const targets = outcome === undefined ? null : nodePositions(where, g, asList(outcome))
  if (targets?.includes(x)) {
    throw new CausalError(where, 'overlap', `${JSON.stringify(treatment)} is both treatment and outcome.`, {
      treatment,
    })
  }
  const kept = targets === null ? new Uint8Array(g.size).fill(1) : ancestorFlags(g, targets)
  kept[x] = 1
  const district = components(g.spouses, kept).of
  const { children } = g
  for (let k = children.start[x]!; k < children.start[x + 1]!; k++) {
    const c = children.node[k]!
    if (kept[c] === 0 || district[c] !== district[x]) continue
    return Object.freeze({
      applicable: false,
      treatment,
      child: names[c]!,
      path: Object.freeze(hiddenPath(g, kept, x, c).map((i) => names[i]!)),
    })
  }
  const order = [...orderOrCycle(where, g)].filter((i) => kept[i] === 1)
  const list = (positions: readonly number[]): readonly N[] => Object.freeze(positions.map((i) => names[i]!))
  const all = range(g.size)
  const inComb = all.filter((i) => kept[i] === 1)
  const asked = targets ?? inComb.filter((i) => i !== x)
  return Object.freeze({
    applicable: true,
    treatment,
    outcome: list(asked),
    order: list(order),
    component: list(inComb.filter((i) => district[i] === district[x])),
    complement: list(inComb.filter((i) => district[i] !== district[x])),
    discarded: list(all.filter((i) => kept[i] === 0)),
    teeth: Object.freeze(teethOf(g, order, list, district, district[x]!)),
    roles: rolesOf(g, kept, district, x, list),
  })
}

/** The graph over measured variables alone, in numbers. */
export function observedGraph(where: string, graph: CausalGraph): IndexedGraph {
  if (graph?.kind !== 'dag' && graph?.kind !== 'admg') {
    throw new CausalError(where, 'invalid-argument', 'expected a DAG, an ADMG or a network diagram.')
  }
  const measured = graph.latents.length === 0 ? graph : latentProjection(graph as Dag | Admg, graph.latents)
  return indexed(where, measured)
}

/** 1 for the ancestors of some nodes, themselves included; within `inside` if given. */
export function ancestorFlags(g: IndexedGraph, nodes: readonly number[], inside?: Uint8Array): Uint8Array {
  const seen = flags(g.size, nodes)
  const stack = [...nodes]
  while (stack.length > 0) {
    const i = stack.pop()!
    for (let k = g.parents.start[i]!; k < g.parents.start[i + 1]!; k++) {
      const p = g.parents.node[k]!
      if (seen[p] === 1 || inside?.[p] === 0) continue
      seen[p] = 1
      stack.push(p)
    }
  }
  return seen
}

/** The shortest path of bidirected edges from a to b inside `kept`. */
function hiddenPath(g: IndexedGraph, kept: Uint8Array, a: number, b: number): number[] {
  const from = new Int32Array(g.size).fill(-1)
  from[a] = a
  const queue = [a]
  for (let head = 0; head < queue.length && from[b] === -1; head++) {
    const i = queue[head]!
    for (let k = g.spouses.start[i]!; k < g.spouses.start[i + 1]!; k++) {
      const j = g.spouses.node[k]!
      if (kept[j] === 0 || from[j] !== -1) continue
      from[j] = i
      queue.push(j)
    }
  }
  const path = [b]
  while (path[0] !== a) path.unshift(from[path[0]!]!)
  return path
}

/**
 * P(v | v_<) needs, of what comes before v, only the district of v among those and the parents of that district (the
 * Markov boundary of Tian & Pearl 2002, lemma 4).
 */
function teethOf<N extends string>(
  g: IndexedGraph,
  order: readonly number[],
  list: (positions: readonly number[]) => readonly N[],
  district: Int32Array,
  component: number,
): Tooth<N>[] {
  const before = new Uint8Array(g.size)
  return order.map((v) => {
    before[v] = 1
    const given = boundary(g, v, before)
    return Object.freeze({
      variable: list([v])[0]!,
      given: list(order.filter((i) => given.has(i))),
      withTreatment: district[v] === component,
    })
  })
}

/** The district of v inside `before` and its parents, without v. */
export function boundary(g: IndexedGraph, v: number, before: Uint8Array): Set<number> {
  const district = new Set([v])
  for (const i of district) {
    for (let k = g.spouses.start[i]!; k < g.spouses.start[i + 1]!; k++) {
      if (before[g.spouses.node[k]!] === 1) district.add(g.spouses.node[k]!)
    }
  }
  const result = new Set(district)
  for (const i of district) {
    for (let k = g.parents.start[i]!; k < g.parents.start[i + 1]!; k++) {
      if (before[g.parents.node[k]!] === 1) result.add(g.parents.node[k]!)
    }
  }
  result.delete(v)
  return result
}

/** A: no descendants of X. C: descendants in its district, closed under children and shared hidden causes. B: the others. */
function rolesOf<N extends string>(
  g: IndexedGraph,
  kept: Uint8Array,
  district: Int32Array,
  x: number,
  list: (positions: readonly number[]) => readonly N[],
): CombRoles<N> | null {
  const later = new Set([x])
  for (const i of later) {
    for (let k = g.children.start[i]!; k < g.children.start[i + 1]!; k++) {
      if (kept[g.children.node[k]!] === 1) later.add(g.children.node[k]!)
    }
  }
  later.delete(x)
  const outcome = new Set([...later].filter((i) => district[i] === district[x]))
  for (const i of outcome) {
    for (const next of [g.children, g.spouses]) {
      for (let k = next.start[i]!; k < next.start[i + 1]!; k++) {
        if (later.has(next.node[k]!)) outcome.add(next.node[k]!)
      }
    }
  }
  for (let k = g.children.start[x]!; k < g.children.start[x + 1]!; k++) {
    if (outcome.has(g.children.node[k]!)) return null
  }
  const context: number[] = []
  for (let i = 0; i < g.size; i++) if (kept[i] === 1 && i !== x && !later.has(i)) context.push(i)
  const sorted = (set: Iterable<number>): number[] => [...set].sort((a, b) => a - b)
  return Object.freeze({
    context: list(context),
    treatment: list([x])[0]!,
    screen: list(sorted([...later].filter((i) => !outcome.has(i)))),
    outcome: list(sorted(outcome)),
  })
}
