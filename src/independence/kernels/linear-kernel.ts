import { madeBy } from '../../recipes.js'
import { innerProductGram } from './inner-products.js'
import type { Kernel } from './types.js'

/**
 * The linear kernel a · b: a test with it sees linear dependence only, as a correlation does.
 *
 * @returns the kernel
 * @category Independence tests
 * @example
 * kernelMatrix(linearKernel(), table({ X: [2, 3], Y: [0, 1] }))
 * //=> [4, 6, 6, 10]
 */
export function linearKernel(): Kernel {
  return madeBy('linearKernel', [], () =>
    Object.freeze<Kernel>({ name: 'linear', gram: (sample) => innerProductGram(sample, (product) => product) }),
  )
}
