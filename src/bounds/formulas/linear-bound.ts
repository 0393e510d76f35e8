import type { EstimandValue, ProbabilityTerm } from '../../estimand/terms/types.js'
import { estimandText } from '../../estimand/text/estimand-text.js'
import type { LabelledProbability } from '../core/known-probabilities.js'

/**
 * A linear expression in known probabilities.
 *
 * @category Bounds
 */
export interface LinearBound<N extends string = string> {
  /** A number that is added. */
  readonly constant: number
  /** The probabilities, each with what it is multiplied by. */
  readonly terms: readonly {
    /** What the probability is multiplied by. */
    readonly coefficient: number
    /** The probability, as a term of a formula with fixed states. */
    readonly probability: ProbabilityTerm<N>
  }[]
  /** The same as text. */
  readonly text: string
}

/**
 * The expression constant + Σ coefficient · P. Probabilities that sum to one allow many forms: in each such group a number is
 * taken off all coefficients and given to the constant, so that small ones are left.
 */
export function linearBound<N extends string>(
  constant: number,
  coefficients: readonly number[],
  known: readonly LabelledProbability[],
): LinearBound<N> {
  const left = [...coefficients]
  let sum = constant
  for (const group of new Set(known.map(({ group }) => group))) {
    const members = [...known.keys()].filter((i) => known[i]!.group === group)
    const shift = shortestShift(
      members.map((i) => left[i]!),
      sum,
    )
    for (const i of members) left[i]! -= shift
    sum += shift
  }
  const terms = known.flatMap((probability, i) =>
    left[i] === 0 ? [] : [Object.freeze({ coefficient: left[i]!, probability: termOf<N>(probability) })],
  )
  return Object.freeze({ constant: sum + 0, terms: Object.freeze(terms), text: textOf(sum, terms) })
}

/** What to take off all coefficients of a group: it leaves small ones, then few, then a small constant. */
function shortestShift(coefficients: readonly number[], constant: number): number {
  const sizes = (shift: number): number[] => [
    coefficients.reduce((sum, c) => sum + (c - shift) ** 2, 0),
    coefficients.filter((c) => c !== shift).length,
    Math.abs(constant + shift),
  ]
  const compare = (a: readonly number[], b: readonly number[]): number => {
    const k = a.findIndex((x, i) => Math.abs(x - b[i]!) > 1e-9)
    return k < 0 ? 0 : a[k]! - b[k]!
  }
  return coefficients.reduce((best, c) => (compare(sizes(c), sizes(best)) < 0 ? c : best))
}

/** A known probability as a term with fixed states. */
function termOf<N extends string>({ event, given, act }: LabelledProbability): ProbabilityTerm<N> {
  const values = (map: Iterable<readonly [string, string]>): readonly EstimandValue<N>[] =>
    Object.freeze(Array.from(map, ([variable, state]) => Object.freeze({ variable: variable as N, prime: 0, state })))
  return Object.freeze({ type: 'probability', of: values(event), given: values(given), do: values(act), domain: '' })
}

function textOf(constant: number, terms: LinearBound['terms']): string {
  const parts = terms.map(({ coefficient, probability }) => {
    const size = Math.abs(coefficient)
    return [coefficient < 0 ? '−' : '+', `${size === 1 ? '' : `${size} `}${estimandText(probability)}`] as const
  })
  if (constant !== 0 || parts.length === 0)
    parts[constant > 0 || parts.length === 0 ? 'unshift' : 'push']([constant < 0 ? '−' : '+', `${Math.abs(constant)}`])
  // a bound reads best when it begins with what it adds
  parts.sort((a, b) => Number(a[0] === '−') - Number(b[0] === '−'))
  return parts.map(([sign, text], k) => (k > 0 ? `${sign} ${text}` : sign === '−' ? `−${text}` : text)).join(' ')
}
