import { LEAST_SHARE } from '../score/residual-share.js'

/**
 * The rows of a Cholesky factor of correlations, one column after another, for all columns at once: what each leaves of
 * every column's variance, and of its covariance with one target. A level is added to one that stands; levels above it
 * are forgotten.
 */
export interface FactorRows {
  /** Begins anew with a target and no column given: level 0. */
  readonly begin: (target: number) => void
  /** Adds a column to level `level`; what is given at level + 1. A column that the others determine adds nothing. */
  readonly add: (level: number, column: number) => void
  /** The residual variance of each column at a level. */
  readonly variance: (level: number) => Float64Array
  /** The residual covariance of each column with the target at a level. */
  readonly covariance: (level: number) => Float64Array
}

/** @param r - p × p correlations */
export function factorRows(r: Float64Array, p: number): FactorRows {
  const rows: Float64Array[] = []
  const v: Float64Array[] = [new Float64Array(p)]
  const c: Float64Array[] = [new Float64Array(p)]
  let target = 0
  return {
    begin: (node) => {
      target = node
      v[0]!.fill(1)
      c[0]!.set(r.subarray(node * p, node * p + p))
    },
    add: (level, s) => {
      if (rows.length === level) {
        rows.push(new Float64Array(p))
        v.push(new Float64Array(p))
        c.push(new Float64Array(p))
      }
      const [v0, v1, c0, c1, q] = [v[level]!, v[level + 1]!, c[level]!, c[level + 1]!, rows[level]!]
      if (v0[s]! <= LEAST_SHARE) {
        q.fill(0)
        v1.set(v0)
        c1.set(c0)
        return
      }
      // q_s(x) = (r_sx − Σ q_j(s) q_j(x)) / √v_s
      const at = s * p
      for (let x = 0; x < p; x++) q[x] = r[at + x]!
      for (let j = 0; j < level; j++) {
        const row = rows[j]!
        const f = row[s]!
        if (f !== 0) for (let x = 0; x < p; x++) q[x]! -= f * row[x]!
      }
      const scale = 1 / Math.sqrt(v0[s]!)
      const own = q[target]! * scale
      for (let x = 0; x < p; x++) {
        const value = q[x]! * scale
        q[x] = value
        v1[x] = v0[x]! - value * value
        c1[x] = c0[x]! - own * value
      }
    },
    variance: (level) => v[level]!,
    covariance: (level) => c[level]!,
  }
}
