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
export function render(root: Estimand, notation: Notation): string {
  const made: string[] = []
  const tasks: (() => void)[] = []
  const visit = (e: Estimand, isBracketed: boolean): void => {
    if (isBracketed) tasks.push(() => made.push(notation.bracket(made.pop()!)))
    switch (e.type) {
      case 'constant':
        made.push(notation.constant(e.value))
        break
      case 'probability':
        made.push(notation.probability(e))
        break
      case 'product': {
        const { factors } = e
        tasks.push(() => made.push(notation.product(made.splice(made.length - factors.length))))
        for (let i = factors.length - 1; i >= 0; i--)
          tasks.push(() => visit(factors[i]!, needsBracket(factors[i]!, notation, i < factors.length - 1)))
        break
      }
      case 'ratio':
        tasks.push(() => {
          const denominator = made.pop()!
          made.push(notation.ratio(made.pop()!, denominator))
        })
        for (const part of [e.denominator, e.numerator])
          tasks.push(() => visit(part, !notation.bar && part.type !== 'probability' && part.type !== 'constant'))
        break
      default: {
        const { type, over, body } = e
        tasks.push(() => made.push(notation.binder(type, over, made.pop()!)))
        tasks.push(() => visit(body, body.type === 'ratio' && !notation.bar))
      }
    }
  }
  visit(root, false)
  while (tasks.length > 0) tasks.pop()!()
  return made[0]!
}

/** Whether a factor needs brackets; a sum does unless it is the last. */
function needsBracket({ type }: Estimand, { bar }: Notation, isFollowed: boolean): boolean {
  return type === 'product' || (type === 'ratio' && !bar) || ((type === 'sum' || type === 'any') && isFollowed)
}
