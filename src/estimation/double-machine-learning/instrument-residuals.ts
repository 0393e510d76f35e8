import { linearSolve } from '../../numeric/linear-solve.js'
import type { Covariate } from '../core/types/estimator.js'

/** Numbers as they are, categories as indicators of all but the first that occurs. */
export function instrumentColumns(through: readonly Covariate[]): { name: string; values: Float64Array }[] {
  return through.flatMap(({ name, values, levels }) => {
    if (levels === undefined) return [{ name, values: values as Float64Array }]
    const used = levels.map((_, code) => code).filter((code) => values.includes(code as never))
    return used.slice(1).map((code) => ({
      name: used.length === 2 ? name : `${name}=${levels[code]}`,
      values: Float64Array.from(values, (value) => (value === code ? 1 : 0)),
    }))
  })
}

/** The instrument's residual, or of several the combination that predicts the treatment's residual best. */
export function combined(
  z: readonly Float64Array[],
  t: Float64Array,
  weights: Float64Array | null,
): Float64Array | null {
  const k = z.length
  if (k === 1) return z[0]!
  const gram = new Float64Array(k * k)
  const right = new Float64Array(k)
  for (let i = 0; i < t.length; i++) {
    const w = weights?.[i] ?? 1
    for (let a = 0; a < k; a++) {
      right[a]! += w * z[a]![i]! * t[i]!
      for (let b = 0; b < k; b++) gram[a * k + b]! += w * z[a]![i]! * z[b]![i]!
    }
  }
  const solved = linearSolve(gram, k, right)
  if (!solved.ok) return null
  return t.map((_, i) => z.reduce((sum, column, a) => sum + solved.solution[a]! * column[i]!, 0))
}

/** The F statistic of the treatment's residual on the instrument's, robust to unequal variances. */
export function firstStage(z: Float64Array, t: Float64Array): number {
  let [zz, zt] = [0, 0]
  for (let i = 0; i < z.length; i++) {
    zz += z[i]! * z[i]!
    zt += z[i]! * t[i]!
  }
  const slope = zt / zz
  let meat = 0
  for (let i = 0; i < z.length; i++) {
    const left = z[i]! * (t[i]! - slope * z[i]!)
    meat += left * left
  }
  return meat > 0 ? (zt * zt) / meat : Number.MAX_VALUE
}
