import { type Expr, prob, product, ratio, type Symbols, sumOut } from '../../estimand/terms/expr.js'
import { components, members } from '../../graph/classes/components.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { mutilated } from '../../graph/core/mutilated.js'
import { kahnOrder } from '../../graph/core/order.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { separated } from '../../graph/separation/separation.js'
import { ancestorFlags, boundary } from './comb-graph.js'
import type { CombMove } from './comb-moves.js'

/** Writes a move into the record; returns its place there. */
export type Recorder = (
  move: CombMove['move'],
  from: number | null,
  nodes: readonly number[],
  kept: readonly number[],
  parts?: readonly (readonly number[])[],
) => number

/** Conditions that may as well be set by hand: outcome ⊥ z given the others, in the graph without arrows into X, out of z. */
export function exchanged(
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
export function effectExpr(
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
