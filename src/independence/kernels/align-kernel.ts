import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { kernelAlignment } from './kernel-alignment.js'
import { kernelMatrix } from './kernel-matrix.js'
import type { Kernel } from './types.js'

/**
 * A kernel with the parameters that align it best.
 *
 * @category Independence tests
 */
export interface AlignedKernel {
  /** The kernel. */
  readonly kernel: Kernel
  /** Its parameters. */
  readonly parameters: readonly number[]
  /** The centred alignment reached. */
  readonly alignment: number
}

/**
 * Tunes the parameters of a kernel to make its centred alignment with a target matrix as large as possible (kernel target
 * alignment), or as small as possible.
 *
 * A search along the axes with a shrinking step (Hooke & Jeeves 1961): it needs no derivative and finds a local best.
 *
 * @param family - a kernel for each list of parameters, such as `([scale]) => quantumKernel({ …, scale })`
 * @param start - the parameters to start from
 * @param data - n rows on which the kernel is evaluated, every column a coordinate
 * @param target - the n × n matrix to align with, such as `kernelMatrix(gaussianKernel(), y)`
 * @param options - `goal`: `'largest'` (default) or `'smallest'` alignment, `step`: the first step (default 0.5),
 *   `evaluations`: most kernels tried (default 200)
 * @returns the kernel, its parameters and its alignment
 * @throws CausalError `invalid-argument`, and what the family throws
 * @complexity O(n²) and one kernel matrix for each evaluation
 * @category Independence tests
 * @example
 * const x = table({ X: [0, 1, 2, 3] })
 * const target = kernelMatrix(gaussianKernel({ width: 2 }), x)
 * alignKernel(([w = 0]) => gaussianKernel({ width: Math.exp(w) }), [0], x, target).alignment
 * //=> 1.000
 */
export function alignKernel<T>(
  family: (parameters: readonly number[]) => Kernel,
  start: readonly number[],
  data: Table<T>,
  target: Float64Array,
  options: { readonly goal?: 'largest' | 'smallest'; readonly step?: number; readonly evaluations?: number } = {},
): AlignedKernel {
  return calledAs('alignKernel', () => {
    checkOptions('options', options, ['goal', 'step', 'evaluations'], { step: 'number', evaluations: 'number' })

    const { goal = 'largest', step = 0.5, evaluations = 200 } = checkedObject('options', options)
    checkedList('start', start)
    if (typeof family !== 'function')
      throw new CausalError('invalid-argument', 'the family must be a function that makes a kernel.')
    if (start.length === 0 || start.some((p) => !Number.isFinite(p)) || !(step > 0) || !(evaluations >= 1)) {
      throw new CausalError(
        'invalid-argument',
        'start with one or more finite parameters, a positive step and at least one evaluation.',
        { start, step, evaluations },
      )
    }
    const sign = goal === 'largest' ? 1 : -1
    let count = 0
    const valueAt = (parameters: readonly number[]): number => {
      count++
      return sign * kernelAlignment(kernelMatrix(family(parameters), data), target)
    }
    let best = [...start]
    let value = valueAt(best)
    for (let size = step; size > step * 1e-4 && count < evaluations; ) {
      const before = value
      for (let k = 0; k < best.length; k++) {
        for (const way of [size, -size]) {
          if (count >= evaluations) break
          const next = best.map((p, i) => (i === k ? p + way : p))
          const there = valueAt(next)
          if (there <= value) continue
          best = next
          value = there
          break
        }
      }
      if (value === before) size /= 2
    }
    return Object.freeze({ kernel: family(best), parameters: Object.freeze(best), alignment: sign * value })
  })
}
