import { CausalError } from '../../errors.js'
import { checkedList, indexNames, lookUp } from '../../names.js'
import { cholesky } from '../../numeric/cholesky.js'
import type { CheckedModel } from '../core/read-temporal-model.js'

/** The positions of an order that holds every variable once; there is no default. */
export function readOrder({ names, index, p }: CheckedModel, order: readonly string[] | undefined): Int32Array {
  if (order === undefined) {
    throw new CausalError(
      'invalid-argument',
      `an orthogonal shock needs \`order\`: all variables, causes within a step first, such as ${JSON.stringify(names)}. Another order gives other responses.`,
    )
  }
  checkedList('order', order)
  const positions = Int32Array.from(indexNames('variable', order).keys(), (name) => lookUp('variable', index, name))
  if (positions.length !== p) {
    const missing = names.filter((name) => !order.includes(name))
    throw new CausalError('invalid-argument', `the order must hold every variable: it lacks ${missing.join(', ')}.`, {
      names: missing,
    })
  }
  return positions
}

/** P with P Pᵀ the covariance, lower triangular in the given order; rows and columns in the order of variables. */
export function choleskyIn(covariance: Float64Array, p: number, order: Int32Array): Float64Array {
  const sorted = new Float64Array(p * p)
  for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) sorted[a * p + b] = covariance[order[a]! * p + order[b]!]!
  const root = cholesky(sorted, p)
  if (!root.ok) {
    throw new CausalError(
      'not-invertible',
      'the noises determine one another (or one is 0), so there are no independent shocks behind them.',
    )
  }
  const out = new Float64Array(p * p)
  for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) out[order[a]! * p + order[b]!] = root.factor[a * p + b]!
  return out
}
