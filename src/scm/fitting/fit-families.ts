import type { Categorical, Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { finite } from '../../probability/families/distribution.js'
import { normal } from '../../probability/families/normal.js'
import { show } from '../../show.js'
import type { FunctionLaw, Law, Response } from '../mechanisms/law.js'
import { type Design, type DesignTerm, designOf, leastSquares, logisticFit, plainTerms } from './fit-design.js'

/**
 * How a variable's mechanism is learnt:
 *
 * - `linear`: least squares with normal noise; categorical parents enter by indicators
 * - `additive`: a sum of smooth functions of the parents (penalised splines) with normal noise
 * - `logistic`: logistic regression of a variable that is 0 or 1
 * - `cpt`: a table of smoothed frequencies, of discrete variables
 * - `empirical`: least squares, with the residuals themselves as the noise; without parents, the values themselves
 *
 * @category Models
 */
export type MechanismFamily = 'linear' | 'additive' | 'logistic' | 'cpt' | 'empirical'

/** What a family learns from: a node, its parents, and the columns of both. */
export interface Lesson {
  readonly name: string
  readonly parents: readonly string[]
  readonly columns: ReadonlyMap<string, Float64Array | Categorical>
  readonly rows: number
  readonly smoothing: number
  readonly response: Response | null
}

/** The most states a numeric column may have in a table. */
const MOST_STATES = 1000

export const fitters: Readonly<Record<MechanismFamily, (lesson: Lesson) => Law>> = {
  linear: (lesson) => regression(lesson, 0, plainDesign(lesson), false),
  empirical: (lesson) => regression(lesson, 0, plainDesign(lesson), true),
  additive: (lesson) => {
    const design = splineDesign(lesson)
    return regression(lesson, bestPenalty(lesson, design), design, false)
  },
  logistic: (lesson) => logisticLaw(lesson),
  cpt: (lesson) => tableOfFrequencies(lesson),
}

function numbers({ name, columns }: Lesson): Float64Array {
  const column = columns.get(name)!
  if (column instanceof Float64Array) return column
  throw new CausalError('invalid-data', `${show(name)} is categorical, and this family needs numbers: use cpt.`, {
    variable: name,
  })
}

function plainDesign({ parents, columns, rows }: Lesson): Design {
  return designOf(
    columns,
    rows,
    parents.flatMap((parent) => plainTerms(parent, columns.get(parent)!)),
  )
}

/** A regression as a law: linear where all terms are the parents' own numbers, else a sum of functions of them. */
function regression(lesson: Lesson, penalty: number, design: Design, empirical: boolean): Law {
  const { name, parents, columns } = lesson
  const y = numbers(lesson)
  const { beta, residuals, freedom } = leastSquares(name, design, y, penalty)
  const sd = euclideanNorm(residuals) / Math.sqrt(freedom)
  if (!empirical && !(sd > 1e-12 * Math.max(...y.map(Math.abs)))) {
    const message =
      parents.length === 0
        ? `${show(name)} does not vary.`
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

/** Cubic B-splines of each numeric parent, knots at its quantiles; constant beyond the values seen. */
function splineDesign({ parents, columns, rows }: Lesson): Design {
  const terms = parents.flatMap((parent): DesignTerm[] => {
    const column = columns.get(parent)!
    if (!(column instanceof Float64Array)) return plainTerms(parent, column)
    const sorted = Float64Array.from(new Set(column)).sort()
    if (sorted.length < 8) return plainTerms(parent, column)
    const inner = Math.min(12, Math.floor(sorted.length / 4))
    const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!
    const middle = Array.from({ length: inner }, (_, j) => at((j + 1) / (inner + 1)))
    const [low, high] = [sorted[0]!, sorted.at(-1)!]
    const knots = [low, low, low, low, ...middle, high, high, high, high]
    // together they sum to one, as the intercept does: the first is left out
    return Array.from({ length: inner + 3 }, (_, j): DesignTerm => {
      return { parent, of: (value) => cubicSpline(knots, j + 1, Math.max(low, Math.min(high, value as number))) }
    })
  })
  return designOf(columns, rows, terms)
}

/** The j-th cubic B-spline on these knots, by the recursion of Cox and de Boor. */
function cubicSpline(knots: readonly number[], j: number, x: number): number {
  const last = knots.length - 1
  const b = [0, 1, 2, 3].map((i): number => {
    const [from, to] = [knots[j + i]!, knots[j + i + 1]!]
    return from < to && ((x >= from && x < to) || (x === to && to === knots[last])) ? 1 : 0
  })
  for (let degree = 1; degree <= 3; degree++) {
    for (let i = 0; i <= 3 - degree; i++) {
      const [a, z] = [knots[j + i]!, knots[j + i + degree]!]
      const [a1, z1] = [knots[j + i + 1]!, knots[j + i + degree + 1]!]
      b[i] = (z > a ? ((x - a) / (z - a)) * b[i]! : 0) + (z1 > a1 ? ((z1 - x) / (z1 - a1)) * b[i + 1]! : 0)
    }
  }
  return b[0]!
}

const PENALTIES = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]

/** The penalty of least generalised cross-validation: n RSS / freedom², or its root (Craven & Wahba 1979). */
function bestPenalty(lesson: Lesson, design: Design): number {
  const y = numbers(lesson)
  let best = { penalty: 1e-6, score: Number.POSITIVE_INFINITY }
  for (const penalty of PENALTIES) {
    const { residuals, freedom } = leastSquares(lesson.name, design, y, penalty)
    const score = euclideanNorm(residuals) / freedom
    if (score < best.score) best = { penalty, score }
  }
  return best.penalty
}

function logisticLaw(lesson: Lesson): Law {
  const { name, parents, columns, response } = lesson
  const y = numbers(lesson)
  if (!y.every((value) => value === 0 || value === 1)) {
    throw new CausalError('invalid-data', `${show(name)} must hold zeros and ones for a logistic mechanism.`, {
      variable: name,
    })
  }
  for (const parent of parents) {
    if (columns.get(parent) instanceof Float64Array) continue
    const message = `${show(parent)} is categorical: a logistic mechanism needs numeric parents. Code it as numbers, or use cpt.`
    throw new CausalError('invalid-data', message, { variable: name, parent })
  }
  const beta = logisticFit(name, plainDesign(lesson), y)
  const zero = Object.freeze([0, ...parents.map(() => 0)])
  return Object.freeze({
    family: 'choice',
    parents: Object.freeze([...parents]),
    states: Object.freeze([0, 1]),
    parentStates: null,
    table: null,
    logits: Object.freeze([zero, Object.freeze([...beta])]),
    response,
  })
}

/** Frequencies, with `smoothing` added to each count. */
function tableOfFrequencies({ name, parents, columns, rows, smoothing, response }: Lesson): Law {
  const own = codesOf(name, columns.get(name)!)
  const others = parents.map((parent) => codesOf(parent, columns.get(parent)!))
  const k = own.states.length
  const size = others.reduce((product, { states }) => product * states.length, 1)
  if (size * k > 2 ** 24) {
    const message = `the table of ${show(name)} would have ${size * k} cells: it has too many parents or states.`
    throw new CausalError('too-large', message, { variable: name, cells: size * k })
  }
  const table = new Float64Array(size * k)
  for (let i = 0; i < rows; i++) {
    let row = 0
    for (const { codes, states } of others) row = row * states.length + codes[i]!
    table[row * k + own.codes[i]!]!++
  }
  for (let r = 0; r < size; r++) {
    let total = smoothing * k
    for (let s = 0; s < k; s++) total += table[r * k + s]!
    if (total === 0) {
      const message = `no row of the data has one of the combinations of the parents of ${show(name)}: give { smoothing: 1 }, or fewer parents.`
      throw new CausalError('zero-support', message, { variable: name, row: r })
    }
    for (let s = 0; s < k; s++) table[r * k + s] = (table[r * k + s]! + smoothing) / total
  }
  if (parents.length === 0)
    return Object.freeze({ family: 'root', parents: Object.freeze([]), noise: finite(own.states, [...table]) })
  return Object.freeze({
    family: 'choice',
    parents: Object.freeze([...parents]),
    states: own.states,
    parentStates: Object.freeze(others.map(({ states }) => Object.freeze(states.map(String)))),
    table,
    logits: null,
    response,
  })
}

function codesOf(name: string, column: Float64Array | Categorical): { codes: Int32Array; states: readonly Cell[] } {
  if (!(column instanceof Float64Array)) return { codes: column.codes, states: column.levels }
  const states = Object.freeze([...new Set(column)].sort((a, b) => a - b))
  if (states.length > MOST_STATES) {
    const message = `${show(name)} has ${states.length} different numbers: group them before making a table.`
    throw new CausalError('invalid-data', message, { variable: name, states: states.length })
  }
  const code = new Map(states.map((state, s) => [state, s]))
  return { codes: Int32Array.from(column, (value) => code.get(value)!), states }
}
