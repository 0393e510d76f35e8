import { checkTable } from '../../data/tables/check-table.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkKernel } from './check-kernel.js'
import type { Kernel, KernelSample } from './types.js'

/**
 * The Gram matrix of a kernel on the rows of a table.
 *
 * @param kernel - the kernel
 * @param data - n rows; every column is one coordinate, in its own units
 * @returns the n × n matrix, row-major
 * @throws CausalError `missing-values`, `invalid-data` (categories), `too-few-rows`
 * @complexity O(n² d)
 * @category Independence tests
 * @example
 * kernelMatrix(gaussianKernel({ width: 1 }), table({ X: [0, 1] }))
 * //=> [1, 0.6065, 0.6065, 1]
 */
export function kernelMatrix<T>(kernel: Kernel, data: Table<T>): Float64Array {
  return calledAs('kernelMatrix', () => gramOf(kernel, sampleOf(data)))
}

/** The rows of a table as points. */
export function sampleOf(data: Table<unknown, string>): KernelSample {
  checkTable(data)
  const columns = data.columns.map((name) => numericColumn(data, name, data.columns))
  if (data.rowCount === 0 || columns.length === 0) {
    throw new CausalError('too-few-rows', 'a kernel needs at least one row and one column.')
  }
  return { rowCount: data.rowCount, columns, raw: columns, conditions: 0 }
}

/** The whole Gram matrix. */
export function gramOf(kernel: Kernel, sample: KernelSample): Float64Array {
  checkKernel(kernel)
  const n = sample.rowCount
  const gram = checkedObject('Gram matrix of the kernel', kernel.gram(sample))
  const matrix = new Float64Array(n * n)
  for (let j = 0; j < n; j++) gram.column(j, matrix.subarray(j * n, (j + 1) * n))
  return matrix
}
