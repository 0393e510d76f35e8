import { show } from '../../show.js'
import type { LinearSolution } from './linear-closure.js'
import type { LinearPoint } from './linear-point.js'

/**
 * A covariance of two variables from which known coefficients times their causes have been taken: cov(a − Σ λ(z, a) z, b − Σ λ(z, b) z).
 *
 * @category Identification
 */
export interface CorrectedCovariance<N extends string = string> {
  /** One variable, and the causes that are taken from it. */
  readonly left: { readonly variable: N; readonly without: readonly N[] }
  /** The other. */
  readonly right: { readonly variable: N; readonly without: readonly N[] }
}

/**
 * A coefficient as the solution of A λ = b: `unknowns` are the causes whose coefficients the system holds, A has one row for each
 * equation and one column for each of them, and the coefficient is the entry of `cause`. Where A has more columns than rows, the
 * equations determine this one still.
 *
 * @category Identification
 */
export interface CovarianceFormula<N extends string = string> {
  /** The cause whose coefficient it is. */
  readonly cause: N
  /** The causes in the system, in the order of the columns. */
  readonly unknowns: readonly N[]
  /** A. */
  readonly matrix: readonly (readonly CorrectedCovariance<N>[])[]
  /** b. */
  readonly right: readonly CorrectedCovariance<N>[]
}

/** The formula of a solution. */
export function formulaOf<N extends string>({ g, edges }: LinearPoint, s: LinearSolution): CovarianceFormula<N> {
  const name = (i: number): N => g.names[i] as N
  const cause = (e: number): N => name(edges[e]![0])
  const v = edges[s.edge]![1]
  const left = s.rows.map(({ y, corrections }) =>
    Object.freeze({ variable: name(y), without: Object.freeze(corrections.map(cause)) }),
  )
  const plain = (variable: N) => Object.freeze({ variable, without: Object.freeze<N[]>([]) })
  const unknowns = Object.freeze(s.columns.map(cause))
  const target = Object.freeze({ variable: name(v), without: Object.freeze(s.known.map(cause)) })
  return Object.freeze({
    cause: cause(s.edge),
    unknowns,
    matrix: Object.freeze(
      left.map((l) => Object.freeze(unknowns.map((p) => Object.freeze({ left: l, right: plain(p) })))),
    ),
    right: Object.freeze(left.map((l) => Object.freeze({ left: l, right: target }))),
  })
}

/** The formula as text: a ratio for one equation, else by Cramer's rule. */
export function formulaText(formula: CovarianceFormula): string {
  const { cause, unknowns, matrix, right } = formula
  const column = unknowns.indexOf(cause)
  if (matrix.length === 1 && unknowns.length === 1) return `${term(right[0]!)} / ${term(matrix[0]![0]!)}`
  const rows = (replace: boolean): string =>
    matrix
      .map((row, i) => row.map((entry, j) => term(replace && j === column ? right[i]! : entry)).join(', '))
      .join('; ')
  if (matrix.length === unknowns.length) return `det[${rows(true)}] / det[${rows(false)}]`
  return `entry ${column + 1} of the solution of [${rows(false)}] λ = [${right.map(term).join('; ')}]`
}

function term({ left, right }: CorrectedCovariance): string {
  return `σ(${side(left)}, ${side(right)})`
}

function side({ variable, without }: CorrectedCovariance['left']): string {
  const name = shown(variable)
  return [name, ...without.map((z) => `− λ(${shown(z)}, ${name}) ${shown(z)}`)].join(' ')
}

/** A name as it is where it can be taken for nothing else. */
function shown(name: string): string {
  return /^[\p{L}\p{M}\p{N}_.']+$/u.test(name) ? name : show(name)
}
