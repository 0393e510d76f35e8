import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { alias, sql } from '../../sql/text/fragment.js'
import type { SumsProblem } from '../core/types/sums.js'
import { chance, linear, timesEach } from './linear-terms.js'
import { block } from './standardized-grams.js'

/** Coefficients of a logistic propensity, and the Cholesky factor of the information. */
export interface PropensityBySums {
  readonly coefficients: Float64Array
  readonly factor: Float64Array
}

/** Where no chance is farther from what happened than this, the covariates part the arms: the likelihood has no maximum. */
const perfect = 1e-9

/**
 * The logistic model of who was treated, by Newton's method: one scan a step, the first from the sums of products that are known.
 * Null when a combination of the covariates parts the arms.
 */
export async function propensityBySums(problem: SumsProblem): Promise<PropensityBySums | null> {
  const { k, grams, row } = problem
  const [control, treated] = grams
  const all = control.map((value, at) => value + treated[at]!)
  const pairs = row.x.flatMap((_, i) => row.x.slice(0, i + 1).map((_, j) => [i, j] as const))
  // at coefficients of zero every chance is one half
  let information = block(all, k + 1, k).map((value) => value / 4)
  let score = Float64Array.from({ length: k }, (_, j) => treated[j]! - all[j]! / 2)
  let likelihood = -all[0]! * Math.LN2
  let coefficients: Float64Array = new Float64Array(k)
  let settled = false
  for (let round = 0; round < 50; round++) {
    const root = cholesky(information, k)
    if (!root.ok) return null
    if (settled) return { coefficients, factor: root.factor }
    const step = solveCholesky(root.factor, k, score.slice())
    let length = 1
    for (;;) {
      const next = coefficients.map((c, j) => c + length * step[j]!)
      const found = await at(problem, next, pairs)
      if (found.farthest < perfect) return null
      // full steps hardly ever overshoot; where one does it is halved
      if (found.likelihood >= likelihood - 1e-9 * Math.abs(likelihood)) {
        ;({ information, score, likelihood } = found)
        coefficients = next
        break
      }
      length /= 2
      if (length < 1e-6) return null
    }
    // Newton's steps shrink quadratically: after one below 1e-6 the error is below 1e-12
    settled = length === 1 && step.every((value) => Math.abs(value) < 1e-6)
  }
  return null
}

async function at(
  problem: SumsProblem,
  coefficients: Float64Array,
  pairs: readonly (readonly [number, number])[],
): Promise<{
  information: Float64Array<ArrayBuffer>
  score: Float64Array<ArrayBuffer>
  likelihood: number
  farthest: number
}> {
  const { k, row, ask } = problem
  const [h, p] = [alias('h'), alias('p')]
  const { sums, largest } = await ask({
    columns: [{ name: 'h', is: linear(problem, coefficients) }, ...chance('h', 'p')],
    sums: [
      ...timesEach(problem, sql`(${row.t} - ${p})`),
      ...pairs.map(([i, j]) => sql`${p} * (1e0 - ${p}) * ${row.x[i]!} * ${row.x[j]!}`),
      // log likelihood: t h − max(h, 0) − ln(1 + e^−|h|)
      sql`${row.t} * ${h} - (CASE WHEN ${h} > 0e0 THEN ${h} ELSE 0e0 END) - LN(1e0 + ${alias('p_g')})`,
    ],
    largest: [sql`ABS(${row.t} - ${p})`],
  })
  const information = new Float64Array(k * k)
  for (const [m, [i, j]] of pairs.entries()) information[i * k + j] = information[j * k + i] = sums[k + m]!
  return {
    score: sums.slice(0, k) as Float64Array<ArrayBuffer>,
    information,
    likelihood: sums.at(-1)!,
    farthest: largest[0]!,
  }
}
