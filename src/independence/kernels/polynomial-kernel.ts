import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { wholePower } from '../../numeric/special/portable-pow.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { innerProductGram } from './inner-products.js'
import type { Kernel } from './types.js'

/**
 * The polynomial kernel (a · b + c)^d: sees dependence in moments up to degree d, and no other.
 *
 * @param options - `degree` d, a whole number from 1 (default 2); `constant` c ≥ 0 (default 1)
 * @returns the kernel
 * @throws CausalError `invalid-argument`
 * @category Independence tests
 * @example
 * kernelMatrix(polynomialKernel({ degree: 2 }), table({ X: [0, 1] }))
 * //=> [1, 1, 1, 4]
 */
export function polynomialKernel(options: { readonly degree?: number; readonly constant?: number } = {}): Kernel {
  return madeBy('polynomialKernel', [options], () => {
    checkOptions('options', options, ['degree', 'constant'], { degree: 'number', constant: 'number' })

    const { degree = 2, constant = 1 } = checkedObject('options', options)
    if (!Number.isInteger(degree) || degree < 1 || !(constant >= 0 && constant < Number.POSITIVE_INFINITY)) {
      throw new CausalError(
        'invalid-argument',
        `the degree is a whole number from 1 on and the constant a number from 0 on, got ${show(degree)} and ${show(constant)}.`,
        { degree, constant },
      )
    }
    return Object.freeze<Kernel>({
      name: `polynomial of degree ${degree}`,
      gram: (sample) => innerProductGram(sample, (product) => wholePower(product + constant, degree)),
    })
  })
}
