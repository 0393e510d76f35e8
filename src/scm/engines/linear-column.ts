import type { LinearLaw } from '../mechanisms/law.js'
import type { Evaluation } from './evaluation.js'
import { asNumbers, type NodeColumn, numberColumn } from './node-column.js'

export function linearColumn(law: LinearLaw, at: Evaluation): NodeColumn {
  const out = new Float64Array(at.rows)
  if (at.noise !== null) out.set(asNumbers(at.noise, at.name))
  addLinear(
    law,
    at.inputs.map((column, k) => asNumbers(column, at.inputNames[k]!)),
    out,
    0,
    at.rows,
  )
  return numberColumn(out)
}

/** Adds intercept and weighted parents to rows `from … to − 1` of `out`, which holds the noise. */
export function addLinear(
  law: LinearLaw,
  parents: readonly Float64Array[],
  out: Float64Array,
  from: number,
  to: number,
): void {
  const { coefficients, intercept } = law
  let k = 0
  for (; k + 1 < parents.length; k += 2) {
    const [a, b, x, y] = [coefficients[k]!, coefficients[k + 1]!, parents[k]!, parents[k + 1]!]
    for (let i = from; i < to; i++) out[i]! += a * x[i]! + b * y[i]!
  }
  if (k < parents.length) {
    const [a, x] = [coefficients[k]!, parents[k]!]
    for (let i = from; i < to; i++) out[i]! += a * x[i]!
  }
  if (intercept !== 0) for (let i = from; i < to; i++) out[i]! += intercept
}
