import { symmetricEigen } from '../../../numeric/symmetric-eigen.js'
import type { RowMatch } from './align-rows.js'
import { dot, without } from './vectors.js'

/** The nested spans that fit a match best. */
export interface FlagFit {
  readonly rows: RowMatch['rows']
  /** Orthonormal: the first r span the first r rows of H. */
  readonly flag: readonly Float64Array[]
  /** |M − fitted| of each domain, of norm 1. */
  readonly errors: readonly number[]
  /** The largest of them. */
  readonly inexactness: number
}

/** Of each domain what the flag leaves of its rows, as a norm: the row at position i may lie in the first i + 1 directions. */
export function errorsOf(
  unmixings: readonly (readonly Float64Array[])[],
  rows: RowMatch['rows'],
  flag: readonly Float64Array[],
): number[] {
  return unmixings.map((of, k) => {
    let sum = 0
    for (const [i, at] of rows.entries()) {
      const left = without(of[at[k]!]!, flag.slice(0, i + 1))
      sum += dot(left, left)
    }
    return Math.sqrt(sum)
  })
}

/** How a match fits as it was extracted. */
export function extractedFit({ rows, flag, left }: RowMatch): FlagFit {
  const errors = left.map((sum) => Math.sqrt(sum))
  return { rows, flag, errors, inexactness: Math.max(...errors) }
}

/**
 * The flag of nested spans V₁ ⊂ … ⊂ V_d with the least error of the worst domain. For weighted domains the errors Σ w |m_i − P_i m_i|² are
 * least where Σ_j q_jᵀ A_j q_j is largest, with A_j the sum of w m_i m_iᵀ over domains and positions i ≥ j: a convex function of an orthonormal
 * Q, climbed by Q ← polar(A₁q₁ … A_d q_d). Domains that fit worst are then given more weight, and the best flag seen is kept.
 *
 * @param rounds - how often the domains are weighted anew
 */
export function bestFlag(unmixings: readonly (readonly Float64Array[])[], match: FlagFit, rounds: number): FlagFit {
  let best = match
  let flag = match.flag
  let weights = unmixings.map(() => 1)
  for (let round = 0; round < rounds && best.inexactness > 1e-12; round++) {
    flag = climb(unmixings, match.rows, flag, weights)
    const errors = errorsOf(unmixings, match.rows, flag)
    const inexactness = Math.max(...errors)
    if (inexactness < best.inexactness) best = { rows: match.rows, flag, errors, inexactness }
    if (!(inexactness > 0)) break
    const raised = weights.map((w, k) => w * Math.sqrt(Math.max(errors[k]! / inexactness, 1e-3)))
    const total = raised.reduce((a, b) => a + b, 0)
    weights = raised.map((w) => (w * unmixings.length) / total)
  }
  return best
}

function climb(
  unmixings: readonly (readonly Float64Array[])[],
  rows: RowMatch['rows'],
  start: readonly Float64Array[],
  weights: readonly number[],
): readonly Float64Array[] {
  const d = start.length
  const p = start[0]!.length
  let flag = start
  for (let step = 0; step < 60; step++) {
    // column j: A_j q_j
    const pulled = flag.map((q, j) => {
      const sum = new Float64Array(p)
      for (let i = j; i < d; i++) {
        for (const [k, of] of unmixings.entries()) {
          const m = of[rows[i]![k]!]!
          const along = weights[k]! * dot(m, q)
          for (let c = 0; c < p; c++) sum[c]! += along * m[c]!
        }
      }
      return sum
    })
    const next = polar(pulled)
    if (next === null) return flag
    const moved = next.reduce((most, q, j) => Math.max(most, 1 - Math.abs(dot(q, flag[j]!))), 0)
    flag = next
    if (moved < 1e-12) break
  }
  return flag
}

/** X (XᵀX)^(−1/2) for the columns of X; null where they are dependent. */
function polar(columns: readonly Float64Array[]): readonly Float64Array[] | null {
  const d = columns.length
  const gram = Float64Array.from({ length: d * d }, (_, k) => dot(columns[Math.floor(k / d)]!, columns[k % d]!))
  const { values, vectors } = symmetricEigen(gram, d)
  if (!(values[0]! > 1e-24 * values[d - 1]!)) return null
  return columns.map((_, j) => {
    const out = new Float64Array(columns[0]!.length)
    for (let i = 0; i < d; i++) {
      let weight = 0
      for (let e = 0; e < d; e++) weight += (vectors[e * d + i]! * vectors[e * d + j]!) / Math.sqrt(values[e]!)
      for (let c = 0; c < out.length; c++) out[c]! += weight * columns[i]![c]!
    }
    return out
  })
}
