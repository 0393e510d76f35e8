import { alias, type Fragment, sql } from '../../sql/text/fragment.js'
import type { SumsAsked, SumsProblem } from '../core/types/sums.js'
import { overlapInWords } from '../weighting/overlap-report.js'
import { chance, linear } from './linear-terms.js'
import type { PropensityBySums } from './logistic-by-sums.js'

/** Columns of the propensity p, the weights of both arms, and the derivatives of the weights by the linear predictor of p. */
export function weightColumns(problem: SumsProblem, { coefficients }: PropensityBySums): SumsAsked['columns'] {
  const { t } = problem.row
  const p = alias('p')
  return [
    { name: 'h', is: linear(problem, coefficients) },
    ...chance('h', 'p'),
    { name: 'w1', is: sql`${t} / ${p}` },
    { name: 'w0', is: sql`(1e0 - ${t}) / (1e0 - ${p})` },
    { name: 'd1', is: sql`-${t} * (1e0 - ${p}) / ${p}` },
    { name: 'd0', is: sql`(1e0 - ${t}) * ${p} / (1e0 - ${p})` },
  ]
}

/** The weights and the derivatives of an arm, as columns. */
export const armWeight = (arm: 0 | 1): Fragment => alias(arm === 1 ? 'w1' : 'w0')
export const armDerivative = (arm: 0 | 1): Fragment => alias(arm === 1 ? 'd1' : 'd0')

const [w0, w1, p] = [armWeight(0), armWeight(1), alias('p')]

/** What tells how far the arms overlap: six sums, and four largest values. */
export const overlapSums: readonly Fragment[] = [
  w0,
  w1,
  sql`${w0} * ${w0}`,
  sql`${w1} * ${w1}`,
  sql`1e0 / (1e0 - ${p})`,
  sql`1e0 / ${p}`,
]
export const overlapLargest: readonly Fragment[] = [p, sql`-${p}`, w0, w1]

/** The overlap in figures and words, from what {@link overlapSums} and {@link overlapLargest} gave. */
export function overlapBySums(
  { arms, armRows }: SumsProblem,
  sums: Float64Array,
  largest: readonly number[],
): ReturnType<typeof overlapInWords> {
  return overlapInWords({
    propensity: [-largest[1]!, largest[0]!],
    clipped: 0,
    rows: armRows,
    worth: [sums[0]! ** 2 / sums[2]!, sums[1]! ** 2 / sums[3]!],
    expected: expectedBySums(armRows, sums),
    largest: [largest[2]! / sums[0]!, largest[3]! / sums[1]!],
    arms,
    models: 1,
    target: 'ATE',
  })
}

/** What the rows of each arm were expected to be worth, as a share of them: of a logistic fit the chances sum to the arm's rows. */
export function expectedBySums(armRows: SumsProblem['armRows'], sums: Float64Array): readonly [number, number] {
  const n = armRows[0] + armRows[1]
  return [(n * n) / sums[4]! / armRows[0], (n * n) / sums[5]! / armRows[1]]
}
