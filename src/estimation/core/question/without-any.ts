import { numbered, toEstimand } from '../../../estimand/terms/convert.js'
import type { Estimand } from '../../../estimand/terms/types.js'

/**
 * The formula with a choice made where values may be chosen freely: the average over them, each as often as it occurs. In the
 * population every choice gives the same; in a sample this one uses all rows.
 */
export function withoutAny(estimand: Estimand): Estimand {
  const { symbols, exprs } = numbered([averaged(estimand)])
  return toEstimand({ symbols, expr: exprs[0]! })
}

function averaged(estimand: Estimand): Estimand {
  switch (estimand.type) {
    case 'product':
      return Object.freeze({ ...estimand, factors: Object.freeze(estimand.factors.map(averaged)) })
    case 'ratio':
      return Object.freeze({
        ...estimand,
        numerator: averaged(estimand.numerator),
        denominator: averaged(estimand.denominator),
      })
    case 'sum':
      return Object.freeze({ ...estimand, body: averaged(estimand.body) })
    case 'any': {
      const { over, body } = estimand
      const none = Object.freeze([])
      const share: Estimand = Object.freeze({ type: 'probability', of: over, given: none, do: none, domain: '' })
      const factors = Object.freeze([averaged(body), share])
      return Object.freeze({ type: 'sum', over, body: Object.freeze({ type: 'product', factors }) })
    }
    default:
      return estimand
  }
}
