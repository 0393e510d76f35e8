import { type Expr, prob, product, ratio, type Symbols, sumOut } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { maskOf } from '../core/mask-graph.js'
import type { SearchStep } from '../core/search-types.js'

/** A variable with missing values, its indicator, and the symbol of `indicator = 1`. */
export interface MissingPair {
  readonly variable: number
  readonly indicator: number
  readonly one: number
}

/**
 * P(y | z) by Theorem 2 of Mohan, Pearl & Tian 2013, for data missing not at random: with V what is asked for and all that
 * drives its indicators R, P(v) = P(v, R = 1) / Π P(Rᵢ = 1 | pa(Rᵢ), R of pa(Rᵢ) = 1). Null where its conditions do not
 * hold: indicators cause nothing, share no hidden cause, do not drive each other, and no variable drives its own.
 */
export function missingJoint(
  g: IndexedGraph,
  symbols: Symbols,
  pairs: readonly MissingPair[],
  y: readonly number[],
  z: readonly number[],
): { readonly expr: Expr; readonly steps: readonly SearchStep[] } | null {
  const ofVariable = new Map(pairs.map((pair) => [pair.variable, pair]))
  const indicators = new Set(pairs.map((pair) => pair.indicator))
  const parentsOf = (i: number): number[] => [...g.parents.node.subarray(g.parents.start[i]!, g.parents.start[i + 1]!)]
  const isEmpty = ({ start }: IndexedGraph['parents'], i: number): boolean => start[i] === start[i + 1]
  const all = new Set([...y, ...z])
  const missing: (MissingPair & { readonly drivers: number[]; readonly seen: MissingPair[] })[] = []
  for (const v of all) {
    const pair = ofVariable.get(v)
    if (pair === undefined) continue
    const drivers = parentsOf(pair.indicator)
    if (!isEmpty(g.children, pair.indicator) || !isEmpty(g.spouses, pair.indicator)) return null
    if (drivers.some((i) => i === v || indicators.has(i))) return null
    missing.push({ ...pair, drivers, seen: drivers.flatMap((i) => ofVariable.get(i) ?? []) })
    for (const i of drivers) all.add(i)
  }
  const variables = [...all].sort((a, b) => a - b)
  missing.sort((a, b) => a.variable - b.variable)
  const whole = prob([...variables, ...missing.map(({ one }) => one)])
  const factors = missing.map(({ one, drivers, seen }) => prob([one], [...drivers, ...seen.map((pair) => pair.one)]))
  const joint = ratio(whole, product(factors))
  const asked = new Set([...y, ...z])
  const both = sumOut(
    symbols,
    variables.filter((i) => !asked.has(i)),
    joint,
  )
  const expr = z.length === 0 ? both : ratio(both, sumOut(symbols, y, both))
  return { expr, steps: stepsOf(variables, missing, y, z) }
}

/** The same as steps of a search. */
function stepsOf(
  variables: readonly number[],
  missing: readonly (MissingPair & { readonly drivers: number[]; readonly seen: MissingPair[] })[],
  y: readonly number[],
  z: readonly number[],
): SearchStep[] {
  const steps: SearchStep[] = []
  const add = (rule: SearchStep['rule'], of: number, given: number, ...from: number[]): number =>
    steps.push({ rule, of, act: 0, given, from }) - 1
  const all = maskOf(variables)
  let left = maskOf(missing.map(({ indicator }) => indicator))
  let last = add('known', all | left, 0)
  for (const { indicator, drivers, seen } of missing) {
    const bit = 1 << indicator
    const given = maskOf([...drivers, ...seen.map((pair) => pair.indicator)])
    let factor = add('known', given | bit, 0)
    if (given !== 0) factor = add('condition', bit, given, factor, add('known', given, 0))
    left &= ~bit
    // what else is seen, and which indicators are, makes no difference to Rᵢ given its drivers
    if (given !== maskOf(drivers)) factor = add('rule 1', bit, maskOf(drivers), factor)
    if (maskOf(drivers) !== (all | left)) factor = add('rule 1', bit, all | left, factor)
    last = add('divide', all | left, 0, last, factor)
  }
  const asked = maskOf([...y, ...z])
  if (asked !== all) last = add('sum', asked, 0, last)
  if (z.length > 0) add('condition', maskOf(y), maskOf(z), last, add('sum', maskOf(z), 0, last))
  return steps
}
