import { calledAs } from '../../errors.js'
import { freshSymbol, prob, product, ratio, sum, sumOut } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { mutilated } from '../../graph/core/mutilated.js'
import { difference, intersection, type NodeSet, sameNodes, union } from '../../graph/core/node-sets.js'
import { reach, reachAround } from '../../graph/core/reach.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { separated } from '../../graph/separation/separation.js'
import { adjustmentProblem } from '../adjustment/adjustment-problem.js'
import { openBackDoor } from '../adjustment/is-adjustment-set.js'
import type { DerivationStep } from './derivation.js'
import { idRule } from './replay-id-rules.js'
import { type Applied, nothing, type ReplayContext, type ReplayState } from './replay-state.js'

/** Applies a rule to a query where its condition holds in the graph, or says what does not hold. */
export function applyRule(
  c: ReplayContext,
  rule: DerivationStep['rule'],
  state: ReplayState,
  sets: readonly NodeSet[],
): Applied | string {
  return calledAs('applyRule', () => {
    const wanted = rule === 'hedge' ? 2 : rule === 'no-treatment' ? 0 : rule === 'districts' ? sets.length : 1
    if (sets.length !== wanted) return 'the rule finds another number of sets.'
    switch (rule) {
      case 'no-effect':
      case 'back-door':
      case 'adjustment':
      case 'front-door':
      case 'exchange':
      case 'condition':
        return state.isQuery ? queryRule(c, rule, state, sets[0]!) : 'the rule is for the query itself.'
      default:
        return state.given.includes(1) ? 'conditions are left.' : idRule(c, rule, state, sets)
    }
  })
}

/** The rules before ID begins, in the whole graph. */
function queryRule(
  { q: { g, graph }, symbols }: ReplayContext,
  rule: 'no-effect' | 'back-door' | 'adjustment' | 'front-door' | 'exchange' | 'condition',
  state: ReplayState,
  set: NodeSet,
): Applied | string {
  const { outcome, act, given } = state
  const none = new Uint8Array(g.size)
  const [x, y, z, w] = [act, outcome, given, set].map(positionsOf) as [number[], number[], number[], number[]]
  const holds = (a: IndexedGraph, from: NodeSet, to: NodeSet, by: NodeSet): boolean =>
    separated(a, positionsOf(from), to, by)
  const asks = union(union(act, outcome), given)
  switch (rule) {
    case 'no-effect':
      if (w.length > 0) return 'nothing is to be adjusted for.'
      if (x.length > 0 && (z.length > 0 || intersection(reach(g.children, x), outcome).includes(1))) {
        return 'there is a directed path, or a condition.'
      }
      return { left: nothing, make: () => prob(y, z) }
    case 'back-door': {
      if (difference(given, set).includes(1)) return 'the set lacks a condition.'
      if (intersection(set, union(reach(g.children, x), outcome)).includes(1)) {
        return 'the set holds a descendant of the treatment, or an outcome.'
      }
      if (!holds(mutilated(g, none, act), act, outcome, set)) return 'a back door is open.'
      const rest = positionsOf(difference(set, given))
      const whole = product([prob(y, [...x, ...z, ...rest]), prob(rest, z)])
      return { left: nothing, make: () => sumOut(symbols, rest, whole) }
    }
    case 'adjustment': {
      if (z.length > 0) return 'there is a condition.'
      const problem = adjustmentProblem(graph, { x, y, include: [], exclude: [], direct: false })
      if (w.some((i) => problem.forbidden[i] === 1) || openBackDoor(problem, set) !== null)
        return 'the set is not valid.'
      return { left: nothing, make: () => sumOut(symbols, w, product([prob(y, [...x, ...w]), prob(w)])) }
    }
    case 'front-door': {
      if (z.length > 0 || x.length !== 1) return 'the front-door criterion is for one treatment, without conditions.'
      if (intersection(set, asks).includes(1)) return 'the set holds what is asked for.'
      if (intersection(reachAround(g.children, x, set), outcome).includes(1)) {
        return 'a directed path goes around the set.'
      }
      if (!holds(mutilated(g, none, act), act, set, none)) return 'a back door from the treatment to the set is open.'
      if (!holds(mutilated(g, none, set), set, outcome, act)) return 'a back door of the set is open.'
      const primed = x.map((i) => freshSymbol(symbols, i))
      const inner = sum(primed, product([prob(y, [...w, ...primed]), prob(primed)]))
      return { left: nothing, make: () => sumOut(symbols, w, product([prob(w, x), inner])) }
    }
    case 'exchange': {
      if (w.length === 0 || difference(set, given).includes(1)) return 'these are not conditions of the query.'
      const rest = difference(given, set)
      if (!holds(mutilated(g, act, set), set, outcome, union(act, rest))) return 'rule 2 does not apply.'
      return { left: [{ ...state, act: union(act, set), given: rest }], make: ([whole]) => whole! }
    }
    case 'condition': {
      if (z.length === 0 || !sameNodes(set, given)) return 'these are not the conditions.'
      const mayBeSet = z.some((i) => {
        const one = flags(g.size, [i])
        return holds(mutilated(g, act, one), one, outcome, union(act, difference(given, one)))
      })
      return {
        left: [{ ...state, outcome: union(outcome, given), given: none, isQuery: false, mayBeSet }],
        make: ([whole]) => ratio(whole!, sumOut(symbols, y, whole!)),
      }
    }
  }
}
