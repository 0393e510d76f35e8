import { groupRows } from '../../data/statistics/collapse-rows.js'
import { CausalError } from '../../errors.js'
import { numbered } from '../../estimand/terms/convert.js'
import type { Expr, Symbols } from '../../estimand/terms/expr.js'
import { estimandText } from '../../estimand/text/estimand-text.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { codesOf } from '../core/columns/discrete-codes.js'
import { totalWeight } from '../core/problem/row-weights.js'
import { requireArms, requireRows } from '../core/problem/target-share.js'
import { differenceOf, meansIn } from '../core/report/arm-report.js'
import { refused } from '../core/report/refused.js'
import type { EffectProblem, Estimator, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { type CodedRows, tableOf } from './tables.js'
import { unseenCells } from './unseen-cells.js'

/**
 * The plug-in of whatever formula `identify` finds, or of one that is given: every probability is taken from the data. No
 * model is assumed, so all columns but the outcome must be discrete (categories or whole numbers).
 *
 * The back door, the front door and the formulas of the ID algorithm (the napkin graph, for one) are all valued the same
 * way. The standard error comes from influence values, by differentiating the formula by each row's weight. Where the
 * formula leaves values free to choose, the average over them is taken, and the formula of the result says so.
 *
 * Tian & Pearl 2002; Shpitser & Pearl 2006 for the formulas; Bhattacharya, Nabi & Shpitser 2022 for the influence values.
 *
 * @param options - none yet
 * @returns an estimator for `estimateEffect`, of the strategy `formula`
 * @throws CausalError `unknown-option`
 * @complexity the number of cells of each product and sum in the formula, which is refused above 2²⁴
 * @category Estimation
 * @example
 * const t = fromCounts(kidneyStones)
 * const e = estimateEffect(t, {
 *   graph: dag('stone -> treatment -> recovered; stone -> recovered'),
 *   treatment: 'treatment',
 *   outcome: 'recovered',
 *   estimator: plugIn(),
 * })
 * e.estimated && [e.estimate, e.formula]
 * //=> [0.053671, 'Σ_stone P(recovered | treatment, stone) P(stone)']
 */
export function plugIn(options: Readonly<Record<never, never>> = {}): Estimator {
  return madeBy('plugIn', [options], () => {
    checkOptions('options', options, [])
    return Object.freeze({
      name: 'plug-in of the identified formula',
      population: 'ATE',
      strategy: 'formula',
      weighted: true,
      prepare,
    })
  })
}

/** The formula over numbered values, ready to be valued for any weights of the rows. */
interface Formula {
  readonly symbols: Symbols
  readonly expr: Expr
  readonly rows: CodedRows
  /** Which distinct row each row is. */
  readonly group: Int32Array
  /** The outcome of each of its codes. */
  readonly outcomes: Float64Array
  /** The treatment's codes of the two arms. */
  readonly arms: readonly [number, number]
}

function prepare(problem: EffectProblem): PreparedEstimator | RefusedEffect {
  requireArms(problem, 'the plug-in of a formula')
  requireRows(problem, 1)
  const formula = formulaOf(problem)
  const own = problem.weights ?? new Float64Array(problem.n).fill(1)
  const first = valued(problem, formula, own)
  if (first === null) return unseenRefusal(problem, formula)
  return {
    fit: () => first,
    reweighted: (weights) => valued(problem, formula, weights, false)?.estimate ?? null,
    reweightedMeans: (weights) => valued(problem, formula, weights, false)?.arms?.means ?? null,
  }
}

function formulaOf(problem: EffectProblem): Formula {
  const { treatment, treatmentLevels, outcome, estimand, through } = problem
  const names = [problem.treatmentName, problem.outcomeName, ...through.map(({ name }) => name)]
  const { symbols, exprs } = numbered([estimand!], names)
  const treatmentCodes = treatmentLevels ?? Int32Array.from(treatment)
  const outcomes = new Map<number, number>()
  const outcomeCodes = Int32Array.from(outcome, (value) => {
    const code = outcomes.get(value) ?? outcomes.size
    outcomes.set(value, code)
    return code
  })
  const rest = through.map((column) => codesOf(column, 'or use an estimator with a model'))
  const codes = [treatmentCodes, outcomeCodes, ...rest.map((column) => column.codes)]
  const cardinalities = [
    treatmentCodes.reduce((most, code) => Math.max(most, code), 0) + 1,
    outcomes.size,
    ...rest.map(({ size }) => size),
  ]
  const { group, first } = groupRows(codes, cardinalities)
  const distinct = codes.map((column) => Int32Array.from(first, (i) => column[i]!))
  const armCode = (arm: number): number => treatmentCodes[treatment.indexOf(arm)]!
  return {
    symbols,
    expr: exprs[0]!,
    rows: { size: first.length, codes: distinct, cardinalities, weights: new Float64Array(first.length) },
    group,
    outcomes: Float64Array.from(outcomes.keys()),
    arms: [armCode(0), armCode(1)],
  }
}

/** Both arms' means Σ_y y P(y | do(t)) with their influence values; null where a probability has no value. */
function valued(
  problem: EffectProblem,
  { symbols, expr, rows, group, outcomes, arms }: Formula,
  weights: Float64Array,
  report = true,
): EstimatorFit | null {
  const { n } = problem
  const merged = new Float64Array(rows.size)
  for (let i = 0; i < n; i++) merged[group[i]!]! += weights[i]!
  const node = tableOf({ symbols, rows: { ...rows, weights: merged } }, expr)
  const [treatmentAt, outcomeAt] = [node.scope.indexOf(0), node.scope.indexOf(1)]
  if (outcomeAt < 0 || treatmentAt < 0 || node.scope.length !== 2) {
    throw new CausalError(
      'not-supported',
      `the formula must be a distribution of ${show(problem.outcomeName)} for each ${show(problem.treatmentName)} and of nothing else, got ${estimandText(problem.estimand!)}.`,
      {},
    )
  }
  const sizes = node.scope.map((s) => rows.cardinalities[s]!) as [number, number]
  const cellOf = (t: number, y: number): number => (treatmentAt === 0 ? t * sizes[1] + y : y * sizes[1] + t)
  const total = totalWeight(weights, n)
  const means: [number, number] = [0, 0]
  const influence = [new Float64Array(n), new Float64Array(n)] as const
  for (const arm of [0, 1] as const) {
    const change = new Float64Array(node.values.length)
    for (let y = 0; y < outcomes.length; y++) {
      const cell = cellOf(arms[arm], y)
      change[cell] = outcomes[y]!
      means[arm] += outcomes[y] === 0 ? 0 : outcomes[y]! * node.values[cell]!
    }
    if (!Number.isFinite(means[arm])) return null
    if (!report) continue
    const byRow = new Float64Array(rows.size)
    node.back(change, byRow)
    for (let i = 0; i < n; i++) influence[arm][i] = total * byRow[group[i]!]!
  }
  return {
    ...differenceOf(means, influence),
    standardErrorMethod: 'influence values of the saturated model (sandwich)',
    diagnostics: { ...meansIn(means), distinctRows: rows.size },
    warnings: [],
  }
}

function unseenRefusal(problem: EffectProblem, { symbols, expr, rows, group }: Formula): RefusedEffect {
  const weights = new Float64Array(rows.size)
  for (const g of group) weights[g]! += 1
  const names = [problem.treatmentName, problem.outcomeName, ...problem.through.map(({ name }) => name)]
  const cells = unseenCells(expr, symbols, { ...rows, weights }).map((cell) => {
    const words = cell.map(([variable, code]): [string, string] => {
      const row = rows.codes[variable]!.indexOf(code)
      return [names[variable]!, wordOf(problem, variable, group.indexOf(row))]
    })
    return Object.fromEntries(words)
  })
  const shown = cells.slice(0, 3).map((cell) =>
    Object.entries(cell)
      .map(([name, state]) => `${name} = ${state}`)
      .join(', '),
  )
  return refused(
    'no-overlap',
    `the formula ${estimandText(problem.estimand!)} needs rows with ${shown.join('; or ')}${cells.length > 3 ? `; and ${cells.length - 3} more` : ''}, and there are none: merge values, or restrict the rows.`,
    { cells },
  )
}

/** The state of a variable in a row, in words. */
function wordOf(problem: EffectProblem, variable: number, row: number): string {
  if (variable === 0) {
    const arm = problem.treatment[row]!
    const told = arm === -1 ? 'another value' : problem.arms![arm as 0 | 1]
    return told.replace(`${problem.treatmentName} = `, '')
  }
  if (variable === 1) return String(problem.outcome[row])
  const { values, levels } = problem.through[variable - 2]!
  return levels?.[values[row]!] ?? String(values[row])
}
