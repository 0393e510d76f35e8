import type { Estimand, EstimandValue, ProbabilityTerm } from '../../../estimand/terms/types.js'
import type { IndexedGraph } from '../../../graph/core/indexed.js'
import type { CtfNetworks } from '../../counterfactual/ctf-id.js'
import { districtsOf } from '../../counterfactual/factors.js'
import type { Network } from '../../counterfactual/network.js'
import type { ProofLine } from '../proof-types.js'
import { hiddenSeparation, type RuleSeparation } from '../rule-holds.js'
import { shownSeparation } from '../shown-line.js'
import { copyValues, multiplied, plainValue, summed, valueKey, worldTerm, worldTermKey } from './world-terms.js'

/** An equation between terms over worlds. */
export function worldLine(
  g: IndexedGraph,
  rule: ProofLine['rule'],
  before: ProbabilityTerm,
  after: Estimand,
  separations: readonly RuleSeparation[] = [],
): ProofLine {
  return Object.freeze({
    before,
    after,
    rule,
    separations: Object.freeze(separations.map((s) => shownSeparation<string>(g.names, s))),
    order: Object.freeze([]),
  })
}

/** The lines from P(event | given) down to experiments: one for each factor. */
export function worldLines(
  g: IndexedGraph,
  event: readonly EstimandValue[],
  given: readonly EstimandValue[],
  { numerator, denominator, rest }: CtfNetworks,
): ProofLine[] {
  if (given.length === 0) return sideLines(g, worldTerm(event), numerator, rest)
  const both = worldTerm([...event, ...given.filter((v) => !event.some((e) => same(e, v)))])
  const below = worldTerm(given)
  const fraction: Estimand = Object.freeze({ type: 'ratio', numerator: both, denominator: below })
  const seen = new Set<string>()
  return [
    worldLine(g, 'condition', worldTerm(event, given), fraction),
    ...sideLines(g, both, numerator, rest),
    ...sideLines(g, below, denominator, rest),
  ].filter(({ before }) => {
    const key = worldTermKey(before)
    return !seen.has(key) && seen.add(key)
  })
}

const same = (a: EstimandValue, b: EstimandValue): boolean =>
  worldTermKey(worldTerm([a])) === worldTermKey(worldTerm([b]))

/** P(conjunction) as a sum over copies, these as factors, and each factor in one world. What is alike in both sides stays one factor. */
function sideLines(g: IndexedGraph, whole: ProbabilityTerm, copies: Network, rest: Network): ProofLine[] {
  const primes = new Int32Array(g.size)
  // the same names for what is alike
  const beside = copyValues(g, rest, primes)
  const values = copyValues(g, copies, primes)
  const all = [...beside, ...values]
  // what is told of variables that their worlds set so
  if (all.length === 0) return [worldLine(g, 'certain', whole, multiplied([]))]
  const over = all.filter((v) => v.state === undefined).map(plainValue)
  const network = worldTerm(all)
  const lines: ProofLine[] = []
  if (over.length > 0 || worldTermKey(network) !== worldTermKey(whole)) {
    lines.push(worldLine(g, 'consistency', whole, summed(over, network)))
  }
  const groups = districtsOf(g, copies).map((members) => members.map((i) => values[i]!))
  const factors = [...groups, ...(beside.length > 0 ? [beside] : [])].map((group) => worldTerm(group))
  if (factors.length > 1) {
    const variables = factors.map(({ of }) => [...new Set(of.map((v) => g.index.get(v.variable)!))])
    lines.push(worldLine(g, 'independence', network, multiplied(factors), factorSeparations(g, variables)))
  }
  for (const group of groups) {
    const factor = worldTerm(group)
    const experiment = oneWorld(group)
    if (worldTermKey(factor) !== worldTermKey(experiment)) lines.push(worldLine(g, 'one world', factor, experiment))
  }
  return lines
}

/** Each factor but the last from those after it. */
export function factorSeparations(g: IndexedGraph, variables: readonly (readonly number[])[]): RuleSeparation[] {
  return variables.slice(0, -1).map((own, k) => hiddenSeparation(g, own, [...new Set(variables.slice(k + 1).flat())]))
}

/** P(inside | do(outside)) of copies that agree. */
export function oneWorld(copies: readonly EstimandValue[]): ProbabilityTerm {
  const inside = copies.map(plainValue)
  const known = new Set(inside.map(({ variable }) => variable))
  const outside = new Map<string, EstimandValue>()
  for (const value of copies.flatMap((copy) => copy.do ?? [])) {
    if (!known.has(value.variable)) outside.set(valueKey(value), value)
  }
  return Object.freeze({
    type: 'probability',
    of: Object.freeze(inside),
    given: Object.freeze([]),
    do: Object.freeze([...outside.values()]),
    domain: '',
  })
}
