import type { Cell } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { cholesky, solveCholesky } from '../../../numeric/cholesky.js'
import { portableExp } from '../../../numeric/special/portable-exp.js'
import { portableLog, portableLog1p } from '../../../numeric/special/portable-log.js'
import { logisticDistribution } from '../../../probability/families/logistic-distribution.js'
import { show } from '../../../show.js'
import type { FunctionLaw } from '../../mechanisms/law.js'
import { inOwnUnits, unitColumns } from './fit-design.js'
import { checkedDesign, linearPredictor } from './fit-log-linear.js'
import { codesOf } from './fit-table.js'
import type { Lesson } from './lesson.js'

type Parents = Readonly<Record<string, Cell>>

const logistic = (z: number): number => (z >= 0 ? 1 / (1 + portableExp(-z)) : portableExp(z) / (1 + portableExp(z)))

/** log 1 / (1 + exp(−z)). */
const logLogistic = (z: number): number => Math.min(z, 0) - portableLog1p(portableExp(-Math.abs(z)))

/** The logistic number between a and b that a share of the probability there lies below. */
function between(a: number, b: number, share: number): number {
  const p = logistic(a) + share * (logistic(b) - logistic(a))
  return portableLog(p) - portableLog1p(-p)
}

/** Beyond this a weight of a standardised parent says that the states are parted without error. */
const parted = 30

/**
 * Proportional odds (McCullagh 1980): the state is how many thresholds a linear score plus logistic noise has passed. The states are
 * in the order of the column's levels, or of its numbers. By Newton's method: the log-likelihood is concave.
 */
export function ordinalLaw(lesson: Lesson): FunctionLaw {
  const { name, parents, columns: data, rows } = lesson
  const { codes, states } = codesOf(name, data.get(name)!)
  const seen = new Float64Array(states.length)
  for (const code of codes) seen[code]!++
  const missing = seen.indexOf(0)
  if (states.length < 2 || missing >= 0) {
    const what = states.length < 2 ? 'does not vary' : `never takes its state ${show(states[missing])}`
    throw new CausalError(
      'invalid-data',
      `${show(name)} ${what}, so that its thresholds cannot be learnt: use another family.`,
      {
        variable: name,
      },
    )
  }
  const design = checkedDesign(lesson, states.length - 2)
  const { columns } = unitColumns(name, design)
  const [cuts, k] = [states.length - 1, columns.length]
  // thresholds at the frequencies, and no slope
  const at = new Float64Array(cuts + k)
  let below = 0
  for (let s = 0; s < cuts; s++) {
    below += seen[s]! / rows
    at[s] = portableLog(below / (1 - below))
  }
  let now = slopes(at)
  for (let step = 0; step < 100; step++) {
    const root = cholesky(now.information, cuts + k)
    if (!root.ok) throw noMaximum(name)
    const move = now.gradient.slice()
    solveCholesky(root.factor, cuts + k, move)
    let length = 1
    let next = slopes(at.map((value, j) => value + move[j]!))
    while (!(next.logLikelihood >= now.logLikelihood) && length > 1e-10) {
      length /= 2
      next = slopes(at.map((value, j) => value + length * move[j]!))
    }
    for (let j = 0; j < at.length; j++) at[j]! += length * move[j]!
    if (at.subarray(cuts).some((value) => Math.abs(value) > parted)) throw noMaximum(name)
    const gain = next.logLikelihood - now.logLikelihood
    now = next
    if (gain < 1e-11 * (1 + Math.abs(now.logLikelihood))) break
  }
  const weights = new Float64Array(k + 1)
  weights.set(at.subarray(cuts), 1)
  const eta = linearPredictor(design, inOwnUnits(weights, columns))
  const thresholds = [...at.subarray(0, cuts)]
  return Object.freeze({
    family: 'function',
    parents: Object.freeze([...parents]),
    noise: logisticDistribution(0, 1),
    evaluate: (pa: Parents, u: Cell) => {
      const score = eta(pa) + (u as number)
      let s = 0
      while (s < cuts && score > thresholds[s]!) s++
      return states[s]!
    },
    invert: null,
    logSlope: null,
    steps: Object.freeze({
      logProbability: (value: Cell, pa: Parents) => {
        const s = states.indexOf(value)
        if (s < 0) return Number.NEGATIVE_INFINITY
        const [a, b] = ends(s, pa)
        // F(b) − F(a) = F(b) F(−a) (1 − exp(a − b)), which loses no digits anywhere
        return logLogistic(b) + logLogistic(-a) + portableLog1p(-portableExp(a - b))
      },
      noiseAt: (value: Cell, pa: Parents, share: number) => {
        const [a, b] = ends(states.indexOf(value), pa)
        // above 0 the upper tail keeps the digits
        return a > 0 ? -between(-b, -a, 1 - share) : between(a, b, share)
      },
    }),
  })

  /** The noises between which a score lies in a state. */
  function ends(s: number, pa: Parents): readonly [number, number] {
    const score = eta(pa)
    const at = (cut: number, outside: number): number => (thresholds[cut] ?? outside) - score
    return [at(s - 1, Number.NEGATIVE_INFINITY), at(s, Number.POSITIVE_INFINITY)]
  }

  /** log-likelihood, its gradient, and minus its second derivatives; −∞ where thresholds are out of order. */
  function slopes(parameters: Float64Array): {
    logLikelihood: number
    gradient: Float64Array
    information: Float64Array
  } {
    const m = cuts + k
    const gradient = new Float64Array(m)
    const information = new Float64Array(m * m)
    let logLikelihood = 0
    const of = new Float64Array(m)
    for (let i = 0; i < rows; i++) {
      let score = 0
      for (let j = 0; j < k; j++) score += parameters[cuts + j]! * columns[j]!.column[i]!
      const s = codes[i]!
      const upper = s < cuts ? logistic(parameters[s]! - score) : 1
      const lower = s > 0 ? logistic(parameters[s - 1]! - score) : 0
      const p = upper - lower
      if (!(p > 0)) return { logLikelihood: Number.NEGATIVE_INFINITY, gradient, information }
      logLikelihood += portableLog(p)
      const [f, g] = [upper * (1 - upper), lower * (1 - lower)]
      const [df, dg] = [f * (1 - 2 * upper), g * (1 - 2 * lower)]
      // by the upper end a and the lower end b of the noise
      const ends = [
        { cut: s, slope: f / p, bend: df / p - (f / p) ** 2 },
        { cut: s - 1, slope: -g / p, bend: -dg / p - (g / p) ** 2 },
      ]
      const cross = (f * g) / (p * p)
      const derivative = ({ cut }: { cut: number }): Float64Array => {
        const out = of.slice().fill(0)
        if (cut >= 0 && cut < cuts) out[cut] = 1
        for (let j = 0; j < k; j++) out[cuts + j] = -columns[j]!.column[i]!
        return out
      }
      const [a, b] = ends.map(derivative) as [Float64Array, Float64Array]
      for (let x = 0; x < m; x++) {
        gradient[x]! += ends[0]!.slope * a[x]! + ends[1]!.slope * b[x]!
        for (let z = 0; z <= x; z++) {
          const second =
            ends[0]!.bend * a[x]! * a[z]! + ends[1]!.bend * b[x]! * b[z]! + cross * (a[x]! * b[z]! + b[x]! * a[z]!)
          information[x * m + z]! -= second
          if (z < x) information[z * m + x]! -= second
        }
      }
    }
    return { logLikelihood, gradient, information }
  }
}

function noMaximum(name: string): CausalError {
  const message = `the parents of ${show(name)} part its states without error, or determine one another, so the weights have no maximum: use a table, or more data.`
  return new CausalError('invalid-data', message, { variable: name })
}
