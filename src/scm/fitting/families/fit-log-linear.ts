import type { Cell } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { leastSquares } from '../../../numeric/least-squares.js'
import { poissonRegression } from '../../../numeric/poisson-regression.js'
import { digamma, trigamma } from '../../../numeric/special/digamma.js'
import { portableExp } from '../../../numeric/special/portable-exp.js'
import { portableLog } from '../../../numeric/special/portable-log.js'
import type { Distribution } from '../../../probability/families/distribution.js'
import { gamma } from '../../../probability/families/gamma.js'
import { lawOf } from '../../../probability/families/law-of.js'
import { logDensityOf } from '../../../probability/families/log-density.js'
import { poisson } from '../../../probability/families/poisson.js'
import { quantileOf } from '../../../probability/families/quantile-of.js'
import { uniform } from '../../../probability/families/uniform.js'
import { show } from '../../../show.js'
import type { FunctionLaw } from '../../mechanisms/law.js'
import { type Design, inOwnUnits, unitColumns } from './fit-design.js'
import { plainDesign } from './fit-regression.js'
import { type Lesson, numbers } from './lesson.js'

type Parents = Readonly<Record<string, Cell>>

/** A positive number: exp(intercept + Σ b × term) times gamma noise of mean 1. */
export function gammaLaw(lesson: Lesson): FunctionLaw {
  const { name, parents, rows } = lesson
  const y = numbers(lesson)
  const wrong = y.find((value) => !(value > 0))
  if (wrong !== undefined)
    throw new CausalError(
      'invalid-data',
      `${show(name)} holds ${wrong}, and a gamma mechanism needs numbers above 0.`,
      { variable: name, value: wrong },
    )
  const design = checkedDesign(lesson)
  const { columns, matrix } = unitColumns(name, design)
  const { k } = design
  // Fisher scoring with a log link: the information is Xᵀ X, whatever the coefficients
  const start = leastSquares(matrix, rows, k, y.map(portableLog), null, null)
  if (!start.ok) throw noFit(name)
  const beta = start.coefficients.slice()
  let converged = false
  for (let step = 0; step < 200 && !converged; step++) {
    const relative = y.map((value, i) => value / portableExp(product(matrix, k, i, beta)) - 1)
    const move = leastSquares(matrix, rows, k, relative, null, null)
    if (!move.ok) throw noFit(name)
    let largest = 0
    for (let j = 0; j < k; j++) {
      // a step of more than 1 on the log scale overshoots
      const by = Math.max(-1, Math.min(1, move.coefficients[j]!))
      beta[j]! += by
      largest = Math.max(largest, Math.abs(by))
    }
    converged = largest < 1e-10
  }
  if (!converged) throw noFit(name)
  let deviance = 0
  for (let i = 0; i < rows; i++) {
    const ratio = y[i]! / portableExp(product(matrix, k, i, beta))
    deviance += (ratio - 1 - portableLog(ratio)) / rows
  }
  const shape = shapeOf(name, deviance)
  const eta = linearPredictor(design, inOwnUnits(beta, columns))
  return Object.freeze({
    family: 'function',
    parents: Object.freeze([...parents]),
    noise: gamma(shape, 1 / shape),
    evaluate: (pa: Parents, u: Cell) => portableExp(eta(pa)) * (u as number),
    invert: (value: Cell, pa: Parents) => (value as number) / portableExp(eta(pa)),
    logSlope: (_u: number, pa: Parents) => eta(pa),
  })
}

/** The shape of highest likelihood: log k − ψ(k) is half the mean deviance, by Newton's method on the logarithm of k. */
function shapeOf(name: string, deviance: number): number {
  if (!(deviance > 1e-14))
    throw new CausalError(
      'collinear',
      `the parents of ${show(name)} give it without error, so it has no noise: state it as a deterministic mechanism.`,
      {
        variable: name,
      },
    )
  // the approximation of Minka 2002
  let shape = (3 - deviance + Math.sqrt((deviance - 3) ** 2 + 24 * deviance)) / (12 * deviance)
  for (let step = 0; step < 50; step++) {
    const gap = portableLog(shape) - digamma(shape) - deviance
    const next = 1 / (1 / shape + gap / (shape * shape * (1 / shape - trigamma(shape))))
    if (!(next > 0) || Math.abs(next - shape) < 1e-12 * shape) break
    shape = next
  }
  return shape
}

/** A count with mean exp(intercept + Σ b × term): the quantile function of its distribution at uniform noise. */
export function poissonLaw(lesson: Lesson): FunctionLaw {
  const { name, parents, rows } = lesson
  const y = checkedCounts(lesson)
  const design = checkedDesign(lesson)
  const { columns, matrix } = unitColumns(name, design)
  const fit = poissonRegression(matrix, rows, design.k, y, null)
  if (!fit.ok) throw noFit(name)
  const eta = linearPredictor(design, inOwnUnits(fit.coefficients, columns))
  const countOf = (pa: Parents): Distribution<number> => poisson(rateAt(eta(pa)))
  return Object.freeze({
    family: 'function',
    parents: Object.freeze([...parents]),
    noise: uniform(0, 1),
    evaluate: (pa: Parents, u: Cell) => quantileOf(countOf(pa), u as number),
    invert: null,
    logSlope: null,
    steps: Object.freeze({
      logProbability: (value: Cell, pa: Parents) => logDensityOf(countOf(pa))(value),
      noiseAt: (value: Cell, pa: Parents, share: number) => {
        const { cdf } = lawOf(countOf(pa))
        const [below, upTo] = [cdf((value as number) - 1), cdf(value as number)]
        return below + share * (upTo - below)
      },
    }),
  })
}

/** Counts from 0, or an error that names what is none. */
export function checkedCounts(lesson: Lesson): Float64Array {
  const y = numbers(lesson)
  const wrong = y.find((value) => !(Number.isInteger(value) && value >= 0))
  if (wrong !== undefined)
    throw new CausalError(
      'invalid-data',
      `${show(lesson.name)} holds ${wrong}, and a Poisson mechanism needs counts from 0.`,
      { variable: lesson.name, value: wrong },
    )
  return y
}

/** A mean that a Poisson distribution takes, also far beyond the data. */
export const rateAt = (eta: number): number => portableExp(Math.max(-700, Math.min(30, eta)))

/** The parents' terms, for which there must be more rows than there are coefficients, with `more` than one a term. */
export function checkedDesign(lesson: Lesson, more = 0): Design {
  const design = plainDesign(lesson)
  const coefficients = design.k + more
  if (lesson.rows > coefficients) return design
  const message = `${show(lesson.name)} has ${coefficients} coefficients, and the table only ${lesson.rows} rows: give more rows, or ${show(lesson.name)} fewer parents.`
  throw new CausalError('too-few-rows', message, { variable: lesson.name, rows: lesson.rows, coefficients })
}

export function noFit(name: string): CausalError {
  const message = `a log-linear mean of ${show(name)} has no maximum of the likelihood, or its parents determine one another: leave one out, or use another family.`
  return new CausalError('invalid-data', message, { variable: name })
}

function product(matrix: Float64Array, k: number, i: number, beta: Float64Array): number {
  let sum = 0
  for (let j = 0; j < k; j++) sum += matrix[i * k + j]! * beta[j]!
  return sum
}

export function linearPredictor({ terms }: Design, beta: Float64Array): (parents: Parents) => number {
  return (parents) => {
    let sum = beta[0]!
    for (let t = 0; t < terms.length; t++) sum += beta[t + 1]! * terms[t]!.of(parents[terms[t]!.parent]!)
    return sum
  }
}
