import { type Expr, freeSymbols, ONE, prob, product, ratio, type Symbols, sumOut } from '../../estimand/terms/expr.js'
import type { NodeSet } from '../../graph/core/node-sets.js'
import { positionsOf } from '../../graph/core/sets.js'
import { ARROW } from '../../graph/kinds/marks.js'
import { separated } from '../../graph/separation/separation.js'
import { type ClassContext, orderedBuckets } from './class-context.js'
import { certainDistrict } from './possible-components.js'

/** The factor of some buckets, causes first: the distribution of these when all other nodes at hand are set. */
interface Factor {
  readonly buckets: readonly (readonly number[])[]
  readonly expr: Expr
}

/**
 * Q[T], the distribution of T when all other nodes are set, as a product of one factor for each certain district (a chain of
 * P(bᵢ | b⁽ⁱ⁻¹⁾), in which only what matters is kept). What happens to one bucket then touches one factor.
 */
export interface PartFactors {
  readonly nodes: NodeSet
  readonly factors: readonly Factor[]
  /** Whether it is the observed distribution of these nodes. */
  readonly isObserved: boolean
}

/** The observed distribution of an ancestral set. */
export function observedFactors(c: ClassContext, nodes: NodeSet): PartFactors {
  const { g } = c
  const of = new Map<number, number[][]>()
  const exprs = new Map<number, Expr[]>()
  const before = new Uint8Array(g.size)
  for (const bucket of orderedBuckets(c, nodes)) {
    const first = certainDistrict(c, nodes, bucket).indexOf(1)
    of.set(first, [...(of.get(first) ?? []), bucket])
    exprs.set(first, [prob(bucket, conditions(c, before, bucket)), ...(exprs.get(first) ?? [])])
    for (const i of bucket) before[i] = 1
  }
  const factors = [...of].map(([first, buckets]) => ({ buckets, expr: product(exprs.get(first)!) }))
  return { nodes, factors, isObserved: true }
}

/** What a bucket hangs on among the nodes before: its certain district there and what may be a parent of that. */
function conditions(c: ClassContext, before: NodeSet, bucket: readonly number[]): number[] {
  const { g, member } = c
  const { start, node, far } = g.incidence
  const alive = before.slice()
  for (const i of bucket) alive[i] = 1
  const district = certainDistrict(c, alive, bucket)
  const near = district.slice()
  for (const a of positionsOf(district)) {
    for (let k = start[a]!; k < start[a + 1]!; k++) if (alive[node[k]!] === 1 && far[k] !== ARROW) near[node[k]!] = 1
  }
  for (const i of bucket) near[i] = 0
  const kept = positionsOf(near)
  const rest = before.map((flag, i) => (flag === 1 && near[i] === 0 ? 1 : 0))
  return separated(member, bucket, rest, near) ? kept : positionsOf(before)
}

/** Σ over what is not kept, an ancestral part: each node that goes is in one factor only. */
export function marginalFactors(c: ClassContext, q: PartFactors, kept: NodeSet): PartFactors {
  if (q.isObserved) return observedFactors(c, kept)
  const gone = positionsOf(q.nodes).filter((i) => kept[i] === 0)
  const holds = gone.every((i) => q.factors.filter(({ expr }) => freeSymbols(expr).has(i)).length <= 1)
  const whole = holds ? q.factors : [{ buckets: q.factors.flatMap((f) => f.buckets), expr: wholeExpr(q) }]
  const factors = whole.flatMap(({ buckets, expr }) => {
    const stay = buckets.filter((bucket) => kept[bucket[0]!] === 1)
    if (stay.length === 0) return []
    const out = buckets.filter((bucket) => kept[bucket[0]!] === 0).flat()
    return [{ buckets: stay, expr: sumOut(c.symbols, out, expr) }]
  })
  return { nodes: kept, factors, isObserved: false }
}

/** Proposition 2: Q[T \ B] = Q[T] / Π P(bᵢ | b⁽ⁱ⁻¹⁾) · Σ_b Π P(bᵢ | b⁽ⁱ⁻¹⁾), the products over the buckets of B's certain district. */
export function withoutBucket(
  c: ClassContext,
  q: PartFactors,
  bucket: readonly number[],
  district: NodeSet,
): PartFactors {
  const nodes = q.nodes.slice()
  for (const i of bucket) nodes[i] = 0
  const factors = q.factors.flatMap((factor): Factor[] => {
    if (!factor.buckets.some((b) => b[0] === bucket[0])) return [factor]
    const inside = factor.buckets.filter((b) => b.every((i) => district[i] === 1))
    const outside = factor.buckets.filter((b) => !b.every((i) => district[i] === 1))
    const parts: Factor[] = outside.length === 0 ? [] : [{ buckets: outside, expr: chain(c.symbols, factor, outside) }]
    const left = inside.filter((b) => b[0] !== bucket[0])
    if (left.length > 0) {
      const expr = outside.length === 0 ? factor.expr : chain(c.symbols, factor, inside)
      parts.push({ buckets: left, expr: sumOut(c.symbols, bucket, expr) })
    }
    return parts
  })
  return { nodes, factors, isObserved: false }
}

/** Π P(bᵢ | b⁽ⁱ⁻¹⁾) over some buckets of a factor (Tian & Pearl 2002, lemma 4). */
function chain(symbols: Symbols, { buckets, expr }: Factor, wanted: readonly (readonly number[])[]): Expr {
  const terms = wanted.map((bucket) => {
    const after = buckets.slice(buckets.indexOf(bucket) + 1).flat()
    const isFirst = buckets[0] === bucket
    return ratio(sumOut(symbols, after, expr), isFirst ? ONE : sumOut(symbols, [...bucket, ...after], expr))
  })
  return product(terms.reverse())
}

/** Q[T] as one expression, effects first. */
export function wholeExpr(q: PartFactors): Expr {
  return product([...q.factors].reverse().map(({ expr }) => expr))
}
