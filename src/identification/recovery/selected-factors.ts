import { type Expr, prob, product, ratio, type Symbols, sumOut } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { mutilated } from '../../graph/core/mutilated.js'
import {
  ancestorsWithin,
  difference,
  districtsWithin,
  districtWithin,
  intersection,
  type NodeSet,
  union,
} from '../../graph/core/node-sets.js'
import { kahnOrder } from '../../graph/core/order.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { openWalks } from '../../graph/separation/separation.js'
import { type Distribution, districtFactor, marginalOf } from '../id/district-factor.js'
import { type IdContext, idAlgorithm } from '../id/id-algorithm.js'

/** A factor P(of | do(act)) on the way, from which earlier ones it comes, and why. */
export interface FactorStep {
  readonly rule: 'known' | 'factor' | 'rest' | 'subfactor' | 'product' | 'sum' | 'condition' | 'rule 2'
  readonly of: NodeSet
  readonly act: NodeSet
  readonly given: NodeSet
  /** Whether it is of the selected only. */
  readonly isSelected: boolean
  readonly from: readonly number[]
}

/** The population of the data. */
const selected = 'selected'

/**
 * P(y | do(x), z) of everybody from the joint of the selected: Σ Π Q[Dᵢ] over the districts of An(y, z) without x, each by algorithm
 * RC (Bareinboim & Tian 2015, algorithm 1), which is complete without z (Correa, Tian & Bareinboim 2019). Null where one is not
 * recoverable. Polynomial in the graph.
 */
export function selectedFactors(
  g: IndexedGraph,
  symbols: Symbols,
  by: readonly number[],
  query: { readonly x: readonly number[]; readonly y: readonly number[]; readonly z: readonly number[] },
): { readonly expr: Expr; readonly steps: readonly FactorStep[] } | null {
  const all = new Uint8Array(g.size).fill(1)
  const none = new Uint8Array(g.size)
  let { x, z } = query
  const { y } = query
  const exchanged: number[] = []
  for (let moved = true; moved; ) {
    moved = false
    for (const node of z) {
      const others = z.filter((i) => i !== node)
      const cut = mutilated(g, flags(g.size, x), flags(g.size, [node]))
      if (openWalks(cut, [node], flags(g.size, [...x, ...others]), flags(g.size, y)) === null) continue
      x = [...x, node]
      z = others
      exchanged.push(node)
      moved = true
      break
    }
  }
  const aboveS = ancestorsWithin(g, all, flags(g.size, by))
  const steps: FactorStep[] = [{ rule: 'known', of: all, act: none, given: none, isSelected: true, from: [] }]
  const asked = flags(g.size, [...y, ...z])
  const relevant = ancestorsWithin(g, difference(all, flags(g.size, x)), asked)
  const factors: Expr[] = []
  const from: number[] = []
  const rank = new Int32Array(g.size)
  for (const [k, i] of kahnOrder(g).entries()) rank[i] = k
  const last = (set: NodeSet): number => Math.max(...positionsOf(set).map((i) => rank[i]!))
  for (const district of districtsWithin(g, relevant).sort((a, b) => last(b) - last(a))) {
    const expr = recoverDistrict(g, symbols, aboveS, district, steps)
    if (expr === null) return null
    factors.push(expr)
    from.push(steps.length - 1)
  }
  const act = flags(g.size, x)
  const add = (rule: FactorStep['rule'], of: NodeSet, given: NodeSet, sources: readonly number[], acts = act): number =>
    steps.push({ rule, of, act: acts, given, isSelected: false, from: sources }) - 1
  let at = from.length === 1 ? from[0]! : add('product', relevant, none, from)
  const gone = positionsOf(difference(relevant, asked))
  if (gone.length > 0 || from.length === 1) at = add('sum', asked, none, [at])
  const joint = sumOut(symbols, gone, product(factors))
  if (z.length > 0) {
    const below = add('sum', flags(g.size, z), none, [at])
    at = add('condition', flags(g.size, y), flags(g.size, z), [at, below])
  }
  if (exchanged.length > 0) {
    add('rule 2', flags(g.size, y), flags(g.size, query.z), [at], flags(g.size, query.x))
  }
  return { expr: z.length === 0 ? joint : ratio(joint, sumOut(symbols, y, joint)), steps }
}

/** RC: Q[E] from P(v | S = 1), or null. */
function recoverDistrict(
  g: IndexedGraph,
  symbols: Symbols,
  aboveS: NodeSet,
  wanted: NodeSet,
  steps: FactorStep[],
): Expr | null {
  const all = new Uint8Array(g.size).fill(1)
  const none = new Uint8Array(g.size)
  // causes of selection first: what comes after them is independent of it given what is before
  const order = [...kahnOrder(g)].sort((a, b) => aboveS[b]! - aboveS[a]!)
  const context: IdContext = { g, order, symbols, steps: [] }
  let p: Distribution = { nodes: all, expr: null, act: [], domain: selected }
  let at = 0
  for (;;) {
    // line 1: only ancestors of E and of S matter
    const needed = union(ancestorsWithin(g, p.nodes, wanted), intersection(aboveS, p.nodes))
    p = marginalOf(symbols, p, needed)
    // line 2: a district without an ancestor of S is as in everybody; that of E is enough
    const around = districtWithin(g, p.nodes, wanted.indexOf(1))
    const isFree = (district: NodeSet): boolean => !intersection(district, aboveS).includes(1)
    const home = isFree(around) ? around : undefined
    if (home !== undefined) {
      const expr = districtFactor(symbols, g, order, p, home, aboveS)
      steps.push({ rule: 'factor', of: home, act: difference(all, home), given: none, isSelected: false, from: [at] })
      const answer = idAlgorithm(
        context,
        wanted,
        difference(home, wanted),
        { nodes: home, expr, act: [], domain: selected },
        -1,
      )
      if ('hedge' in answer) return null
      const from = [steps.length - 1]
      steps.push({ rule: 'subfactor', of: wanted, act: difference(all, wanted), given: none, isSelected: false, from })
      return answer.expr
    }
    // line 5: go on without all that are free
    const free = districtsWithin(g, p.nodes).filter(isFree)
    if (free.length === 0) return null
    const gone = free.reduce(union, none)
    p = withoutDistricts(symbols, order, p, aboveS, gone)
    steps.push({ rule: 'rest', of: p.nodes, act: difference(all, p.nodes), given: none, isSelected: true, from: [at] })
    at = steps.length - 1
  }
}

/** P / Π Q[Cᵢ], as the chain of the other nodes: the causes of selection in one term, then each node given those before. */
function withoutDistricts(
  symbols: Symbols,
  order: readonly number[],
  p: Distribution,
  aboveS: NodeSet,
  gone: NodeSet,
): Distribution {
  const sequence = order.filter((i) => p.nodes[i] === 1)
  const causes = sequence.filter((i) => aboveS[i] === 1)
  const factors: Expr[] = []
  if (causes.length > 0) {
    const later = sequence.filter((i) => aboveS[i] === 0)
    factors.push(
      p.expr === null
        ? prob(
            [...causes].sort((a, b) => a - b),
            [],
            p.act,
            p.domain,
          )
        : sumOut(symbols, later, p.expr),
    )
  }
  for (const [k, i] of sequence.entries()) {
    if (aboveS[i] === 1 || gone[i] === 1) continue
    const before = sequence.slice(0, k).sort((a, b) => a - b)
    const after = sequence.slice(k + 1)
    factors.push(
      p.expr === null
        ? prob([i], before, p.act, p.domain)
        : ratio(sumOut(symbols, after, p.expr), sumOut(symbols, [i, ...after], p.expr)),
    )
  }
  return { ...p, nodes: difference(p.nodes, gone), expr: product(factors.reverse()) }
}
