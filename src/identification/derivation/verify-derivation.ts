import { calledAs } from '../../errors.js'
import { equalEstimands } from '../../estimand/simplify/equal-estimands.js'
import { ancestors } from '../../graph/relations/ancestors.js'
import { descendants } from '../../graph/relations/descendants.js'
import { districts } from '../../graph/relations/districts.js'
import { removeIncoming } from '../../graph/relations/remove-incoming.js'
import { removeOutgoing } from '../../graph/relations/remove-outgoing.js'
import { subgraph } from '../../graph/relations/subgraph.js'
import { dSeparated } from '../../graph/separation/d-separated.js'
import type { Admg, CausalGraph } from '../../graph/types.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { isAdjustmentSet } from '../adjustment/is-adjustment-set.js'
import { type CausalQuery, measuredGraph } from '../id/causal-query.js'
import { type Identification, identify } from '../id/identify.js'
import type { DerivationStep } from './derivation.js'

/**
 * Whether a derivation holds; when not, the first step at fault and why.
 *
 * @category Identification
 */
export type DerivationVerdict =
  | {
      /** Every step holds, and they lead from the query to the answer. */
      readonly valid: true
    }
  | {
      /** Some step does not hold, or does not follow. */
      readonly valid: false
      /** Its position. */
      readonly step: number
      /** What is wrong with it. */
      readonly reason: string
    }

/** A query inside the derivation: sets of names. */
interface State {
  readonly outcome: readonly string[]
  readonly act: readonly string[]
  readonly given: readonly string[]
  readonly nodes: readonly string[]
}

/**
 * Checks a derivation step by step, with the graph's own verbs: the conditions of each rule, that each step takes up what
 * the one before left, and that the formula is the one that the steps make.
 *
 * @param graph - the graph that was asked about
 * @param query - the query
 * @param result - what {@link identify} answered, perhaps read back from a file
 * @returns `{ valid: true }`, or the first step at fault
 * @throws CausalError as {@link identify}
 * @complexity O(n + m) for each step, and one identification
 * @category Identification
 * @example
 * const g = admg('X -> M -> Y; X <-> Y')
 * const asked = { do: 'X', outcome: 'Y' } as const
 * verifyDerivation(g, asked, identify(g, asked))
 * //=> { valid: true }
 */
export function verifyDerivation<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: CausalQuery<NoInfer<N>>,
  result: Identification<N>,
): DerivationVerdict {
  return calledAs('verifyDerivation', () => {
    checkOptions('query', query, ['do', 'outcome', 'given'])

    const fresh = identify(graph, query)
    checkedList('derivation', checkedObject('result', result).derivation)
    const g = measuredGraph(graph)
    const list = (names: string | readonly string[] | undefined): readonly string[] =>
      names === undefined ? [] : typeof names === 'string' ? [names] : names
    const start: State = { outcome: list(query.outcome), act: list(query.do), given: list(query.given), nodes: g.nodes }
    // what a step may take up: after `districts` one state for each
    const open: (readonly State[])[] = []
    const fault = (step: number, reason: string): DerivationVerdict => Object.freeze({ valid: false, step, reason })
    for (const [i, step] of result.derivation.entries()) {
      if (!(step.from < i)) return fault(i, 'it follows a later step')
      const offered = step.from < 0 ? (i === 0 ? [start] : []) : (open[step.from] ?? [])
      const state = offered.find((s) => matches(s, step))
      if (state === undefined) return fault(i, 'its query is not what the step before left')
      const outcome = ruleResult(g, state, step)
      if (typeof outcome === 'string') return fault(i, outcome)
      open.push(outcome)
    }
    // every branch of a formula must end in a rule without a rest
    for (const [i, states] of open.entries()) {
      for (const state of states) {
        const followed = result.derivation.some((step) => step.from === i && matches(state, step))
        if (!followed && result.identifiable) return fault(i, 'what it leaves is not taken up')
      }
    }
    const last = result.derivation.length - 1
    if (last < 0) return fault(0, 'there is no step')
    if (result.identifiable !== fresh.identifiable) return fault(last, 'the verdict is another')
    if (result.identifiable && fresh.identifiable && !equalEstimands(result.estimand, fresh.estimand)) {
      return fault(last, 'the formula is not the one that the steps make')
    }
    if (!result.identifiable && result.derivation.at(-1)?.rule !== 'hedge')
      return fault(last, 'it does not end in a hedge')
    return Object.freeze({ valid: true })
  })
}

function matches(state: State, step: DerivationStep): boolean {
  return (
    same(state.outcome, step.outcome) &&
    same(state.act, step.do) &&
    same(state.given, step.given) &&
    same(state.nodes, step.nodes)
  )
}

function same(a: readonly string[], b: readonly string[]): boolean {
  const set = new Set(a)
  return a.length === b.length && b.every((name) => set.has(name))
}

/** The queries that a step leaves, or what is wrong with it. */
function ruleResult(whole: Admg, state: State, step: DerivationStep): readonly State[] | string {
  const g = subgraph(whole, state.nodes)
  const { outcome, act, given, nodes } = state
  const [first = []] = step.sets
  const minus = (a: readonly string[], b: readonly string[]): string[] => a.filter((name) => !b.includes(name))
  switch (step.rule) {
    case 'no-effect':
      return act.length === 0 || !descendants(g, act).some((n) => outcome.includes(n)) ? [] : 'there is a directed path'
    case 'back-door': {
      if (!given.every((n) => first.includes(n))) return 'the set lacks a condition'
      if (descendants(g, act).some((n) => first.includes(n))) return 'the set holds a descendant of the treatment'
      return dSeparated(removeOutgoing(g, act), act, outcome, first) ? [] : 'a back door is open'
    }
    case 'adjustment':
      return isAdjustmentSet(g, { treatment: act, outcome }, first).valid ? [] : 'the set is not valid'
    case 'front-door': {
      const onPaths = ancestors(removeOutgoing(g, first), outcome)
      if (act.some((n) => onPaths.includes(n))) return 'a directed path goes around the set'
      if (!dSeparated(removeOutgoing(g, act), act, first)) return 'a back door from the treatment to the set is open'
      return dSeparated(removeOutgoing(g, first), first, outcome, act) ? [] : 'a back door of the set is open'
    }
    case 'exchange': {
      const rest = minus(given, first)
      const cut = removeOutgoing(removeIncoming(g, act), first)
      if (first.length === 0 || !dSeparated(cut, first, outcome, [...act, ...rest])) return 'rule 2 does not apply'
      return [{ outcome, act: [...act, ...first], given: rest, nodes }]
    }
    case 'condition':
      return same(first, given) ? [{ outcome: [...outcome, ...given], act, given: [], nodes }] : 'not the conditions'
    case 'no-treatment':
      return act.length === 0 ? [] : 'something is set'
    case 'ancestors': {
      if (!same(first, ancestors(g, outcome))) return 'these are not the ancestors'
      return [{ outcome, act: act.filter((n) => first.includes(n)), given, nodes: first }]
    }
    case 'extra-treatments': {
      const above = ancestors(removeIncoming(g, act), outcome)
      if (!same(first, minus(minus(nodes, act), above))) return 'these are not the nodes that may be set'
      return [{ outcome, act: [...act, ...first], given, nodes }]
    }
    case 'districts': {
      const parts = districts(subgraph(g, minus(nodes, act)))
      if (parts.length !== step.sets.length || !parts.every((d) => step.sets.some((s) => same(s, d)))) {
        return 'these are not the districts'
      }
      return parts.map((d) => ({ outcome: d, act: minus(nodes, d), given, nodes }))
    }
    case 'hedge': {
      const [forest = [], inner = []] = step.sets
      const one = districts(g).length === 1 && same(forest, nodes)
      const rest = districts(subgraph(g, minus(nodes, act)))
      return one && rest.length === 1 && same(rest[0]!, inner) ? [] : 'this is no hedge'
    }
    case 'district':
      return districts(g).some((d) => same(d, first)) && same(first, minus(nodes, act)) ? [] : 'this is no district'
    case 'wider-district': {
      const left = minus(nodes, act)
      const holds = districts(g).some((d) => same(d, first)) && left.every((n) => first.includes(n))
      if (!holds) return 'this is not the district of what is left'
      return [{ outcome, act: act.filter((n) => first.includes(n)), given, nodes: first }]
    }
  }
}
