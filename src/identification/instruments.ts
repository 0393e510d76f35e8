import { CausalError } from '../errors.js'
import { type IndexedGraph, indexed } from '../graph/indexed.js'
import { ARROW } from '../graph/marks.js'
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
 * @param query - `{ treatment, outcome, effect?, effort? }`, one treatment and one outcome; `direct` cuts the one edge
 *   between them, `total` (when left out) all edges that begin a causal path; `effort` is the most candidates that
 *   are tried in vain for each instrument (100 when left out, enough for all graphs of a dozen nodes that were tried;
 *   `Infinity` for a search to the end)
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
  query: EffectQuery<NoInfer<N>> & { readonly effect?: 'total' | 'direct'; readonly effort?: number },
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
  const most = query.effort ?? 100
  if (!(most >= 1)) {
    throw new CausalError(where, 'invalid-argument', `effort must be a number of at least 1, got ${most}.`, {
      effort: most,
    })
  }
  const found: Instrument<N>[] = []
  for (let z = 0; z < g.size; z++) {
    if (z === x[0] || z === y[0] || g.latent[z] === 1) continue
    for (const set of minimalConditions(cut, z, x[0]!, y[0]!, allowed, most)) {
      const given = Object.freeze(set.map((i) => g.names[i] as N))
      found.push(Object.freeze({ instrument: g.names[z] as N, given }))
    }
  }
  return Object.freeze(found)
}

/**
 * All minimal W that separate z from y and leave z connected with x.
 *
 * Let I ⊆ W hold one node at or below each collider of a path that W leaves open. The I-minimal separators within W keep
 * that path open, so W is one of them. The sets I are walked smallest first: given the openers so far, the next collider
 * is one that z reaches, and the new opener lies at or below it.
 */
function minimalConditions(
  g: IndexedGraph,
  z: number,
  x: number,
  y: number,
  allowed: Uint8Array,
  most: number,
): number[][] {
  const free = allowed.slice()
  free[z] = 0
  const isX = flags(g.size, [x])
  const isY = flags(g.size, [y])
  // the largest set above z, y and the openers separates them if any set with the openers does
  const separable = (openers: readonly number[]): boolean => {
    const above = reach(g.parents, [z, y, ...openers])
    for (let i = 0; i < g.size; i++) above[i]! &= free[i]!
    return openWalks(g, [z], above, isY) !== null
  }
  if (!separable([])) return []
  const valid: Uint8Array[] = []
  const covered = (w: Uint8Array): boolean => valid.some((v) => isWithin(v, w))
  const openable = reach(g.parents, positionsOf(free))
  const queue: number[][] = [[]]
  const seen = new Set<string>([''])
  let spent = 0
  for (let head = 0; head < queue.length && spent < most; head++) {
    const openers = queue[head]!
    const given = flags(g.size, openers)
    if (covered(given)) continue
    spent++
    if (head > 0 && !separable(openers)) continue
    if (openWalks(g, [z], given, isX) === null) {
      for (const set of minimalSeparatorSets(g, { x: [z], y: [y], include: openers, allowed: free })) {
        const w = flags(g.size, set)
        if (covered(w)) continue
        if (openWalks(g, [z], w, isX) === null) valid.push(w)
        else if (++spent >= most) break
      }
    }
    // what lies beyond the effort is not even lined up
    if (queue.length - head > most - spent) continue
    for (const c of nextOpeners(g, z, x, given, free, openable)) {
      const more = [...openers, c].sort((a, b) => a - b)
      const key = more.join()
      if (seen.has(key)) continue
      seen.add(key)
      queue.push(more)
    }
  }
  const minimal = valid.filter((w) => !valid.some((v) => v !== w && isWithin(v, w)))
  return minimal.map((w) => positionsOf(w)).sort((a, b) => a.length - b.length || compare(a, b))
}

function isWithin(v: Uint8Array, w: Uint8Array): boolean {
  for (let i = 0; i < v.length; i++) if (v[i]! > w[i]!) return false
  return true
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [k, i] of a.entries()) if (i !== b[k]) return i - b[k]!
  return 0
}

/**
 * What can open the next collider of a path from z to x: nodes at or below a collider that z reaches and that is still
 * closed, and from which x could be reached if all colliders that can be opened were open.
 */
function nextOpeners(
  g: IndexedGraph,
  z: number,
  x: number,
  given: Uint8Array,
  free: Uint8Array,
  openable: Uint8Array,
): number[] {
  const opened = reach(g.parents, positionsOf(given))
  const fromZ = arrowReached(g, z, given, opened)
  const fromX = arrowReached(g, x, given, openable)
  const colliders: number[] = []
  for (let v = 0; v < g.size; v++) if (fromX[v] === 1 && fromZ[v] === 1 && opened[v] === 0) colliders.push(v)
  const below = reach(g.children, colliders)
  const found: number[] = []
  for (let c = 0; c < g.size; c++) if (below[c] === 1 && free[c] === 1 && given[c] === 0) found.push(c)
  return found
}

/** 1 where a walk from `from` ends with an arrow, passing nodes not given and, as colliders, nodes flagged `open`. */
function arrowReached(g: IndexedGraph, from: number, given: Uint8Array, open: Uint8Array): Uint8Array {
  const { start, node, near, far } = g.incidence
  const byArrow = new Uint8Array(g.size)
  const byTail = new Uint8Array(g.size)
  byTail[from] = 1
  const stack = [2 * from]
  while (stack.length > 0) {
    const state = stack.pop()!
    const a = state >> 1
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const collider = (state & 1) === 1 && near[k] === ARROW
      if (a !== from && !(collider ? open[a] === 1 : given[a] === 0)) continue
      const reached = far[k] === ARROW ? byArrow : byTail
      if (reached[node[k]!] === 1) continue
      reached[node[k]!] = 1
      stack.push(2 * node[k]! + (far[k] === ARROW ? 1 : 0))
    }
  }
  return byArrow
}
