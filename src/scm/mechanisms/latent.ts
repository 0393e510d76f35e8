import { CausalError, calledAs } from '../../errors.js'
import { type Distribution, isDistribution } from '../../probability/families/distribution.js'
import { isMechanism } from './checks.js'
import type { AnyParents, Capability, Latent, Mechanism } from './mechanism-types.js'

/**
 * Marks a variable of a model as never measured: a hidden common cause, or noise that several mechanisms share.
 *
 * It stands in the graph as a latent node, and `sample` draws it without showing it.
 *
 * @param of - the variable's distribution or mechanism
 * @returns the marked variable, for `scm`
 * @throws CausalError `invalid-argument`
 * @complexity O(1)
 * @category Models
 * @example
 * const model = scm({ U: latent(normal(0, 1)), X: linear({ U: 1 }, normal(0, 1)), Y: linear({ U: 1 }, normal(0, 1)) })
 * sample(model, 3, { seed: 1 }).columns
 * //=> ['X', 'Y']
 */
export function latent<const M extends Distribution | Mechanism<AnyParents, string | number, Capability>>(
  of: M,
): Latent<M> {
  return calledAs('latent', () => {
    if (!isDistribution(of) && !isMechanism(of)) {
      throw new CausalError('invalid-argument', 'expected a distribution or a mechanism.')
    }
    return Object.freeze({ kind: 'latent', of })
  })
}
