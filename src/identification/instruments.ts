import { CausalError } from '../errors.js'
import { type IndexedGraph, indexed } from '../graph/indexed.js'
import { reach } from '../graph/reach.js'
import { openWalks } from '../graph/separation.js'
import { minimalSeparatorSets } from '../graph/separators.js'
import { flags, positionsOf } from '../graph/sets.js'
import type { CausalGraph } from '../graph/types.js'
import { without } from './adjustment-problem.js'
import { causalNodes } from './causal-nodes.js'
import { type EffectQuery, queryPositions } from './effect-query.js'

/**
 * An instrument and what to condition on.
 *
 * @category Identification
 */
export interface Instrument<N extends string = string> {
  /** The instrument. */
  readonly instrument: N
  /** A minimal set given which it is one. */
  readonly given: readonly N[]
}

/**
 * All instruments for the effect of a treatment on an outcome, each with all its minimal conditioning sets.
 *
 * Given a set W, a node z is an instrument when W holds no descendant of the outcome (for a total effect: of any node on
 * a causal path), separates z from the outcome once the causal edges out of the treatment are cut, and does not separate
 * z from the treatment (Pearl 2009, section 7.4.5; van der Zander, Textor & Liśkiewicz 2015). All inclusion-minimal W are
 * listed, not only one near the outcome: a collider may have to be conditioned on before an instrument is one.
 *
 * @param graph - a DAG or an ADMG with n nodes and m edges
 * @param query - `{ treatment, outcome, effect? }`, one treatment and one outcome; `direct` cuts the one edge between
 *   them, `total` (when left out) all edges that begin a causal path
 * @returns the instruments in the graph's order, their sets by size
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph
 * @complexity O(n² (n + m)) and O(n (n + m)) for each set in graphs without such colliders; exponential at worst, as
 *   deciding whether a conditional instrument exists is NP-hard
 * @category Identification
 * @example
 * instruments(admg('W -> Z -> X -> Y; W -> Y; X <-> Y'), { treatment: 'X', outcome: 'Y' })
 * //=> [{ instrument: 'Z', given: ['W'] }]
 */
export function instruments<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: EffectQuery<NoInfer<N>> & { readonly effect?: 'total' | 'direct' },
): readonly Instrument<N>[] {
  const where = 'instruments'
  const g = indexed(where, graph)
  if (graph.kind !== 'dag' && graph.kind !== 'admg') {
    throw new CausalError(where, 'not-supported', `expected a DAG or an ADMG, got a ${graph.kind.toUpperCase()}.`, {
      kind: graph.kind,
    })
  }
  const { x, y, direct } = queryPositions(where, g, query)
  if (x.length !== 1 || y.length !== 1) {
    throw new CausalError(where, 'invalid-argument', 'an instrument is for one treatment and one outcome.')
  }
  const heads = direct ? flags(g.size, y) : causalNodes(g, x, y)
  const cut = without(g, flags(g.size, x), heads)
  const allowed = reach(g.children, [...positionsOf(heads), ...y]).map((below, i) =>
    below === 1 || g.latent[i] === 1 || i === x[0] ? 0 : 1,
  )
  const found: Instrument<N>[] = []
  for (let z = 0; z < g.size; z++) {
    if (z === x[0] || z === y[0] || g.latent[z] === 1) continue
    for (const set of minimalConditions(cut, z, x[0]!, y[0]!, allowed)) {
      const given = Object.freeze(set.map((i) => g.names[i] as N))
      found.push(Object.freeze({ instrument: g.names[z] as N, given }))
    }
  }
  return Object.freeze(found)
}

/**
 * All minimal W that separate z from y and leave z connected with x.
 *
 * Every such W is minimal among the separators that hold some set I of openers, with at most one opener for each collider
 * on an open path from z to x: so the sets I are walked, smallest first, as long as a separator can hold them.
 */
function minimalConditions(g: IndexedGraph, z: number, x: number, y: number, allowed: Uint8Array): number[][] {
  const free = allowed.slice()
  free[z] = 0
  const isX = flags(g.size, [x])
  const isY = flags(g.size, [y])
  const joined = (w: Uint8Array): boolean => openWalks(g, [z], w, isX) === null
  // the largest set above z, y and the openers separates them if any set with the openers does
  const separable = (openers: readonly number[]): boolean => {
    const above = reach(g.parents, [z, y, ...openers])
    return (
      openWalks(
        g,
        [z],
        above.map((a, i) => a & free[i]!),
        isY,
      ) !== null
    )
  }
  if (!separable([])) return []
  const valid: Uint8Array[] = []
  const covers = (w: Uint8Array): boolean => valid.some((v) => v.every((flag, i) => flag <= w[i]!))
  const candidates = openersFor(g, x, y, free)
  let level: number[][] = [[]]
  while (level.length > 0) {
    const next: number[][] = []
    for (const openers of level) {
      for (const set of minimalSeparatorSets(g, { x: [z], y: [y], include: openers, allowed: free })) {
        const w = flags(g.size, set)
        if (!covers(w) && joined(w)) valid.push(w)
      }
      const last = openers.at(-1) ?? -1
      for (const c of candidates) {
        if (c <= last) continue
        const more = [...openers, c]
        if (!covers(flags(g.size, more)) && separable(more)) next.push(more)
      }
    }
    level = next
  }
  const minimal = valid.filter((w) => !valid.some((v) => v !== w && v.every((flag, i) => flag <= w[i]!)))
  return minimal.map((w) => positionsOf(w)).sort((a, b) => a.length - b.length || compare(a, b))
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [k, i] of a.entries()) if (i !== b[k]) return i - b[k]!
  return 0
}

/** Nodes that may be conditioned on and lie at or below a collider. */
function openersFor(g: IndexedGraph, _x: number, _y: number, free: Uint8Array): number[] {
  const colliders: number[] = []
  for (let i = 0; i < g.size; i++) {
    const into = g.parents.start[i + 1]! - g.parents.start[i]! + g.spouses.start[i + 1]! - g.spouses.start[i]!
    if (into > 1) colliders.push(i)
  }
  const below = reach(g.children, colliders)
  return positionsOf(free).filter((i) => below[i] === 1)
}
