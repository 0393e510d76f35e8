import { CausalError } from '../../errors.js'
import { cholesky, solveCholesky, solveLowerTransposed } from '../../numeric/cholesky.js'
import { standardized } from '../../numeric/standardized.js'
import { normal } from '../../probability/families/normal.js'
import type { Generator } from '../../probability/streams/generator.js'
import { show } from '../../show.js'
import type { Law } from '../mechanisms/law.js'
import { stateCounts } from './families/fit-table.js'
import { type Lesson, numbers } from './families/lesson.js'

/** The posterior of one mechanism: its mean, and draws. */
export interface LawPosterior {
  readonly mean: Law
  readonly draw: (random: Generator) => Law
}

/** Dirichlet rows: the prior adds `concentration` to each count, and each row is drawn on its own. */
export function tablePosterior(lesson: Lesson, concentration: number): LawPosterior {
  const { counts, k, lawOf } = stateCounts(lesson)
  const weights = counts.map((count) => concentration + count)
  const shares = (cells: Float64Array): Law => {
    const table = cells.slice()
    for (let r = 0; r < table.length; r += k) {
      let total = 0
      for (let s = 0; s < k; s++) total += table[r + s]!
      for (let s = 0; s < k; s++) table[r + s]! /= total
    }
    return lawOf(table)
  }
  // a Dirichlet row is gamma numbers over their sum; the floor keeps a row of tiny shapes from being empty
  return { mean: shares(weights), draw: (random) => shares(weights.map((w) => random.gamma(w) + 1e-300)) }
}

/**
 * Normal-inverse-gamma: coefficients of standardised parents are normal about 0 with variance σ² `spread`, the intercept is flat, and
 * σ² is inverse-gamma with shape `shape` and scale `shape` × variance of the variable, so that nothing depends on units.
 */
export function linearPosterior(lesson: Lesson, spread: number, shape: number): LawPosterior {
  const { name, parents, rows: n } = lesson
  const y = numbers(lesson)
  const own = standardized(y)
  if (own === null)
    throw new CausalError(
      'constant-column',
      `${show(name)} does not vary, so that nothing can be learnt about its mechanism: leave it out.`,
      {
        variable: name,
      },
    )
  const k = parents.length
  const inputs = parents.map((parent) => {
    const column = lesson.columns.get(parent)!
    if (!(column instanceof Float64Array))
      throw new CausalError(
        'invalid-data',
        `${show(parent)} is categorical: a linear posterior needs numeric parents.`,
        {
          variable: name,
          parent,
        },
      )
    const standard = standardized(column)
    if (standard !== null) return standard
    throw new CausalError(
      'constant-column',
      `among the parents of ${show(name)}, ${show(parent)} does not vary: leave it out.`,
      {
        variable: name,
        parent,
      },
    )
  })
  // both sides are about their means, which the flat intercept takes up
  const precision = new Float64Array(k * k)
  const product = new Float64Array(k)
  let squares = 0
  for (let i = 0; i < n; i++) squares += own.column[i]! ** 2
  for (const [a, { column }] of inputs.entries()) {
    for (let i = 0; i < n; i++) product[a]! += column[i]! * own.column[i]!
    for (const [b, other] of inputs.entries())
      for (let i = 0; i < n; i++) precision[a * k + b]! += column[i]! * other.column[i]!
    precision[a * k + a]! += 1 / spread
  }
  const root = cholesky(precision, k)
  if (!root.ok)
    throw new CausalError('collinear', `the parents of ${show(name)} determine one another: leave one out.`, {
      variable: name,
    })
  const mean = product.slice()
  solveCholesky(root.factor, k, mean)
  let explained = 0
  for (let a = 0; a < k; a++) explained += mean[a]! * product[a]!
  // σ² | data ~ inverse-gamma(shape + (n − 1) / 2, scale + ½ (yᵀy − mᵀ Λ m))
  const posteriorShape = shape + (n - 1) / 2
  const posteriorScale = shape * (squares / n) + 0.5 * Math.max(0, squares - explained)
  if (!(posteriorShape > 0 && posteriorScale > 1e-14 * squares))
    throw new CausalError(
      'collinear',
      `the parents of ${show(name)} give it without error, so it has no noise: state it as a deterministic mechanism.`,
      {
        variable: name,
      },
    )
  const lawOf = (beta: Float64Array, center: number, variance: number): Law => {
    const coefficients = inputs.map(({ scale }, a) => (beta[a]! * own.scale) / scale)
    let intercept = own.center + own.scale * center
    for (const [a, { center: middle }] of inputs.entries()) intercept -= coefficients[a]! * middle
    const noise = normal(0, own.scale * Math.sqrt(variance))
    return Object.freeze({
      family: 'linear',
      parents: Object.freeze([...parents]),
      coefficients: Object.freeze(coefficients),
      intercept,
      noise,
    })
  }
  return {
    mean: lawOf(mean, 0, posteriorScale / Math.max(posteriorShape - 1, posteriorShape / 2)),
    draw: (random) => {
      const variance = posteriorScale / random.gamma(posteriorShape)
      // β = m + σ L⁻ᵀ z for precision L Lᵀ
      const beta = Float64Array.from({ length: k }, () => random.normal())
      solveLowerTransposed(root.factor, k, beta)
      for (let a = 0; a < k; a++) beta[a] = mean[a]! + Math.sqrt(variance) * beta[a]!
      return lawOf(beta, random.normal() * Math.sqrt(variance / n), variance)
    },
  }
}
