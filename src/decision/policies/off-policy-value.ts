import { checkTable } from '../../data/tables/check-table.js'
import { columnAt } from '../../data/tables/column.js'
import { isNumeric } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { inference } from '../../estimation/core/inference/inference.js'
import { asList, checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type LogEstimator, type LoggedRow, logEstimators, valueFromLog } from '../core/log-estimators.js'
import { chancesIn } from '../core/read-policy.js'
import type { Policy } from './types.js'

/**
 * What a log holds, and what it is asked.
 *
 * @typeParam N - the names of the columns
 * @category Decisions
 */
export interface OffPolicyQuestion<N extends string = string> {
  /** The column of the action that was taken. */
  readonly action: N
  /** The columns that the policies look at. */
  readonly context?: N | readonly N[]
  /** The column of what was earned: numbers. */
  readonly reward: N
  /** The column of the chance with which the logged action was taken, as the system that took it knew it. */
  readonly propensity: N
  /** The policy to value: contexts come as texts, numbers as they print. */
  readonly policy: Policy
  /**
   * How (default `dr` with a model of the reward, else `snips`): `ips` weights by the ratio of chances, `clipped` by ratios up to `clip`,
   * `snips` divides by the sum of weights, `dm` believes the model, `dr` corrects it by weighting, `sndr` by weights that sum to n.
   */
  readonly estimator?: LogEstimator
  /** The largest weight of `clipped`. */
  readonly clip?: number
  /** The mean reward of an action in a context, by a model that was fitted to other rows: for `dm`, `dr` and `sndr`. */
  readonly rewardModel?: (context: Readonly<Record<string, string>>, action: string) => number
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * What a policy would have earned.
 *
 * @category Decisions
 */
export interface OffPolicyValue {
  /** There is a value. */
  readonly estimated: true
  /** The mean reward. */
  readonly value: number
  /** Its standard error over rows; null for `dm`, whose error is that of a model that this function does not see. */
  readonly standardError: number | null
  /** Its confidence interval; null likewise. */
  readonly interval: readonly [number, number] | null
  /** The level of the interval. */
  readonly confidence: number
  /** The estimator. */
  readonly estimator: LogEstimator
  /** How many rows. */
  readonly n: number
  /** How many rows the weights are worth: (Σ w)² / Σ w². */
  readonly effectiveSampleSize: number
  /** The largest weight. */
  readonly largestWeight: number
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
}

/**
 * Why a log does not tell what a policy would have earned.
 *
 * @category Decisions
 */
export interface NoOffPolicyValue {
  /** There is none. */
  readonly estimated: false
  /** `no-support`: the policy takes actions that were never logged, or all weights are zero. */
  readonly reason: 'no-support'
  /** The same in a sentence, with a way out. */
  readonly message: string
  /** The actions that were never logged with the contexts' rows, or the number of rows. */
  readonly witness: Readonly<Record<string, unknown>>
}

/**
 * What a policy would have earned, from the log of another one that recorded the chances of what it did.
 *
 * Each row counts by the ratio of the new policy's chance of the logged action to the old one's. That is right whatever hidden causes there are,
 * so long as the recorded chance is the one by which the action was drawn. Of a log without recorded chances use {@link policyValue}
 * with a graph: chances that are fitted afterwards are wrong where action and reward share a hidden cause, and the error looks small.
 * Intervals are those of independent rows; where few rows carry the weight they are too narrow, and the result says so.
 *
 * @param log - one row for each decision
 * @param question - action, context, reward, propensity, and the policy; estimator, clip, model of the reward, confidence
 * @returns the mean reward with its error and what the weights are worth, or a refusal
 * @throws CausalError `unknown-name`, `missing-values`, `invalid-data`, `not-probability`, `invalid-argument`, `too-few-rows`
 * @complexity O(n) calls of policy and model
 * @category Decisions
 * @see Horvitz & Thompson 1952; Swaminathan & Joachims 2015 for `snips`; Dudík, Langford & Li 2011 for `dr`
 * @example
 * const log = table({ page: ['a', 'b', 'a', 'b'], clicked: [1, 0, 0, 1], chance: [0.5, 0.5, 0.5, 0.5] })
 * const v = offPolicyValue(log, { action: 'page', reward: 'clicked', propensity: 'chance', policy: () => ({ a: 0.2, b: 0.8 }) })
 * v.estimated && [v.value, v.effectiveSampleSize]
 * //=> [0.5, 2.9412]
 */
export function offPolicyValue<T>(
  log: Table<T>,
  question: OffPolicyQuestion<keyof NoInfer<T> & string>,
): OffPolicyValue | NoOffPolicyValue {
  return calledAs('offPolicyValue', () => {
    checkOptions('question', question, [
      'action',
      'context',
      'reward',
      'propensity',
      'policy',
      'estimator',
      'clip',
      'rewardModel',
      'confidence',
    ])
    const { rewardModel, clip, confidence = 0.95, policy } = checkedObject('question', question)
    const estimator = question.estimator ?? (rewardModel === undefined ? 'snips' : 'dr')
    checkAsked(estimator, clip, rewardModel, confidence)
    if (typeof policy !== 'function')
      throw new CausalError('invalid-argument', `policy is a function of the context, got ${show(policy)}.`)
    const table = log as Table<unknown, string>
    checkTable(table)
    const read = readLog(table, question as OffPolicyQuestion)
    const untried = new Map<string, number>()
    const rows = read.rows.map(({ context, action, reward, propensity }): LoggedRow => {
      const { names, chances } = targetChances(policy(context), context, read.actions, untried)
      const weight = chances[action]! / propensity
      if (rewardModel === undefined) return { weight, reward, modelled: 0, expected: 0 }
      const of = names.map((name) => modelledReward(rewardModel, context, name))
      const expected = of.reduce((sum, each, a) => sum + chances[a]! * each, 0)
      return { weight, reward, modelled: of[action]!, expected }
    })
    if (untried.size > 0 && estimator !== 'dm') {
      const [action, count] = [...untried][0]!
      return Object.freeze({
        estimated: false,
        reason: 'no-support',
        message: `the policy takes ${show(action)} in ${count} rows' contexts, and the log never tried it: no weight tells what it earns. Leave it out of the policy, or give a \`rewardModel\` and say estimator 'dm'.`,
        witness: Object.freeze({ untried: Object.freeze([...untried.keys()]) }),
      })
    }
    const total = rows.reduce((sum, { weight }) => sum + weight, 0)
    if (total === 0 && estimator !== 'dm') {
      return Object.freeze({
        estimated: false,
        reason: 'no-support',
        message: `the policy would have done something else in each of the ${rows.length} rows: all weights are zero.`,
        witness: Object.freeze({ rows: rows.length }),
      })
    }
    return answer(rows, estimator, clip, confidence)
  })
}

function checkAsked(
  estimator: LogEstimator,
  clip: number | undefined,
  model: OffPolicyQuestion['rewardModel'],
  confidence: number,
): void {
  if (!logEstimators.includes(estimator)) {
    throw new CausalError(
      'invalid-argument',
      `estimator must be one of ${logEstimators.join(', ')}, got ${show(estimator)}.`,
      { estimator },
    )
  }
  if ((estimator === 'clipped') !== (clip !== undefined) || (clip !== undefined && !(clip > 0))) {
    throw new CausalError(
      'invalid-argument',
      `\`clip\` is the largest weight of 'clipped', a number above 0, got ${show(clip)} for '${estimator}'.`,
      { clip },
    )
  }
  const needsModel = estimator === 'dm' || estimator === 'dr' || estimator === 'sndr'
  if (needsModel ? typeof model !== 'function' : model !== undefined) {
    throw new CausalError(
      'invalid-argument',
      needsModel
        ? `'${estimator}' needs \`rewardModel\`: (context, action) => the mean reward, fitted to other rows.`
        : `'${estimator}' uses no model: leave \`rewardModel\` out, or say 'dr'.`,
    )
  }
  if (!(confidence > 0 && confidence < 1))
    throw new CausalError('invalid-argument', `confidence must be between 0 and 1, got ${show(confidence)}.`)
}

interface ReadRow {
  readonly context: Readonly<Record<string, string>>
  readonly action: number
  readonly reward: number
  readonly propensity: number
}

function readLog(
  table: Table<unknown, string>,
  { action, context, reward, propensity }: OffPolicyQuestion,
): { readonly actions: readonly string[]; readonly rows: readonly ReadRow[] } {
  const index = new Map(table.columns.map((name, i) => [name, i]))
  const names = asList<string>(context)
  for (const name of [action, reward, propensity, ...names]) lookUp('column', index, name)
  if (table.rowCount < 2)
    throw new CausalError('too-few-rows', `the log has ${table.rowCount} rows: two are the least.`)
  const textsOf = (name: string): readonly string[] => {
    const column = columnAt(table, name)
    return Array.from({ length: table.rowCount }, (_, i) => {
      const value = isNumeric(column)
        ? column[i]!
        : column.codes[i]! < 0
          ? Number.NaN
          : column.levels[column.codes[i]!]!
      if (typeof value === 'string' || Number.isFinite(value)) return String(value)
      throw new CausalError(
        'missing-values',
        `row ${i} (counting from 0) lacks ${show(name)}: a decision is logged whole.`,
        {
          column: name,
          row: i,
        },
      )
    })
  }
  const numbersOf = (name: string, most: number): Float64Array => {
    const column = columnAt(table, name)
    const wrong = isNumeric(column)
      ? column.findIndex((x) => !(Number.isFinite(x) && x <= most && (most > 1 || x > 0)))
      : 0
    if (isNumeric(column) && wrong < 0) return column
    throw new CausalError(
      'invalid-data',
      `${show(name)} must hold ${most > 1 ? 'finite numbers' : 'chances above 0 and at most 1'}; row ${wrong} (counting from 0) holds ${isNumeric(column) ? column[wrong] : 'a category'}.`,
      { column: name, row: wrong },
    )
  }
  const done = textsOf(action)
  const actions = [...new Set(done)].sort()
  const place = new Map(actions.map((each, a) => [each, a]))
  const seen = names.map(textsOf)
  const rewards = numbersOf(reward, Number.MAX_VALUE)
  const chances = numbersOf(propensity, 1)
  return {
    actions,
    rows: done.map((each, i) => ({
      context: Object.fromEntries(names.map((name, k) => [name, seen[k]![i]!])),
      action: place.get(each)!,
      reward: rewards[i]!,
      propensity: chances[i]!,
    })),
  }
}

/** The chances of the logged actions, then of those with a chance that were never logged, which are counted. */
function targetChances(
  chosen: ReturnType<Policy>,
  context: Readonly<Record<string, string>>,
  actions: readonly string[],
  untried: Map<string, number>,
): { readonly names: readonly string[]; readonly chances: Float64Array } {
  const told =
    typeof chosen === 'string' ? [chosen] : typeof chosen === 'object' && chosen !== null ? Object.keys(chosen) : []
  const others = told.filter((name) => !actions.includes(name))
  for (const name of others)
    if (typeof chosen === 'string' || chosen[name] !== 0) untried.set(name, (untried.get(name) ?? 0) + 1)
  const names = others.length === 0 ? actions : [...actions, ...others]
  return { names, chances: chancesIn(chosen, context, names) }
}

function modelledReward(
  model: NonNullable<OffPolicyQuestion['rewardModel']>,
  context: Readonly<Record<string, string>>,
  action: string,
): number {
  const value = model(context, action)
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new CausalError(
    'invalid-argument',
    `rewardModel gave ${show(value)} for ${show(action)} in ${show(context)}: a finite number is needed.`,
  )
}

function answer(
  rows: readonly LoggedRow[],
  estimator: LogEstimator,
  clip: number | undefined,
  confidence: number,
): OffPolicyValue {
  const { value, standardError, effectiveSampleSize, largestWeight } = valueFromLog(rows, estimator, clip)
  const warnings =
    estimator !== 'dm' && effectiveSampleSize < 30
      ? [
          `the weights are worth ${effectiveSampleSize.toPrecision(3)} rows of ${rows.length}: the policies differ so much that the interval is likely too narrow.`,
        ]
      : []
  if (estimator === 'dm')
    warnings.push('the value is as good as the model of the reward: its error is not in this result.')
  if (estimator === 'clipped')
    warnings.push('clipped weights are biased towards what was logged: the interval is about the clipped mean.')
  return Object.freeze({
    estimated: true,
    value,
    standardError,
    interval:
      standardError === null ? null : inference(value, standardError, Number.POSITIVE_INFINITY, confidence).interval,
    confidence,
    estimator,
    n: rows.length,
    effectiveSampleSize,
    largestWeight,
    warnings: Object.freeze(warnings),
  })
}
