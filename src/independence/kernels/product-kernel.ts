import { CausalError } from '../../errors.js'
import { madeBy } from '../../recipes.js'
import { checkKernel } from './check-kernel.js'
import type { GramMatrix, Kernel } from './types.js'

/**
 * The product of kernels: points are similar when they are similar under each of them.
 *
 * @param kernels - one or more kernels, each on all coordinates
 * @returns the kernel
 * @throws CausalError `invalid-argument` for none
 * @category Independence tests
 * @example
 * kernelMatrix(productKernel(linearKernel(), linearKernel()), table({ X: [1, 3] }))
 * //=> [1, 9, 9, 81]
 */
export function productKernel(...kernels: readonly Kernel[]): Kernel {
  return madeBy('productKernel', kernels, () => {
    if (kernels.length === 0) throw new CausalError('invalid-argument', 'give at least one kernel.')
    for (const kernel of kernels) checkKernel(kernel)
    return Object.freeze<Kernel>({
      name: kernels.map((kernel) => kernel.name).join(' × '),
      gram: (sample) => productGram(kernels.map((kernel) => kernel.gram(sample))),
    })
  })
}

/** The elementwise product of Gram matrices. */
export function productGram(grams: readonly GramMatrix[]): GramMatrix {
  const [first, ...others] = grams
  if (others.length === 0) return first!
  const size = first!.size
  const part = new Float64Array(size)
  const times = (out: Float64Array, write: (gram: GramMatrix, to: Float64Array) => void): void => {
    write(first!, out)
    for (const other of others) {
      write(other, part)
      for (let i = 0; i < size; i++) out[i]! *= part[i]!
    }
  }
  return {
    size,
    diagonal: (out) => times(out, (gram, to) => gram.diagonal(to)),
    column: (j, out) => times(out, (gram, to) => gram.column(j, to)),
  }
}
