import { euclideanNorm } from '../../../numeric/euclidean-norm.js'
import { type Design, type DesignTerm, designOf, leastSquares, plainTerms } from './fit-design.js'
import { type Lesson, numbers } from './lesson.js'

/** Cubic B-splines of each numeric parent, knots at its quantiles; constant beyond the values seen. */
export function splineDesign({ parents, columns, rows }: Lesson): Design {
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

// written out: a power is not the same in every engine
const PENALTIES = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]

/** The penalty of least generalised cross-validation: n RSS / freedom², or its root (Craven & Wahba 1979). */
export function bestPenalty(lesson: Lesson, design: Design): number {
  const y = numbers(lesson)
  let best = { penalty: 1e-6, score: Number.POSITIVE_INFINITY }
  for (const penalty of PENALTIES) {
    const { residuals, freedom } = leastSquares(lesson.name, design, y, penalty)
    const score = euclideanNorm(residuals) / freedom
    if (score < best.score) best = { penalty, score }
  }
  return best.penalty
}
