import { type Expr, prob, product, ratio, type Symbols, sumOut } from '../../estimand/terms/expr.js'
import { bits } from './mask-graph.js'
import type { SearchStep } from './search-types.js'

/** The formula that the steps of a search make, the last one's; `known` writes the terms that it began with. */
export function stepFormula(
  symbols: Symbols,
  steps: readonly SearchStep[],
  known: (step: SearchStep) => Expr | null,
): Expr | null {
  const formulas: Expr[] = []
  for (const step of steps) {
    const [a, b] = step.from.map((k) => formulas[k]!)
    const formula = ((): Expr | null => {
      switch (step.rule) {
        case 'known':
          return known(step)
        case 'sum':
          return sumOut(symbols, bits(steps[step.from[0]!]!.of & ~step.of), a!)
        case 'condition':
        case 'divide':
          return ratio(a!, b!)
        case 'product':
          return product([a!, b!])
        default:
          return a!
      }
    })()
    if (formula === null) return null
    formulas.push(formula)
  }
  return formulas.at(-1) ?? prob([])
}
