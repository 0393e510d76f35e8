import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { inference } from '../../estimation/core/inference/inference.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type LogEstimator, type LoggedRows, logEstimators, valueFromLog } from '../core/log-estimators.js'
import { loggedRows } from '../core/logged-rows.js'
import { readLog } from '../core/read-log.js'
import type { NoOffPolicyValue, OffPolicyQuestion, OffPolicyValue } from './off-policy-types.js'

/**
 * What a policy would have earned, from the log of another one that recorded the chances of what it did.
 *
 * Each row counts by the ratio of the new policy's chance of the logged action to the old one's. That is right whatever hidden causes there are,
 * so long as the recorded chance is the one by which the action was drawn. Of a log without recorded chances use {@link policyValue}
 * with a graph: chances that are fitted afterwards are wrong where action and reward share a hidden cause, and the error looks small.
 * Policy and model are asked once for each context that occurs. Intervals are those of independent rows; where few rows carry the weight they are too narrow, and the result says so.
 *
 * @param log - one row for each decision
 * @param question - action, context, reward, propensity, and the policy; estimator, clip, model of the reward, confidence
 * @returns the mean reward with its error and what the weights are worth, or a refusal
 * @throws CausalError `unknown-name`, `missing-values`, `invalid-data`, `not-probability`, `invalid-argument`, `too-few-rows`
 * @complexity O(n), with a call of policy and model for each distinct context: about half a second for a million rows
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
    checkOptions(
      'question',
      question,
      ['action', 'context', 'reward', 'propensity', 'policy', 'estimator', 'clip', 'rewardModel', 'confidence'],
      { clip: 'number' },
    )
    const { rewardModel, clip, confidence = 0.95, policy } = checkedObject('question', question)
    const estimator = question.estimator ?? (rewardModel === undefined ? 'snips' : 'dr')
    checkAsked(estimator, clip, rewardModel, confidence)
    if (typeof policy !== 'function')
      throw new CausalError('invalid-argument', `policy is a function of the context, got ${show(policy)}.`)
    const table = log as Table<unknown, string>
    checkTable(table)
    const read = readLog(table, question as OffPolicyQuestion)
    const untried = new Map<string, number>()
    const rows = loggedRows(read, policy, rewardModel, untried)
    if (untried.size > 0 && estimator !== 'dm') {
      const [action, count] = [...untried][0]!
      return Object.freeze({
        estimated: false,
        reason: 'no-support',
        message: `the policy takes ${show(action)} in ${count} rows' contexts, and the log never tried it: no weight tells what it earns. Leave it out of the policy, or give a \`rewardModel\` and say estimator 'dm'.`,
        witness: Object.freeze({ untried: Object.freeze([...untried.keys()]) }),
      })
    }
    const total = rows.weight.reduce((sum, weight) => sum + weight, 0)
    if (total === 0 && estimator !== 'dm') {
      return Object.freeze({
        estimated: false,
        reason: 'no-support',
        message: `the policy would have done something else in each of the ${table.rowCount} rows: all weights are zero.`,
        witness: Object.freeze({ rows: table.rowCount }),
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

function answer(
  rows: LoggedRows,
  estimator: LogEstimator,
  clip: number | undefined,
  confidence: number,
): OffPolicyValue {
  const { value, standardError, effectiveSampleSize, largestWeight } = valueFromLog(rows, estimator, clip)
  const warnings =
    estimator !== 'dm' && effectiveSampleSize < 30
      ? [
          `the weights are worth ${effectiveSampleSize.toPrecision(3)} rows of ${rows.weight.length}: the policies differ so much that the interval is likely too narrow.`,
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
    n: rows.weight.length,
    effectiveSampleSize,
    largestWeight,
    warnings: Object.freeze(warnings),
  })
}
