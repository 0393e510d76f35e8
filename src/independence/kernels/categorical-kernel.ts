import { madeBy } from '../../recipes.js'
import type { Kernel } from './types.js'

/**
 * The categorical (delta) kernel: 1 for equal points, 0 for others. Characteristic for categories, which have no
 * distances. Kernel tests use it for categorical columns of a table of their own accord.
 *
 * @returns the kernel
 * @category Independence tests
 * @example
 * kernelMatrix(categoricalKernel(), table({ C: [1, 2, 1] }))
 * //=> [1, 0, 1, 0, 1, 0, 1, 0, 1]
 */
export function categoricalKernel(): Kernel {
  return madeBy('categoricalKernel', [], () =>
    Object.freeze<Kernel>({
      name: 'categorical',
      gram: ({ columns, rowCount }) => ({
        size: rowCount,
        diagonal: (out) => void out.fill(1),
        column: (j, out) => {
          out.fill(1)
          for (const column of columns) {
            const at = column[j]!
            for (let i = 0; i < rowCount; i++) if (column[i]! !== at) out[i] = 0
          }
        },
      }),
    }),
  )
}
