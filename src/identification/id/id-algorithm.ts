import { type Expr, product, type Symbols, sumOut } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import {
  ancestorsWithin,
  countNodes,
  difference,
  districtsWithin,
  districtWithin,
  intersection,
  type NodeSet,
  sameNodes,
  union,
} from '../../graph/core/node-sets.js'
import { positionsOf } from '../../graph/core/sets.js'
import { type Distribution, districtFactor, exprOf, marginalOf } from './district-factor.js'

/** One step of ID in node sets. `sets` is what the rule found: see the rules of `DerivationStep`. */
export interface IdStep {
  readonly rule:
    | 'no-treatment'
    | 'ancestors'
    | 'extra-treatments'
    | 'districts'
    | 'hedge'
    | 'district'
    | 'wider-district'
  readonly from: number
  readonly outcome: NodeSet
  readonly act: NodeSet
  readonly nodes: NodeSet
  readonly sets: readonly NodeSet[]
}

/** What ID works with: an ADMG without latent nodes, a topological order of it, the table of values. */
export interface IdContext {
  readonly g: IndexedGraph
  readonly order: ArrayLike<number>
  readonly symbols: Symbols
  readonly steps: IdStep[]
}

/** Two C-forests that share their roots: P(y | do(x)) is not identifiable. */
export interface HedgeSets {
  readonly forest: NodeSet
  readonly inner: NodeSet
  readonly roots: NodeSet
}

/** An expression, or why there is none. */
export type IdAnswer = { readonly expr: Expr } | { readonly hedge: HedgeSets }

/**
 * Algorithm ID (Shpitser & Pearl 2006, figure 3), lines 1 to 7, with the distribution carried as an expression: sound
 * and complete for P(y | do(x)) from `p`. Recursion happens at line 4 only, once a district of what is not treated.
 */
export function idAlgorithm(c: IdContext, y: NodeSet, x: NodeSet, p: Distribution, from: number): IdAnswer {
  const { g, symbols } = c
  let act = intersection(x, p.nodes)
  let dist = p
  let last = from
  const step = (rule: IdStep['rule'], sets: readonly NodeSet[]): void => {
    c.steps.push({ rule, from: last, outcome: y, act, nodes: dist.nodes, sets })
    last = c.steps.length - 1
  }
  for (;;) {
    // line 1
    if (!act.includes(1)) {
      step('no-treatment', [])
      return { expr: exprOf(marginalOf(symbols, dist, y)) }
    }
    // line 2
    const above = ancestorsWithin(g, dist.nodes, y)
    if (!sameNodes(above, dist.nodes)) {
      step('ancestors', [above])
      dist = marginalOf(symbols, dist, above)
      act = intersection(act, above)
      continue
    }
    // line 3
    const relevant = ancestorsWithin(g, dist.nodes, y, act)
    const extra = difference(difference(dist.nodes, act), relevant)
    if (extra.includes(1)) {
      step('extra-treatments', [extra])
      act = union(act, extra)
    }
    // line 4
    const rest = difference(dist.nodes, act)
    const districts = districtsWithin(g, rest)
    if (districts.length > 1) {
      step('districts', districts)
      const parent = last
      const factors: Expr[] = []
      for (const district of lateFirst(c, districts)) {
        const answer = idAlgorithm(c, district, difference(dist.nodes, district), dist, parent)
        if ('hedge' in answer) return answer
        factors.push(answer.expr)
      }
      return { expr: sumOut(symbols, positionsOf(difference(rest, y)), product(factors)) }
    }
    const [inner] = districts as [NodeSet]
    const wider = districtWithin(g, dist.nodes, inner.indexOf(1))
    // line 5
    if (countNodes(wider) === countNodes(dist.nodes)) {
      step('hedge', [dist.nodes, inner])
      return { hedge: { forest: dist.nodes, inner, roots: y } }
    }
    // line 6
    if (sameNodes(wider, inner)) {
      step('district', [inner])
      const whole = districtFactor(symbols, g, c.order, dist, inner, y)
      return { expr: sumOut(symbols, positionsOf(difference(inner, y)), whole) }
    }
    // line 7
    step('wider-district', [wider])
    const needed = ancestorsWithin(g, wider, y)
    dist = {
      nodes: wider,
      expr: districtFactor(symbols, g, c.order, dist, wider, needed),
      act: dist.act,
      domain: dist.domain,
    }
    act = intersection(act, wider)
  }
}

/** Districts by their last node, the latest first: the outcome's factor is written before those of its causes. */
function lateFirst({ order }: IdContext, districts: readonly NodeSet[]): NodeSet[] {
  const rank = new Int32Array(order.length)
  for (let k = 0; k < order.length; k++) rank[order[k]!] = k
  const last = (set: NodeSet): number => positionsOf(set).reduce((most, i) => Math.max(most, rank[i]!), -1)
  return [...districts].sort((a, b) => last(b) - last(a))
}
