import type { Cell } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { poissonRegression } from '../../../numeric/poisson-regression.js'
import { portableExp } from '../../../numeric/special/portable-exp.js'
import { portableLog, portableLog1p } from '../../../numeric/special/portable-log.js'
import type { Distribution } from '../../../probability/families/distribution.js'
import { lawOf } from '../../../probability/families/law-of.js'
import { logDensityOf } from '../../../probability/families/log-density.js'
import { poisson } from '../../../probability/families/poisson.js'
import { quantileOf } from '../../../probability/families/quantile-of.js'
import { uniform } from '../../../probability/families/uniform.js'
import { show } from '../../../show.js'
import type { FunctionLaw } from '../../mechanisms/law.js'
import { inOwnUnits, unitColumns } from './fit-design.js'
import { checkedCounts, checkedDesign, linearPredictor, noFit, rateAt } from './fit-log-linear.js'
import type { Lesson } from './lesson.js'

type Parents = Readonly<Record<string, Cell>>

const mostSteps = 2000

/** A count that is 0 with a constant probability, and else Poisson with a log-linear mean (Lambert 1992), by expectation–maximisation. */
export function zeroInflatedLaw(lesson: Lesson): FunctionLaw {
  const { name, rows } = lesson
  const y = checkedCounts(lesson)
  const zeros = y.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0)
  if (zeros === 0 || zeros === rows) {
    const message = `${show(name)} is ${zeros === 0 ? 'never' : 'always'} 0, so that no part of its zeros can be told apart: use poisson.`
    throw new CausalError('invalid-data', message, { variable: name, zeros })
  }
  const design = checkedDesign(lesson, 1)
  const { columns, matrix } = unitColumns(name, design)
  const weights = new Float64Array(rows).fill(1)
  let share = zeros / rows / 2
  let before = Number.NEGATIVE_INFINITY
  for (let step = 0; step < mostSteps; step++) {
    const fit = poissonRegression(matrix, rows, design.k, y, weights)
    if (!fit.ok) throw noFit(name)
    let logLikelihood = 0
    let lasting = 0
    for (let i = 0; i < rows; i++) {
      const count = (1 - share) * portableExp(logDensityOf(poisson(fit.fitted[i]!))(y[i]! as never))
      const whole = count + (y[i] === 0 ? share : 0)
      logLikelihood += portableLog(whole)
      // how much of a row is a count, and not a zero for good
      weights[i] = count / whole
      lasting += 1 - weights[i]!
    }
    const gain = logLikelihood - before
    if (Math.abs(gain) < 1e-11 * (1 + Math.abs(logLikelihood)))
      return zeroInflated(lesson, share, linearPredictor(design, inOwnUnits(fit.coefficients, columns)))
    before = logLikelihood
    share = lasting / rows
  }
  const message = `the zero-inflated mean of ${show(name)} had not converged after ${mostSteps} steps: use poisson, or give more rows.`
  throw new CausalError('invalid-data', message, { variable: name, steps: mostSteps })
}

function zeroInflated({ parents }: Lesson, share: number, eta: (parents: Parents) => number): FunctionLaw {
  const countOf = (pa: Parents): Distribution<number> => poisson(rateAt(eta(pa)))
  const lasting = portableLog1p(-share)
  return Object.freeze({
    family: 'function',
    parents: Object.freeze([...parents]),
    noise: uniform(0, 1),
    evaluate: (pa: Parents, u: Cell) =>
      (u as number) < share ? 0 : quantileOf(countOf(pa), Math.min(1, ((u as number) - share) / (1 - share))),
    invert: null,
    logSlope: null,
    steps: Object.freeze({
      logProbability: (value: Cell, pa: Parents) => {
        const count = lasting + logDensityOf(countOf(pa))(value)
        return value === 0 ? portableLog(share + portableExp(count)) : count
      },
      noiseAt: (value: Cell, pa: Parents, part: number) => {
        const { cdf } = lawOf(countOf(pa))
        const below = value === 0 ? 0 : share + (1 - share) * cdf((value as number) - 1)
        return below + part * (share + (1 - share) * cdf(value as number) - below)
      },
    }),
  })
}
