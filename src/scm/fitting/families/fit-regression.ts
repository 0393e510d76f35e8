import { CausalError } from '../../../errors.js'
import { euclideanNorm } from '../../../numeric/euclidean-norm.js'
import { finite } from '../../../probability/families/distribution.js'
import { normal } from '../../../probability/families/normal.js'
import { show } from '../../../show.js'
import type { FunctionLaw, Law } from '../../mechanisms/law.js'
import { type Design, designOf, leastSquares, plainTerms } from './fit-design.js'
import { type Lesson, numbers } from './lesson.js'

export function plainDesign({ parents, columns, rows }: Lesson): Design {
  return designOf(
    columns,
    rows,
    parents.flatMap((parent) => plainTerms(parent, columns.get(parent)!)),
  )
}

/** A regression as a law: linear where all terms are the parents' own numbers, else a sum of functions of them. */
export function regression(lesson: Lesson, penalty: number, design: Design, empirical: boolean): Law {
  const { name, parents, columns } = lesson
  const y = numbers(lesson)
  const { beta, residuals, freedom } = leastSquares(name, design, y, penalty)
  const sd = euclideanNorm(residuals) / Math.sqrt(freedom)
  if (!empirical && !(sd > 1e-12 * largestOf(y))) {
    const message =
      parents.length === 0
        ? `${show(name)} does not vary, so that nothing can be learnt about its mechanism: leave it out, or state the mechanism.`
        : `the parents of ${show(name)} give it without error, so it has no noise: state it as a deterministic mechanism.`
    throw new CausalError(parents.length === 0 ? 'constant-column' : 'collinear', message, { variable: name })
  }
  if (empirical && parents.length === 0)
    return Object.freeze({ family: 'root', parents: Object.freeze([]), noise: observed(y) })
  const noise = empirical ? observed(residuals) : normal(0, sd)
  if (
    design.terms.every(({ parent }) => columns.get(parent) instanceof Float64Array) &&
    design.terms.length === parents.length
  ) {
    return Object.freeze({
      family: 'linear',
      parents: Object.freeze([...parents]),
      coefficients: Object.freeze([...beta.subarray(1)]),
      intercept: beta[0]!,
      noise,
    })
  }
  const { terms } = design
  const location = (pa: Parameters<FunctionLaw['evaluate']>[0]): number => {
    let sum = beta[0]!
    for (let t = 0; t < terms.length; t++) sum += beta[t + 1]! * terms[t]!.of(pa[terms[t]!.parent]!)
    return sum
  }
  const law: FunctionLaw = {
    family: 'function',
    parents: Object.freeze([...parents]),
    noise,
    evaluate: (pa, u) => location(pa) + (u as number),
    invert: (x, pa) => (x as number) - location(pa),
    logSlope: () => 0,
  }
  return Object.freeze(law)
}

function largestOf(values: Float64Array): number {
  let largest = 0
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!))
  return largest
}

/** The values themselves, each as probable as it is frequent. */
function observed(values: Float64Array): ReturnType<typeof finite<number>> {
  const count = new Map<number, number>()
  for (const value of values) count.set(value, (count.get(value) ?? 0) + 1)
  const sorted = [...count].sort(([a], [b]) => a - b)
  return finite(
    sorted.map(([value]) => value),
    sorted.map(([, c]) => c / values.length),
  )
}
