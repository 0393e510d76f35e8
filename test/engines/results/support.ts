import type { Table } from '../../../src/index.js'
import { dag, randomStream, sample, table, uniforms } from '../../../src/index.js'
import * as models from './models.js'

/** Named results, made when called. A result may hold numbers, lists, typed arrays, texts and records of them. */
export type Results = Readonly<Record<string, () => unknown>>

export const seed = 'engines'

/** A table of three dependent columns of numbers, wiggly and not normal, made without a Math function. */
export function wiggly(rows: number): Table<{ X: number; Y: number; Z: number }> {
  const u = uniforms(randomStream('wiggly'), 3 * rows).values
  const z = Array.from({ length: rows }, (_, i) => 4 * u[3 * i]! - 2)
  const x = z.map((v, i) => v * v - 1 + u[3 * i + 1]!)
  const y = z.map((v, i) => v - 0.3 * x[i]! * x[i]! + u[3 * i + 2]!)
  return table({ X: x, Y: y, Z: z })
}

/** Rows of numbers and categories. */
export const mixedTable = (rows: number) => sample(models.mixed, rows, { seed: 'mixed' })

/** Rows of categories alone. */
export const discreteTable = (rows: number) => sample(models.discreteChain, rows, { seed: 'discrete' })

/** Rows of a linear Gaussian model. */
export const gaussianTable = (rows: number) => sample(models.gaussianDiamond, rows, { seed: 'gaussian' })

export const diamond = dag('A -> B -> D; A -> C -> D')
