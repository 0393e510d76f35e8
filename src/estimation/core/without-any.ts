import type { Estimand } from '../../estimand/terms/types.js'

/**
 * The formula with a choice made where values may be chosen freely: the average over them, each as often as it occurs. In the
 * population every choice gives the same; in a sample this one uses all rows.
 */
export function withoutAny(estimand: Estimand): Estimand {
  switch (estimand.type) {
    case 'product':
      return Object.freeze({ ...estimand, factors: Object.freeze(estimand.factors.map(withoutAny)) })
    case 'ratio':
      return Object.freeze({
        ...estimand,
        numerator: withoutAny(estimand.numerator),
        denominator: withoutAny(estimand.denominator),
      })
    case 'sum':
      return Object.freeze({ ...estimand, body: withoutAny(estimand.body) })
    case 'any': {
      const { over, body } = estimand
      const none = Object.freeze([])
      const share: Estimand = Object.freeze({ type: 'probability', of: over, given: none, do: none, domain: '' })
      const factors = Object.freeze([withoutAny(body), share])
      return Object.freeze({ type: 'sum', over, body: Object.freeze({ type: 'product', factors }) })
    }
    default:
      return estimand
  }
}
