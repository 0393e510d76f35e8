import { checkedList } from '../../names.js'
import { checkEstimand } from './check-estimand.js'
import type { Estimand, EstimandValue } from './types.js'

/** The variables of expressions in order of appearance; checks that they are expressions. */
export function variablesIn(estimands: readonly Estimand[]): string[] {
  const names = new Set<string>()
  const values = (list: readonly EstimandValue[]): void => {
    for (const { variable } of list) names.add(variable)
  }
  for (const estimand of checkedList('estimands', estimands)) checkEstimand(estimand)
  const stack: Estimand[] = [...estimands].reverse()
  while (stack.length > 0) {
    const e = stack.pop()!
    switch (e.type) {
      case 'probability':
        values(e.of)
        values(e.given)
        values(e.do)
        break
      case 'product':
        stack.push(...[...e.factors].reverse())
        break
      case 'ratio':
        stack.push(e.denominator, e.numerator)
        break
      case 'sum':
      case 'any':
        values(e.over)
        stack.push(e.body)
    }
  }
  return [...names]
}
