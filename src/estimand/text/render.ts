import type { Estimand, EstimandValue, ProbabilityTerm } from '../terms/types.js'

/** How one notation writes the parts of an expression. */
export interface Notation {
  readonly constant: (value: number) => string
  readonly probability: (term: ProbabilityTerm) => string
  readonly product: (factors: readonly string[]) => string
  readonly ratio: (numerator: string, denominator: string) => string
  readonly binder: (type: 'sum' | 'any', over: readonly EstimandValue[], body: string) => string
  readonly bracket: (inner: string) => string
  /** Whether a fraction is drawn with a bar, so that it needs no brackets. */
  readonly bar: boolean
}

/** The expression in a notation, with brackets where a reader needs them: a sum reaches as far to the right as it can. */
export function render(e: Estimand, notation: Notation): string {
  const bracketed = (part: Estimand, when: boolean): string => {
    const inner = render(part, notation)
    return when ? notation.bracket(inner) : inner
  }
  switch (e.type) {
    case 'constant':
      return notation.constant(e.value)
    case 'probability':
      return notation.probability(e)
    case 'product': {
      const last = e.factors.length - 1
      return notation.product(
        e.factors.map((f, i) =>
          bracketed(
            f,
            f.type === 'product' ||
              (f.type === 'ratio' && !notation.bar) ||
              ((f.type === 'sum' || f.type === 'any') && i < last),
          ),
        ),
      )
    }
    case 'ratio': {
      const whole = (part: Estimand): boolean =>
        !notation.bar && part.type !== 'probability' && part.type !== 'constant'
      return notation.ratio(bracketed(e.numerator, whole(e.numerator)), bracketed(e.denominator, whole(e.denominator)))
    }
    default:
      return notation.binder(e.type, e.over, bracketed(e.body, e.body.type === 'ratio' && !notation.bar))
  }
}
