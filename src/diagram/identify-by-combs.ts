import { toEstimand } from '../estimand/convert.js'
import { type Expr, prob, product, ratio, type Symbols, sumOut, symbolsOf } from '../estimand/expr.js'
import { separationIn } from '../estimand/simplify-estimand.js'
import { simplifyExpr } from '../estimand/simplify-expr.js'
import { components, members } from '../graph/components.js'
import type { IndexedGraph } from '../graph/indexed.js'
import { mutilated } from '../graph/mutilated.js'
import { kahnOrder } from '../graph/order.js'
import { separated } from '../graph/separation.js'
import { flags, positionsOf } from '../graph/sets.js'
import type { Admg, Dag } from '../graph/types.js'
import { measuredQuery } from '../identification/causal-query.js'
import { chooseFree } from '../identification/choose-free.js'
import type { CombIdentification, CombMove, CombQuery } from './comb-moves.js'
import { dagOf } from './dag-of.js'
import { ancestorFlags, boundary } from './find-comb.js'
import type { Diagram } from './types.js'

/**
 * Identifies an effect by string surgery alone: a recursion of three moves on diagrams.
 *
 * Cut: the treatments become inputs, and what the outcome still hears of falls apart into c-components. For each of them,
 * starting from the whole observed diagram: discard what it does not hear of, split the rest into combs by c-components,
 * and go on inside the comb that holds it. This is algorithm ID, and complete: it succeeds exactly when {@link identify}
 * does. A condition (`given`) is set by hand where that makes no difference, and normalised away at the end.
 *
 * @param graph - a DAG (latents are projected out), an ADMG, or a network diagram
 * @param query - `{ do, outcome, given? }`: each a variable or several
 * @returns the formula and the moves that lead to it, or the stuck c-component
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`
 * @complexity O(n² (n + m)), and the simplification of the formula
 * @reference Tian & Pearl 2002; Shpitser & Pearl 2006; Huang & Valtorta 2006 for completeness
 * @category Diagrams
 * @example
 * const napkin = identifyByCombs(admg('W -> Z -> X -> Y; W <-> X; W <-> Y'), { do: 'X', outcome: 'Y' })
 * napkin.trace.map((step) => step.move)
 * //=> ['cut', 'split', 'discard', 'split']
 * const bow = identifyByCombs(admg('X -> Y; X <-> Y'), { do: 'X', outcome: 'Y' })
 * bow.identifiable ? bow.estimand : bow.hedge
 * //=> { F: ['X', 'Y'], Fprime: ['Y'] }
 */
export function identifyByCombs<N extends string>(
  graph: Dag<N> | Admg<N> | Diagram,
  query: CombQuery<NoInfer<N>>,
): CombIdentification<N> {
  const where = 'identifyByCombs'
  const given = 'kind' in graph ? graph : (dagOf(graph) as Dag<N>)
  const q = measuredQuery(where, given, query)
  const names = (positions: readonly number[]): readonly N[] => Object.freeze(positions.map((i) => q.g.names[i] as N))
  const trace: CombMove<N>[] = []
  const record: Recorder = (move, from, nodes, kept, parts = []) =>
    trace.push(
      Object.freeze({ move, from, nodes: names(nodes), kept: names(kept), parts: Object.freeze(parts.map(names)) }),
    ) - 1
  const asked = Object.freeze({ do: names(q.x), outcome: names(q.y), given: names(q.z) })
  const { treated, seen } = exchanged(q.g, q.x, q.y, q.z, record)
  const symbols = symbolsOf(q.g.names)
  const found = effect(q.g, symbols, treated, [...q.y, ...seen], record)
  if ('stuck' in found) {
    const hedge = Object.freeze({ F: names(found.stuck), Fprime: names(found.component) })
    return Object.freeze({ identifiable: false, query: asked, hedge, trace: Object.freeze(trace) })
  }
  const whole = seen.length === 0 ? found.expr : ratio(found.expr, sumOut(symbols, q.y, found.expr))
  const free = chooseFree(symbols, whole, new Set([...q.x, ...q.y, ...q.z]))
  const expr = simplifyExpr(symbols, free, separationIn(q.graph))
  const estimand = toEstimand<N>({ symbols, expr })
  return Object.freeze({ identifiable: true, query: asked, estimand, trace: Object.freeze(trace) })
}

type Recorder = (
  move: CombMove['move'],
  from: number | null,
  nodes: readonly number[],
  kept: readonly number[],
  parts?: readonly (readonly number[])[],
) => number

/** Conditions that may as well be set by hand: outcome ⊥ z given the others, in the graph without arrows into X, out of z. */
function exchanged(
  g: IndexedGraph,
  x: readonly number[],
  y: readonly number[],
  z: readonly number[],
  record: Recorder,
): { treated: number[]; seen: number[] } {
  const treated = [...x]
  const seen = [...z]
  for (let k = 0; k < seen.length; ) {
    const one = seen[k]!
    const others = [...treated, ...seen.filter((i) => i !== one)]
    const without = mutilated(g, flags(g.size, treated), flags(g.size, [one]))
    if (!separated(without, [one], flags(g.size, y), flags(g.size, others))) {
      k++
      continue
    }
    record('exchange', null, [...treated, ...seen], [one])
    treated.push(one)
    seen.splice(k, 1)
    // what could not be exchanged before may be now
    k = 0
  }
  return { treated, seen }
}

type Found = { readonly expr: Expr } | { readonly stuck: readonly number[]; readonly component: readonly number[] }

/** P(y | do x) = Σ_{D \ y} Π Q[D_i], over the c-components D_i of what the outcome hears of once x is cut. */
function effect(
  g: IndexedGraph,
  symbols: Symbols,
  x: readonly number[],
  y: readonly number[],
  record: Recorder,
): Found {
  const free = flags(g.size, x).map((flag) => 1 - flag)
  const heard = ancestorFlags(g, y, free)
  const parts = members(components(g.spouses, heard))
  const all = Array.from({ length: g.size }, (_, i) => i)
  const start = record('cut', null, all, positionsOf(heard), parts)
  const factors: Expr[] = []
  for (const part of parts) {
    const found = combOf(g, symbols, part, start, record)
    if ('stuck' in found) return found
    factors.push(found.expr)
  }
  const inner = positionsOf(heard).filter((i) => !y.includes(i))
  return { expr: sumOut(symbols, inner, product(factors)) }
}

/** Q[C] from the joint Q[V], by discarding and splitting in turn (procedure Identify of Tian & Pearl 2002). */
function combOf(g: IndexedGraph, symbols: Symbols, wanted: readonly number[], start: number, record: Recorder): Found {
  const order = [...kahnOrder(g)]
  let nodes = Array.from({ length: g.size }, (_, i) => i)
  let from = start
  // Q[nodes]: the joint of the nodes itself, or an expression in all values
  let q: Expr | 'joint' = 'joint'
  for (;;) {
    const inside = flags(g.size, nodes)
    const kept = positionsOf(ancestorFlags(g, wanted, inside))
    if (kept.length < nodes.length) {
      from = record('discard', from, nodes, kept)
      if (q !== 'joint') {
        q = sumOut(
          symbols,
          nodes.filter((i) => !kept.includes(i)),
          q,
        )
      }
      nodes = kept
    }
    if (nodes.length === wanted.length) {
      if (q !== 'joint') return { expr: q }
    }
    const districts = components(g.spouses, flags(g.size, nodes))
    const comb = members(districts)[districts.of[wanted[0]!]!]!
    if (comb.length === nodes.length && q !== 'joint') {
      record('stuck', from, nodes, wanted)
      return { stuck: nodes, component: wanted }
    }
    if (comb.length < nodes.length) from = record('split', from, nodes, comb)
    else if (nodes.length > wanted.length) {
      record('stuck', from, nodes, wanted)
      return { stuck: nodes, component: wanted }
    }
    q = combExpr(g, symbols, order, nodes, comb, q)
    if (comb.length === wanted.length) return { expr: q }
    nodes = comb
  }
}

/** Π P(v | before v) over the comb, with the conditionals of Q[nodes]. */
function combExpr(
  g: IndexedGraph,
  symbols: Symbols,
  order: readonly number[],
  nodes: readonly number[],
  comb: readonly number[],
  q: Expr | 'joint',
): Expr {
  const within = new Set(nodes)
  const sorted = order.filter((i) => within.has(i))
  const chosen = new Set(comb)
  const before = new Uint8Array(g.size)
  const factors: Expr[] = []
  for (const [k, v] of sorted.entries()) {
    before[v] = 1
    if (!chosen.has(v)) continue
    if (q === 'joint') {
      const given = boundary(g, v, before)
      factors.push(
        prob(
          [v],
          sorted.filter((i) => given.has(i)),
        ),
      )
      continue
    }
    const later = sorted.slice(k + 1)
    factors.push(ratio(sumOut(symbols, later, q), sumOut(symbols, [...later, v], q)))
  }
  return product(factors)
}
