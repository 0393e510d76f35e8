import { checkedObject } from '../../names.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import type { Kernel } from './types.js'
import { checkWidth, type KernelWidth, widthOn } from './width.js'

/**
 * The Laplace kernel exp(−Σ |aₖ − bₖ| / s): characteristic, with heavier tails and rougher functions than the Gaussian.
 * Its Gram matrices have no low rank, so that tests with it are slower.
 *
 * @param options - `width` s: a number, or the rule that sets it from the data (default `'median'`)
 * @returns the kernel
 * @throws CausalError `invalid-argument`
 * @category Independence tests
 * @example
 * kernelMatrix(laplaceKernel({ width: 2 }), table({ X: [0, 2] }))
 * //=> [1, 0.3679, 0.3679, 1]
 */
export function laplaceKernel(options: { readonly width?: KernelWidth } = {}): Kernel {
  return madeBy('laplaceKernel', [options], () => {
    checkOptions('options', options, ['width'])

    const { width = 'median' } = checkedObject('options', options)
    checkWidth(width)
    return Object.freeze<Kernel>({
      name: `Laplace, width ${width}`,
      gram: (sample) => {
        const rate = -1 / widthOn(width, sample)
        return {
          size: sample.rowCount,
          diagonal: (out) => void out.fill(1),
          column: (j, out) => {
            out.fill(0)
            for (const column of sample.columns) {
              for (let i = 0; i < out.length; i++) out[i]! += Math.abs(column[i]! - column[j]!)
            }
            for (let i = 0; i < out.length; i++) out[i] = portableExp(rate * out[i]!)
          },
        }
      },
    })
  })
}
