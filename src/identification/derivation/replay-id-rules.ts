import { type Expr, prob, product, sumOut } from '../../estimand/terms/expr.js'
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
import { districtFactor, exprOf, marginalOf } from '../id/district-factor.js'
import { type Applied, nothing, type ReplayContext, type ReplayState } from './replay-state.js'

/** Lines 1 to 7 of ID (Shpitser & Pearl 2006, figure 3). */
export function idRule(
  { q: { g }, symbols, order }: ReplayContext,
  rule: 'no-treatment' | 'ancestors' | 'extra-treatments' | 'districts' | 'hedge' | 'district' | 'wider-district',
  state: ReplayState,
  sets: readonly NodeSet[],
): Applied | string {
  const { outcome, joint } = state
  const { nodes } = joint
  const act = intersection(state.act, nodes)
  const rest = difference(nodes, act)
  const [first = new Uint8Array(g.size)] = sets
  const next = (change: Partial<ReplayState>): ReplayState => ({ ...state, act, isQuery: false, ...change })
  const pass = ([whole]: readonly Expr[]): Expr => whole!
  const parts = districtsWithin(g, rest)
  switch (rule) {
    case 'no-treatment':
      if (act.includes(1)) return 'something is set.'
      return { left: nothing, make: () => exprOf(marginalOf(symbols, joint, outcome)) }
    case 'ancestors':
      if (!sameNodes(first, ancestorsWithin(g, nodes, outcome))) return 'these are not the ancestors.'
      return {
        left: [next({ joint: marginalOf(symbols, joint, first), act: intersection(act, first) })],
        make: pass,
      }
    case 'extra-treatments':
      if (!sameNodes(first, difference(rest, ancestorsWithin(g, nodes, outcome, act)))) {
        return 'these are not the nodes that may be set.'
      }
      return { left: [next({ act: union(act, first) })], make: pass }
    case 'districts':
      if (parts.length < 2 || parts.length !== sets.length || !parts.every((d) => sets.some((s) => sameNodes(s, d)))) {
        return 'these are not the districts.'
      }
      return {
        left: parts.map((district) => next({ outcome: district, act: difference(nodes, district) })),
        make: (factors) => sumOut(symbols, positionsOf(difference(rest, outcome)), product(factors)),
      }
    case 'hedge': {
      const [forest, inner] = sets as [NodeSet, NodeSet]
      const isOne = sameNodes(forest, nodes) && districtsWithin(g, nodes).length === 1
      if (!isOne || parts.length !== 1 || !sameNodes(parts[0]!, inner)) return 'this is not a hedge.'
      return { left: nothing, make: () => prob([]), hedge: { forest, inner, roots: outcome } }
    }
    case 'district':
      if (!sameNodes(first, rest) || parts.length !== 1) return 'this is not what is left.'
      if (countNodes(districtWithin(g, nodes, first.indexOf(1))) !== countNodes(first)) return 'this is not a district.'
      return {
        left: nothing,
        make: () =>
          sumOut(
            symbols,
            positionsOf(difference(first, outcome)),
            districtFactor(symbols, g, order, joint, first, outcome),
          ),
      }
    case 'wider-district': {
      if (!first.includes(1) || difference(first, nodes).includes(1) || difference(rest, first).includes(1)) {
        return 'this does not hold what is left.'
      }
      if (!sameNodes(first, districtWithin(g, nodes, first.indexOf(1)))) return 'this is not a district.'
      const expr = districtFactor(symbols, g, order, joint, first, ancestorsWithin(g, first, outcome))
      return { left: [next({ joint: { ...joint, nodes: first, expr }, act: intersection(act, first) })], make: pass }
    }
  }
}
