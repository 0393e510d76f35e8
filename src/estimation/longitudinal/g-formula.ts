import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { withoutInJson } from '../core/report/long-arrays.js'
import { refused } from '../core/report/refused.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { byState, type LongitudinalColumns, longitudinalColumns, weightOf } from './panel-columns.js'
import type { GFormulaQuestion, Past, RegimeEffect, RegimeRule } from './regime-types.js'

/**
 * The g-formula for treatments over time: the mean outcome if every treatment had been set by a regime, with later covariates
 * as they would have been.
 *
 * E[Y(g)] = Σ over histories of E[Y | history] Π P(l | past) g(a | past), every part as the rows have it. Right where each
 * treatment is as if drawn at random given all that stands before it in `order`; ordinary regression is not right when covariates
 * are both moved by treatments and decide later ones. The standard error comes from the efficient influence function. A history
 * that the regime leads to and that no row has is refused by name.
 *
 * @param table - n rows; all columns complete and, but for the outcome, discrete
 * @param question - order, regime, outcome; a reference, weights
 * @returns the mean or difference with its error, or a refusal
 * @throws CausalError `unknown-name`, `overlap`, `invalid-data` for columns of fractions, `missing-values`, `invalid-argument` for
 *   a regime that names no treatment or sets a value that does not occur
 * @complexity O(n m) for m columns
 * @see Robins 1986; Hernán & Robins, Causal Inference: What If, chapter 21
 * @category Estimation
 * @example
 * const t = table({
 *   A0: [0, 0, 0, 0, 1, 1, 1, 1],
 *   L1: [0, 0, 1, 1, 0, 0, 1, 1],
 *   A1: [0, 1, 0, 1, 0, 1, 0, 1],
 *   Y: [1, 2, 3, 5, 2, 4, 4, 8],
 * })
 * const e = gFormula(t, { order: ['A0', 'L1', 'A1'], regime: { A0: 1, A1: 1 }, reference: { A0: 0, A1: 0 }, outcome: 'Y' })
 * e.estimated && e.estimate
 * //=> 4
 */
export function gFormula<T>(
  table: Table<T>,
  question: GFormulaQuestion<keyof T & string>,
): RegimeEffect | RefusedEffect {
  return calledAs('gFormula', () => {
    checkOptions('question', question, ['order', 'regime', 'reference', 'outcome', 'event', 'weights', 'confidence'])
    const asked = checkedObject('question', question) as GFormulaQuestion
    const { order, regime, reference, outcome, event, weights, confidence = 0.95 } = asked
    const treatments = Object.keys(checkedObject('regime', regime))
    if (reference !== undefined && Object.keys(reference).sort().join() !== [...treatments].sort().join()) {
      throw new CausalError('invalid-argument', 'regime and reference set the same treatments.', { treatments })
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new CausalError('invalid-argument', `confidence must be between 0 and 1, got ${show(confidence)}.`, {})
    }
    const columns = longitudinalColumns(table, { order, treatments, outcome, event, weights })
    const first = regimeMean(columns, regime)
    if ('estimated' in first) return first
    const second = reference === undefined ? null : regimeMean(columns, reference)
    if (second !== null && 'estimated' in second) return second
    const { n } = columns
    const influence = second === null ? first.influence : first.influence.map((v, i) => v - second.influence[i]!)
    const estimate = first.mean - (second?.mean ?? 0)
    const standardError = euclideanNorm(influence) / n
    const reach = normalQuantile((1 + confidence) / 2) * standardError
    return withoutInJson(
      {
        estimated: true,
        estimate,
        standardError,
        interval: Object.freeze([estimate - reach, estimate + reach] as const),
        confidence,
        mean: first.mean,
        referenceMean: second?.mean ?? null,
        n,
        warnings: Object.freeze([...columns.warnings, ...first.warnings]),
        influence,
      },
      ['influence'],
    )
  })
}

interface RegimeMean {
  readonly mean: number
  readonly influence: Float64Array
  readonly warnings: readonly string[]
}

/** The mean under a regime by going through histories, and each row's influence on it. */
function regimeMean(
  { n, order, isTreatment, outcome, weights }: LongitudinalColumns,
  regime: Readonly<Partial<Record<string, RegimeRule>>>,
): RegimeMean | RefusedEffect {
  const influence = new Float64Array(n)
  const all = Array.from({ length: n }, (_, i) => i).filter((i) => weights[i]! > 0)
  const total = weightOf(weights, all)
  let missing: Past | null = null
  let single = 0
  /** Q of a history; `ratio` is Π g / π so far, by which its rows' influence counts. */
  const visit = (rows: readonly number[], step: number, ratio: number, past: Past): number => {
    const own = weightOf(weights, rows)
    if (step === order.length) {
      if (rows.length === 1) single++
      const mean = rows.reduce((sum, i) => sum + weights[i]! * outcome[i]!, 0) / own
      for (const i of rows) influence[i]! += ratio * (outcome[i]! - mean)
      return mean
    }
    const column = order[step]!
    const parts = byState(column, rows)
    const under = (s: number, by: number): number =>
      visit(parts[s]!, step + 1, by, { ...past, [column.name]: column.states[s]! })
    if (isTreatment[step]) {
      const chances = chancesOf(regime[column.name]!, column, past)
      let q = 0
      for (const [s, chance] of chances.entries()) {
        if (chance === 0) continue
        if (parts[s]!.length === 0) {
          missing ??= { ...past, [column.name]: column.states[s]! }
          return Number.NaN
        }
        q += chance * under(s, (ratio * chance * own) / weightOf(weights, parts[s]!))
      }
      return q
    }
    const values = parts.map((part, s) => (part.length === 0 ? 0 : under(s, ratio)))
    const q = values.reduce((sum, value, s) => sum + (weightOf(weights, parts[s]!) / own) * value, 0)
    for (const [s, part] of parts.entries()) for (const i of part) influence[i]! += ratio * (values[s]! - q)
    return q
  }
  const mean = visit(all, 0, 1, {})
  if (missing !== null) {
    const cell = Object.entries(missing as Past).map(([name, state]) => `${name} = ${state}`)
    return refused(
      'no-overlap',
      `the regime leads to ${cell.join(', ')}, and no row has this history: merge values, or ask for a regime that the data know.`,
      { history: missing },
    )
  }
  const share = n / total
  return {
    mean,
    influence: influence.map((value, i) => value * weights[i]! * share),
    warnings:
      single > 0
        ? [`${single} histories hold a single row, whose spread cannot be seen: the standard error is too small.`]
        : [],
  }
}

/** The chance of each state of a treatment under its rule. */
function chancesOf(
  rule: RegimeRule,
  { name, states }: { readonly name: string; readonly states: readonly (string | number)[] },
  past: Past,
): readonly number[] {
  const set = typeof rule === 'function' ? rule(past) : rule
  if (typeof set === 'object' && set !== null) {
    const chances = states.map((state) => set[String(state)] ?? 0)
    if (!chances.every(Number.isFinite)) throw wrongChances(name, set, states)
    const unknown = Object.keys(set).find((key) => !states.map(String).includes(key) && set[key] !== 0)
    const sum = chances.reduce((a, b) => a + b, 0)
    if (unknown === undefined && chances.every((c) => c >= 0) && Math.abs(sum - 1) < 1e-9) return chances
    throw wrongChances(name, set, states)
  }
  const at = states.indexOf(set)
  if (at >= 0) return states.map((_, s) => (s === at ? 1 : 0))
  throw new CausalError(
    'unknown-name',
    `the regime sets ${show(name)} to ${show(set)}, which does not occur; it takes ${states.map(show).join(', ')}.`,
    { treatment: name, value: set },
  )
}

function wrongChances(name: string, set: unknown, states: readonly (string | number)[]): CausalError {
  return new CausalError(
    'invalid-argument',
    `the regime gives ${show(name)} the chances ${show(set)}: numbers from 0 for states that occur (${states.map(show).join(', ')}), with sum 1.`,
    { treatment: name },
  )
}
