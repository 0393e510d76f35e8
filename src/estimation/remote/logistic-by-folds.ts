import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { alias, type Fragment, sql } from '../../sql/text/fragment.js'
import type { SumsFolds, SumsProblem } from '../core/types/sums.js'
import { chance, linear, timesEach } from './linear-terms.js'
import { propensityBySums } from './logistic-by-sums.js'

/** Which of the folds a row is in decides which expression counts. */
export function byFold({ count, column }: SumsFolds, each: (fold: number) => Fragment): Fragment {
  const cases = Array.from({ length: count }, (_, f) => sql` WHEN ${column} = ${[String(f)]} THEN ${each(f)}`)
  return sql`(CASE${cases.flat()} END)`
}

/**
 * For each fold the logistic model of who was treated, fitted to all other rows: Newton's method for all rows at once, then steps
 * from there with the information that the other rows have at that point. These need k sums a fold and a scan each, and shrink by a
 * factor as small as what a fold's rows change: two or three scans for many rows. Null where there is no likeliest model.
 */
export async function propensityByFolds(problem: SumsProblem): Promise<readonly Float64Array[] | null> {
  const { k, row } = problem
  const folds = problem.folds!
  const whole = await propensityBySums(problem)
  if (whole === null) return null
  const pairs = row.x.flatMap((_, i) => row.x.slice(0, i + 1).map((_, j) => [i, j] as const))
  const p = alias('p')
  const found = await folds.ask({
    columns: [{ name: 'h', is: linear(problem, whole.coefficients) }, ...chance('h', 'p')],
    sums: [
      ...timesEach(problem, sql`(${row.t} - ${p})`),
      ...pairs.map(([i, j]) => sql`${p} * (1e0 - ${p}) * ${row.x[i]!} * ${row.x[j]!}`),
    ],
  })
  const models: { factor: Float64Array; coefficients: Float64Array }[] = []
  for (let f = 0; f < folds.count; f++) {
    const others = new Float64Array(k + pairs.length)
    for (const [g, { sums }] of found.entries()) if (g !== f) for (const [j, sum] of sums.entries()) others[j]! += sum
    const information = new Float64Array(k * k)
    for (const [m, [i, j]] of pairs.entries()) information[i * k + j] = information[j * k + i] = others[k + m]!
    const root = cholesky(information, k)
    if (!root.ok) return null
    const step = solveCholesky(root.factor, k, others.slice(0, k))
    models.push({ factor: root.factor, coefficients: whole.coefficients.map((c, j) => c + step[j]!) })
  }
  let before = Number.POSITIVE_INFINITY
  for (let round = 0; round < 40; round++) {
    const scores = await scoresOfOthers(
      problem,
      models.map(({ coefficients }) => coefficients),
    )
    let largest = 0
    for (const [f, model] of models.entries()) {
      const step = solveCholesky(model.factor, k, scores.slice(f * k, (f + 1) * k))
      model.coefficients = model.coefficients.map((c, j) => c + step[j]!)
      largest = step.reduce((most, value) => Math.max(most, Math.abs(value)), largest)
    }
    if (largest < 1e-10) return models.map(({ coefficients }) => coefficients)
    // of steps that grow, no model is the likeliest: the other rows of a fold part the arms
    if (largest > before) return null
    before = largest
  }
  return null
}

/** For each fold, the k scores of its model over the rows of the other folds: one scan. */
async function scoresOfOthers(problem: SumsProblem, coefficients: readonly Float64Array[]): Promise<Float64Array> {
  const { row, ask } = problem
  const { column } = problem.folds!
  const h = coefficients.map((each, f) => ({ name: `h${f}`, is: linear(problem, each) }))
  const [g, p] = [0, 1].map((at) => coefficients.map((_, f) => chance(`h${f}`, `p${f}`)[at]!))
  const e = coefficients.map((_, f) => ({
    name: `e${f}`,
    is: sql`(CASE WHEN ${column} = ${[String(f)]} THEN 0e0 ELSE ${row.t} - ${alias(`p${f}`)} END)`,
  }))
  const sums = coefficients.flatMap((_, f) => timesEach(problem, alias(`e${f}`)))
  return (await ask({ columns: [...h, ...g!, ...p!, ...e], sums })).sums
}
