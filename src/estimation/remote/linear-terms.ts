import { alias, type Fragment, joined, number, sql } from '../../sql/text/fragment.js'
import type { SumsProblem } from '../core/types/sums.js'

/** Σ c_j x_j: a linear predictor as an expression; its coefficients go to the engine as parameters. */
export function linear({ row }: Pick<SumsProblem, 'row'>, coefficients: Float64Array): Fragment {
  const [intercept, ...rest] = Array.from(coefficients, (c) => number(c))
  const slopes = row.x.slice(1).map((x, j) => sql`${rest[j]!} * ${x}`)
  return sql`(${joined([intercept!, ...slopes], ' + ')})`
}

/** The chance 1 / (1 + e^−h) of a predictor h that is a column: two columns, the second uses the first. */
export function chance(h: string, name: string): readonly { readonly name: string; readonly is: Fragment }[] {
  const x = alias(h)
  const g = `${name}_g`
  // of e^−|h| no engine makes an underflow or an overflow; beyond 40 it is 0 beside 1
  return [
    { name: g, is: sql`EXP(-(CASE WHEN ABS(${x}) > 40e0 THEN 40e0 ELSE ABS(${x}) END))` },
    {
      name,
      is: sql`(CASE WHEN ${x} >= 0e0 THEN 1e0 / (1e0 + ${alias(g)}) ELSE ${alias(g)} / (1e0 + ${alias(g)}) END)`,
    },
  ]
}

/** Each regressor times a factor. */
export function timesEach({ row }: Pick<SumsProblem, 'row'>, factor: Fragment): readonly Fragment[] {
  return row.x.map((x) => sql`${factor} * ${x}`)
}
