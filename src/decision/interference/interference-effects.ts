import { checkTable } from '../../data/tables/check-table.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { inference } from '../../estimation/core/inference/inference.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type GroupMean, type GroupSums, groupMean, groupSums, varianceOverGroups } from './core/group-weights.js'
import { binaryColumn, checkedConfidence } from './core/read-exposure-question.js'
import { textsOf } from './core/read-neighbors.js'
import type {
  GroupNumber,
  InterferenceEffects,
  InterferenceQuestion,
  PolicyMeans,
} from './interference-effects-types.js'

/** Fewer groups than this, or weights worth fewer, carry no interval to trust. */
const fewGroups = 10

/**
 * Direct, spillover, total and overall effects where units touch within their group and not beyond it (partial interference).
 *
 * A policy treats every unit by a coin of its own. The mean outcome of a treated unit under a policy, and of an untreated one, holds its own treatment
 * and lets the others of its group follow the policy; means are over the units of a group first, then over groups. Each unit weighs by what
 * the policy gives the others' treatments over what the design gave the whole group's: no model of how outcomes depend on the others.
 *
 * In an experiment `propensity` is known. Elsewhere it is the chance of treatment given covariates, by a model of yours, and the numbers are as good as
 * it is: treatments of a group must be independent given them. Errors are those of independent groups.
 *
 * @param data - one row for each unit, all units of each group
 * @param question - group, treatment, outcome, the two policies, and the chances by which units were treated
 * @returns means under both policies and the four effects, with errors over groups
 * @throws CausalError `unknown-name`, `missing-values`, `invalid-data`, `not-probability`, `invalid-argument`, `too-few-rows`
 * @complexity O(n)
 * @category Decisions
 * @see Hudgens & Halloran 2008, "Toward causal inference with interference", JASA 103, for the effects; Tchetgen Tchetgen & VanderWeele 2012,
 *   "On causal inference in the presence of interference", Statistical Methods in Medical Research 21, for the weights
 * @example
 * const homes = table({ home: ['a', 'a', 'b', 'b', 'c', 'c'], vaccine: [1, 0, 0, 0, 1, 1], sick: [0, 0, 1, 1, 0, 0] })
 * const effects = interferenceEffects(homes, {
 *   group: 'home', treatment: 'vaccine', outcome: 'sick', policies: [0, 0.5], propensity: 0.5,
 * })
 * effects.spilloverEffect.estimate
 * //=> -0.6667
 */
export function interferenceEffects<T>(
  data: Table<T>,
  question: InterferenceQuestion<keyof NoInfer<T> & string>,
): InterferenceEffects {
  return calledAs('interferenceEffects', () => {
    checkOptions('question', question, [
      ...['group', 'treatment', 'outcome', 'policies', 'propensity', 'estimator', 'confidence'],
    ])
    const { group, policies, propensity, estimator = 'horvitz-thompson' } = checkedObject('question', question)
    const table = data as Table<unknown, string>
    checkTable(table)
    const confidence = checkedConfidence(question.confidence ?? 0.95)
    if (estimator !== 'horvitz-thompson' && estimator !== 'hajek')
      throw new CausalError('invalid-argument', `estimator is 'horvitz-thompson' or 'hajek', got ${show(estimator)}.`)
    if (table.rowCount === 0) throw new CausalError('too-few-rows', 'the table has no rows: one row is one unit.')
    checkPolicies(policies)
    const groups = membersOf(textsOf(table, group))
    const treatment = binaryColumn(table, question.treatment, 'treatment')
    const outcome = numericColumn(table, question.outcome)
    const chance = chances(table, propensity)
    const hajek = estimator === 'hajek'
    const number = (part: GroupMean | null, less: GroupMean | null | undefined): GroupNumber =>
      groupNumber(part, less, confidence)
    const under = (policy: number): Under => {
      const sums = groups.map((units) => groupSums(units, treatment, outcome, chance, policy))
      return { policy, sums, ...meansOf(sums, hajek) }
    }
    const told = ({ policy, sums, untreated, treated, overall }: Under): PolicyMeans =>
      Object.freeze({
        policy,
        untreated: number(untreated, undefined),
        treated: number(treated, undefined),
        overall: number(overall, undefined),
        directEffect: number(treated, untreated),
        effectiveGroups: kish(sums.map((each) => each.overall.weight)),
      })
    const [first, second] = [under(policies[0]), under(policies[1])]
    const means = [told(first), told(second)] as const
    return Object.freeze({
      policies: Object.freeze(means),
      spilloverEffect: number(second.untreated, first.untreated),
      totalEffect: number(second.treated, first.untreated),
      overallEffect: number(second.overall, first.overall),
      estimator,
      confidence,
      groups: groups.length,
      n: table.rowCount,
      warnings: Object.freeze(warningsOf(groups, means)),
    })
  })
}

interface Under {
  readonly policy: number
  readonly sums: readonly GroupSums[]
  readonly untreated: GroupMean | null
  readonly treated: GroupMean | null
  readonly overall: GroupMean | null
}

/** What weights are worth: (Σ w)² / Σ w². */
function kish(weights: readonly number[]): number {
  const total = weights.reduce((sum, w) => sum + w, 0)
  const squares = weights.reduce((sum, w) => sum + w * w, 0)
  return squares === 0 ? 0 : (total * total) / squares
}

function meansOf(sums: readonly GroupSums[], hajek: boolean): Pick<Under, 'untreated' | 'treated' | 'overall'> {
  const of = (key: keyof GroupSums): GroupMean | null =>
    groupMean(
      sums.map((each) => each[key]),
      hajek,
    )
  return { untreated: of('untreated'), treated: of('treated'), overall: of('overall') }
}

function checkPolicies(policies: readonly number[]): void {
  const right =
    checkedList('policies', policies).length === 2 && policies.every((p) => typeof p === 'number' && p >= 0 && p <= 1)
  if (!right)
    throw new CausalError(
      'not-probability',
      `policies are two chances of treatment from 0 to 1, such as [0.2, 0.8], got ${show(policies)}.`,
    )
}

function chances(table: Table<unknown, string>, propensity: number | string): Float64Array {
  if (typeof propensity !== 'string' && typeof propensity !== 'number') {
    const message = `the propensity is a number, or the name of a column of numbers, got ${show(propensity)}.`
    throw new CausalError('invalid-argument', message)
  }
  const column =
    typeof propensity === 'string'
      ? numericColumn(table, propensity)
      : new Float64Array(table.rowCount).fill(propensity)
  const wrong = column.findIndex((p) => !(p > 0 && p < 1))
  if (wrong < 0) return column
  throw new CausalError(
    'not-probability',
    `the propensity must be above 0 and below 1, got ${show(typeof propensity === 'string' ? column[wrong] : propensity)}${typeof propensity === 'string' ? ` in row ${wrong} (counting from 0)` : ''}: whoever cannot be treated, or cannot but be, tells nothing of the other policy.`,
    { row: wrong },
  )
}

/** The rows of each group, in the order of first rows. */
function membersOf(names: readonly string[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>()
  for (const [i, name] of names.entries()) {
    const known = groups.get(name)
    if (known === undefined) groups.set(name, [i])
    else known.push(i)
  }
  return [...groups.values()]
}

/** One mean, or the difference of two. */
function groupNumber(part: GroupMean | null, less: GroupMean | null | undefined, confidence: number): GroupNumber {
  if (part === null || less === null) return Object.freeze({ estimate: null, standardError: null, interval: null })
  const estimate = part.estimate - (less?.estimate ?? 0)
  const variance = varianceOverGroups(part.parts.map((each, g) => each - (less?.parts[g] ?? 0)))
  const standardError = variance === null ? null : Math.sqrt(variance)
  const interval =
    standardError === null ? null : inference(estimate, standardError, part.parts.length - 1, confidence).interval
  return Object.freeze({ estimate, standardError, interval })
}

function warningsOf(groups: readonly (readonly number[])[], policies: readonly PolicyMeans[]): string[] {
  const warnings: string[] = []
  const alone = groups.filter(({ length }) => length === 1).length
  if (alone > 0)
    warnings.push(
      `${alone} of ${groups.length} groups have one unit: nobody touches it, and no policy spills over to it.`,
    )
  if (groups.length < fewGroups)
    warnings.push(`there are ${groups.length} groups: errors over so few are not to be trusted.`)
  for (const { policy, effectiveGroups, untreated, treated } of policies) {
    if (untreated.estimate === null || treated.estimate === null)
      warnings.push(
        `no ${untreated.estimate === null ? 'untreated' : 'treated'} unit has a group that the policy ${policy} could have made: there is no estimate.`,
      )
    if (groups.length >= fewGroups && effectiveGroups < fewGroups)
      warnings.push(
        `under the policy ${policy} the weights are worth ${effectiveGroups.toPrecision(3)} of ${groups.length} groups: it is far from what was done, and the interval is likely too narrow.`,
      )
  }
  return warnings
}
