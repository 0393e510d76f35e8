import { checkedObject } from '../../names.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { squaredDistances } from './distances.js'
import type { Kernel } from './types.js'
import { checkWidth, type KernelWidth, widthOn } from './width.js'

/**
 * The Gaussian kernel exp(−‖a − b‖² / (2 s²)): characteristic, so a test with it sees every kind of dependence.
 *
 * @param options - `width` s: a number, or the rule that sets it from the data (default `'empirical'`). With `'median'`
 *   the exponent is −d² / (4 m²) with m the median distance, as the peers have it
 * @returns the kernel
 * @throws CausalError `invalid-argument`
 * @category Independence tests
 * @example
 * kernelMatrix(gaussianKernel({ width: 1 }), table({ X: [0, 1] }))
 * //=> [1, 0.6065, 0.6065, 1]
 */
export function gaussianKernel(options: { readonly width?: KernelWidth } = {}): Kernel {
  return madeBy('gaussianKernel', [options], () => {
    checkOptions('options', options, ['width'])

    const { width = 'empirical' } = checkedObject('options', options)
    checkWidth(width)
    return Object.freeze<Kernel>({
      name: `Gaussian, width ${width}`,
      gram: (sample) => {
        const s = widthOn(width, sample) * (width === 'median' ? Math.SQRT2 : 1)
        const factor = -0.5 / (s * s)
        return {
          size: sample.rowCount,
          diagonal: (out) => void out.fill(1),
          column: (j, out) => {
            squaredDistances(sample.columns, j, out)
            for (let i = 0; i < out.length; i++) out[i] = portableExp(factor * out[i]!)
          },
        }
      },
    })
  })
}
