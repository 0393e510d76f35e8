import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedCount } from '../../learners/core/check-numbers.js'
import { featureOf } from '../../learners/core/features.js'
import { checkedObject, lookUp } from '../../names.js'
import { chiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { statesOf } from '../core/columns/coded-treatment.js'
import { totalWeight } from '../core/problem/row-weights.js'
import { checkedConfidence, checkScored, type MeanEffect, meanOf, weightsOf, withInterval } from './scored.js'
import type { HeterogeneousEffects } from './types.js'

/**
 * By what to group rows: a column, or the effects that the learner predicts.
 *
 * @category Estimation
 */
export interface EffectsByGroupQuestion<N extends string = string> {
  /** The column: categories, or numbers of at most 50 values. */
  readonly by?: NoInfer<N>
  /** In place of a column: so many groups of equal size (with weights, of equal weight) by predicted effect, the least effects first. */
  readonly quantiles?: number
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * Average effects of groups.
 *
 * @category Estimation
 */
export interface EffectsByGroup {
  /** Each group with its average effect. */
  readonly groups: readonly (MeanEffect & {
    /** Which group: a value of the column, or `1 of 4` …. */
    readonly group: string
    /** Rows; with weights those that have some. */
    readonly n: number
  })[]
  /** Whether the groups differ: Wald's test that all effects are the same. */
  readonly difference: {
    /** Wald's statistic. */
    readonly statistic: number
    /** Groups less one. */
    readonly degreesOfFreedom: number
    /** The chance of one so large if they were the same. */
    readonly pValue: number
  }
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
}

/**
 * Average effects of groups of units, from their doubly robust scores: right whatever the learner of effects is worth.
 *
 * With `quantiles` it shows whether those for whom the learner predicts more do get more (the sorted group average treatment
 * effects of Chernozhukov, Demirer, Duflo & Fernández-Val 2025).
 *
 * @param effects - what `heterogeneousEffects` gave
 * @param table - the table that it was given
 * @param question - by what to group
 * @returns the average effect of each group with its interval, and whether they differ
 * @throws CausalError `invalid-argument`, `invalid-data` for effects, table or question of the wrong form; `unknown-name`;
 *   `too-few-rows` for a group of one row
 * @complexity O(n log n)
 * @category Estimation
 * @example
 * const x = Array.from({ length: 400 }, (_, i) => (i % 4 < 2 ? 'low' : 'high'))
 * const t = table({ x, T: x.map((_, i) => i % 2), Y: x.map((v, i) => (i % 2) * (v === 'high' ? 3 : 1) + 0.1 * Math.sin(i * i)) })
 * const e = heterogeneousEffects(t, {
 *   graph: dag('x -> Y; T -> Y'),
 *   treatment: 'T',
 *   outcome: 'Y',
 *   modifiers: ['x'],
 *   learner: tLearner(),
 * })
 * if (!e.estimated) throw new Error(e.message)
 * effectsByGroup(e, t, { by: 'x' }).groups.map(({ group, estimate }) => [group, Math.round(estimate)])
 * //=> [['high', 3], ['low', 1]]
 */
export function effectsByGroup<T>(
  effects: HeterogeneousEffects,
  table: Table<T>,
  question: EffectsByGroupQuestion<keyof T & string>,
): EffectsByGroup {
  return calledAs('effectsByGroup', () => {
    const { scores, effects: predicted } = checkScored(effects, table)
    const { weights } = weightsOf(effects)
    checkOptions('question', question, ['by', 'quantiles', 'confidence'], { quantiles: 'number' })
    const { by, quantiles, confidence } = checkedObject('question', question)
    const level = checkedConfidence(confidence)
    if ((by === undefined) === (quantiles === undefined)) {
      throw new CausalError('invalid-argument', 'say by what to group: { by: a column } or { quantiles: a number }.', {
        option: 'by',
      })
    }
    const { code, names } = by === undefined ? byEffect(predicted, weights, quantiles!) : byColumn(table, by)
    return Object.freeze(groupMeans(scores, weights, code, names, level))
  })
}

interface Grouping {
  readonly code: Int32Array
  readonly names: readonly string[]
}

function byColumn(table: Table<unknown, string>, by: string): Grouping {
  lookUp('column', new Map(table.columns.map((name, i) => [name, i])), by)
  const { values, levels } = featureOf(table, by, [by])
  const states = statesOf(values, levels ?? undefined)
  if (levels === null && states.size > 50) {
    throw new CausalError(
      'invalid-data',
      `column ${show(by)} has ${states.size} different numbers, and groups have at most 50: cut it into categories first.`,
      { column: by },
    )
  }
  const place = new Map([...states.keys()].map((value, g) => [value, g]))
  return { code: Int32Array.from(values, (value) => place.get(value)!), names: [...states.values()] }
}

/** Groups of equal size, or weight; rows of the same predicted effect stay together. */
function byEffect(predicted: Float64Array, weights: Float64Array | null, quantiles: number): Grouping {
  const count = checkedCount('quantiles', quantiles, 2, predicted.length)
  const order = Int32Array.from(predicted.keys()).sort((i, j) => predicted[i]! - predicted[j]!)
  const code = new Int32Array(predicted.length)
  const total = totalWeight(weights, order.length)
  let [group, before] = [0, 0]
  for (const [place, i] of order.entries()) {
    const wanted = Math.min(count - 1, Math.floor((before * count) / total))
    before += weights === null ? 1 : weights[i]!
    if (wanted > group && (place === 0 || predicted[i] !== predicted[order[place - 1]!])) group = wanted
    code[i] = group
  }
  const used = [...new Set(code)].sort((a, b) => a - b)
  const to = new Map(used.map((g, k) => [g, k]))
  return { code: code.map((g) => to.get(g)!), names: used.map((_, k) => `${k + 1} of ${used.length}`) }
}

function groupMeans(
  scores: Float64Array,
  weights: Float64Array | null,
  code: Int32Array,
  names: readonly string[],
  confidence: number,
): EffectsByGroup {
  const members = names.map((): number[] => [])
  for (let i = 0; i < code.length; i++) if (weights === null || weights[i]! > 0) members[code[i]!]!.push(i)
  const groups = names.map((group, g) => {
    const rows = members[g]!
    const n = rows.length
    if (n < 2) {
      throw new CausalError(
        'too-few-rows',
        `the group ${show(group)} has ${n === 1 ? '1 row' : 'no row that counts'}: its spread cannot be seen.`,
        { group, rows: n },
      )
    }
    const at = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i]!)
    const { mean, standardError } = meanOf(at(scores), weights === null ? null : at(weights))
    return Object.freeze({ group, n, ...withInterval(mean, standardError, confidence) })
  })
  const small = groups.filter((group) => group.n < 30)
  return {
    groups: Object.freeze(groups),
    difference: Object.freeze(waldTest(groups)),
    warnings: Object.freeze(
      small.length === 0
        ? []
        : [
            `groups of fewer than 30 rows have intervals that are too short: ${small.map(({ group }) => group).join(', ')}.`,
          ],
    ),
  }
}

/** Independent means are all the same: Σ (mean − weighted mean)² / variance. */
function waldTest(groups: readonly MeanEffect[]): EffectsByGroup['difference'] {
  const variances = groups.map(({ standardError }) => Math.max(standardError * standardError, 1e-300))
  const total = variances.reduce((sum, v) => sum + 1 / v, 0)
  const middle = groups.reduce((sum, { estimate }, g) => sum + estimate / variances[g]!, 0) / total
  const statistic = groups.reduce(
    (sum, { estimate }, g) => sum + ((estimate - middle) * (estimate - middle)) / variances[g]!,
    0,
  )
  const degreesOfFreedom = groups.length - 1
  const pValue = degreesOfFreedom === 0 ? 1 : chiSquareUpperTail(statistic, degreesOfFreedom)
  return { statistic, degreesOfFreedom, pValue }
}
