import { CausalError } from '../../errors.js'
import { checkedObject, indexNames, quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { LinearTemporalModel } from '../types.js'

/** A linear model of a series whose parts fit each other. */
export interface CheckedModel {
  readonly names: readonly string[]
  readonly index: ReadonlyMap<string, number>
  readonly p: number
  readonly form: LinearTemporalModel['form']
  readonly contemporaneous: Float64Array
  readonly lagged: readonly Float64Array[]
  readonly noise: Float64Array
}

/** Checks sizes, numbers, and that effects within a step form no circle. */
export function readTemporalModel(model: LinearTemporalModel): CheckedModel {
  const { names, form, intercept, contemporaneous, lagged, noise } = checkedObject('model', model)
  const index = indexNames('variable', names)
  const p = names.length
  if (p === 0) throw new CausalError('invalid-argument', 'the model has no variables.')
  if (form !== 'structural' && form !== 'reduced') {
    throw new CausalError('invalid-argument', `the model's form is ${show(form)}: it can be structural or reduced.`)
  }
  if (!Array.isArray(lagged)) {
    throw new CausalError('invalid-argument', `the model's lagged effects must be a list, got ${show(lagged)}.`)
  }
  if (!(intercept instanceof Float64Array) || intercept.length !== p || !intercept.every(Number.isFinite)) {
    throw new CausalError(
      'invalid-argument',
      `intercept of the model must be a Float64Array of ${p} finite numbers, got ${show(intercept)}.`,
    )
  }
  checkMatrix('contemporaneous', contemporaneous, p)
  checkMatrix('noise', noise, p)
  for (const [k, matrix] of lagged.entries()) checkMatrix(`lagged[${k}]`, matrix, p)
  refuseInstantCycle(names, contemporaneous)
  return { names, index, p, form, contemporaneous, lagged, noise }
}

function checkMatrix(what: string, matrix: Float64Array, p: number): void {
  if (!(matrix instanceof Float64Array) || matrix.length !== p * p) {
    throw new CausalError(
      'invalid-argument',
      `${what} of the model must be a Float64Array of ${p} × ${p} numbers, got ${show(matrix)}.`,
    )
  }
  for (const value of matrix) {
    if (!Number.isFinite(value)) {
      throw new CausalError('invalid-argument', `${what} of the model holds ${value}.`)
    }
  }
}

/** The variables from causes to effects within a step; an error names those in a circle. */
export function instantOrder(names: readonly string[], contemporaneous: Float64Array): Int32Array {
  const p = names.length
  const order: number[] = []
  const isPlaced = new Uint8Array(p)
  while (order.length < p) {
    const next = Array.from({ length: p }, (_, i) => i).filter(
      (i) => isPlaced[i] === 0 && names.every((__, j) => isPlaced[j] === 1 || contemporaneous[i * p + j] === 0),
    )
    if (next.length === 0) {
      const left = names.filter((_, i) => isPlaced[i] === 0)
      throw new CausalError('cycle', `the effects within a step of ${quoteNames(left)} form a circle.`, { cycle: left })
    }
    for (const i of next) isPlaced[i] = 1
    order.push(...next)
  }
  return Int32Array.from(order)
}

function refuseInstantCycle(names: readonly string[], contemporaneous: Float64Array): void {
  instantOrder(names, contemporaneous)
}
