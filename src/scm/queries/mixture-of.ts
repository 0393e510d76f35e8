import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedNumbers, checkedObject, lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { GaussianAnswer, MixtureAnswer } from './query-answer.js'

/**
 * A mixture of normal distributions of one number.
 *
 * @category Models
 */
export interface NormalMixture {
  /** What it is, so that it is told from other values. */
  readonly kind: 'normal-mixture'
  /** The share of each component; they sum to one. */
  readonly weights: readonly number[]
  /** The mean of each. */
  readonly means: readonly number[]
  /** The standard deviation of each; at 0 the component is one value. */
  readonly sds: readonly number[]
}

/**
 * The distribution of one number in an exact answer of {@link query}, as a mixture of normal distributions.
 *
 * @param answer - an answer with the method `mixture` or `gaussian`
 * @param name - one of its `names`
 * @returns the mixture, for {@link mixtureDensity}, {@link mixtureCdf} and {@link mixtureQuantile}
 * @throws CausalError `unknown-name`; `not-supported` for other answers, and for `quadrature`, whose components are points on which
 *   means are exact, and no distribution
 * @complexity O(components)
 * @category Models
 * @example
 * const model = scm({ C: bernoulli(0.5), X: linear({ C: 4 }, normal(0, 1)) })
 * const answer = query(model, ['X'])
 * if (answer.method !== 'mixture') throw new Error(answer.method)
 * mixtureOf(answer, 'X')
 * //=> { kind: 'normal-mixture', weights: [0.5, 0.5], means: [0, 4], sds: [1, 1] }
 */
export function mixtureOf<N extends string>(
  answer: MixtureAnswer<N> | GaussianAnswer<N>,
  name: NoInfer<N>,
): NormalMixture {
  return calledAs('mixtureOf', () => {
    const { method } = checkedObject('answer', answer)
    if (method !== 'mixture' && method !== 'gaussian') {
      const message = `needs an answer with the method 'mixture' or 'gaussian', got ${show(method)}.`
      throw new CausalError('not-supported', message, { method })
    }
    const k = checkedList('names', answer.names).length
    const i = lookUp('target', new Map<string, number>(answer.names.map((n, at) => [n, at])), name)
    const parts =
      answer.method === 'gaussian'
        ? [{ probability: 1, mean: answer.mean, covariance: answer.covariance }]
        : checkedList('components', answer.components)
    for (const part of parts) {
      const { mean, covariance } = checkedObject('component', part)
      checkedNumbers('means of a component', mean)
      checkedNumbers('covariance of a component', covariance)
    }
    const mixture: NormalMixture = Object.freeze({
      kind: 'normal-mixture',
      weights: Object.freeze(parts.map(({ probability }) => probability)),
      means: Object.freeze(parts.map(({ mean }) => mean[i]!)),
      sds: Object.freeze(parts.map(({ covariance }) => Math.sqrt(Math.max(0, covariance[i * k + i]!)))),
    })
    checkMixture(mixture)
    return mixture
  })
}

/** Throws unless it is a mixture, whole. */
export function checkMixture(mixture: NormalMixture): void {
  const { kind, weights, means, sds } = checkedObject('mixture', mixture)
  const n = kind === 'normal-mixture' && Array.isArray(weights) ? weights.length : 0
  const isList = (list: unknown, least: number): boolean =>
    Array.isArray(list) && list.length === n && list.every((x) => Number.isFinite(x) && x >= least)
  if (n > 0 && isList(weights, 0) && isList(means, Number.NEGATIVE_INFINITY) && isList(sds, 0)) return
  throw new CausalError('invalid-argument', `expected a mixture made by mixtureOf, got ${show(mixture)}.`)
}
