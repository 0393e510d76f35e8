import type { Learner } from '../../../learners/core/types.js'
import { portableExp } from '../../../numeric/special/portable-exp.js'
import { portableLog } from '../../../numeric/special/portable-log.js'
import { logStudentTTwoSided } from '../../../numeric/special/student-t.js'
import type { MechanismCheck } from '../incident-types.js'
import { autocorrelationInflation, logRankTest } from './change-tests.js'
import { learnedRest } from './learned-rest.js'
import { linearRest } from './linear-rest.js'
import type { LaggedCause } from './mechanism-graph.js'
import type { Input, Rest } from './rest.js'
import { median, robustScale } from './robust-scale.js'
import type { Steps } from './steps.js'
import { meanOf, sumOf } from './sum-of.js'

/** A mechanism that was checked, or why it could not be. */
export type Checked =
  | {
      readonly ok: true
      readonly check: MechanismCheck
      readonly given: readonly LaggedCause[]
      /** The p-value that the mechanism was the same in the last third of the steps before as in the first two. */
      readonly quiet: number
      /** The rows of the steps that were used. */
      readonly rows: { readonly before: Int32Array; readonly after: Int32Array }
    }
  | { readonly ok: false; readonly reason: 'constant' | 'determined' | 'too-few-rows'; readonly needed?: number }

/** Fewer steps after than this have no spread of their own. */
export const leastForSpread = 8
/** More rows than parameters, at least. */
const leastSpare = 5

/**
 * Fits variable i on `causes` in the steps before and looks whether the fit still holds after. The mean: the t test of the mean
 * prediction error, which counts the error of the slopes at the causes' new level (Chow 1960). The spread: ranks of the distances
 * from the median, each scaled by its leverage. Rows in a series count as far as they do not follow each other.
 */
export function checkMechanism(
  steps: Steps,
  i: number,
  causes: readonly LaggedCause[],
  maxLag: number,
  learner: Learner | null,
): Checked {
  const values = steps.columns[i]!
  const usable = (row: number): boolean =>
    steps.past[row]! >= maxLag &&
    !Number.isNaN(values[row]!) &&
    causes.every(({ cause, lag }) => !Number.isNaN(steps.columns[cause]![row - lag]!))
  const rows = { before: steps.before.filter(usable), after: steps.after.filter(usable) }
  const needed = causes.length + 1 + leastSpare
  if (rows.before.length < needed || rows.after.length === 0) return { ok: false, reason: 'too-few-rows', needed }
  const own = { before: pick(values, rows.before, 0), after: pick(values, rows.after, 0) }
  if (own.before.every((v) => v === own.before[0])) return { ok: false, reason: 'constant' }
  const inputs = causes.map(({ cause, lag }) => ({
    cause,
    lag,
    before: pick(steps.columns[cause]!, rows.before, lag),
    after: pick(steps.columns[cause]!, rows.after, lag),
  }))
  const rest = learner === null ? linearRest(own, inputs) : learnedRest(own, inputs, learner)
  const mean = meanOf(own.before)
  const [whole, left] = [sumOf(own.before.map((v) => (v - mean) ** 2)), sumOf(rest.before.map((r) => r * r))]
  if (!(left > 1e-12 * whole)) return { ok: false, reason: 'determined' }
  const { center, scale } = robustScale(rest.before)
  const follows = Uint8Array.from(rows.before, (row, at) => (at > 0 && rows.before[at - 1] === row - 1 ? 1 : 0))
  const { z, logPValue, spread } = changes(rest, left, steps.isSeries ? follows : null)
  return {
    ok: true,
    given: causes,
    rows,
    quiet: quietness(own.before, inputs, steps.isSeries ? follows : null),
    check: Object.freeze({
      before: rest.before.map((r) => (r - center) / scale),
      after: rest.after.map((r) => (r - center) / scale),
      raw: Object.freeze({ before: rest.before, after: rest.after }),
      slopes: rest.slopes,
      z,
      spread,
      pValue: portableExp(logPValue),
      logPValue,
      outside: outsideShare(inputs, rows.after.length),
    }),
  }
}

function changes(rest: Rest, left: number, follows: Uint8Array | null) {
  const [n, m] = [rest.before.length, rest.after.length]
  const variance = left / (n - rest.k)
  const inflation = follows === null ? 1 : autocorrelationInflation(rest.before, follows)
  const z = meanOf(rest.after) / Math.sqrt(variance * inflation * (1 / m + rest.meanLeverage))
  const logMean = logStudentTTwoSided(Math.abs(z), n - rest.k)
  const [atBefore, atAfter] = [median(rest.before), median(rest.after)]
  const distances = {
    before: rest.before.map((r, i) => Math.abs(r - atBefore) / Math.sqrt(Math.max(1e-9, 1 - rest.leverage.before[i]!))),
    after: rest.after.map(
      (r, i) => (Math.abs(r - atAfter) / Math.sqrt(1 + rest.leverage.after[i]!)) * Math.sqrt(m > 1 ? m / (m - 1) : 1),
    ),
  }
  const spread = median(distances.after) / median(distances.before)
  const heavy = follows === null ? 1 : autocorrelationInflation(midHeld(distances.before), follows)
  const logSpread = m < leastForSpread ? null : logRankTest(distances.before, distances.after, heavy)
  const logPValue = Math.min(0, logSpread === null ? logMean : portableLog(2) + Math.min(logMean, logSpread))
  return { z, logPValue, spread: Number.isFinite(spread) ? spread : 0 }
}

/** The same look within the steps before: their last third against the first two, which a fault before the trigger does not stand. */
function quietness(values: Float64Array, inputs: readonly Input[], follows: Uint8Array | null): number {
  const n = values.length
  const cut = Math.floor((2 * n) / 3)
  if (cut < inputs.length + 1 + leastSpare || n - cut < leastForSpread) return 1
  const first = (column: Float64Array): Float64Array => column.slice(0, cut)
  const last = (column: Float64Array): Float64Array => column.slice(cut)
  const rest = linearRest(
    { before: first(values), after: last(values) },
    inputs.map(({ cause, lag, before }) => ({ cause, lag, before: first(before), after: last(before) })),
  )
  const left = sumOf(rest.before.map((r) => r * r))
  return left > 0 ? portableExp(changes(rest, left, follows?.slice(0, cut) ?? null).logPValue) : 1
}

/** Distances held at five times their median, so that a few large ones do not hide how they follow each other. */
function midHeld(distances: Float64Array): Float64Array {
  const most = 5 * median(distances)
  return distances.map((d) => Math.min(d, most))
}

/** The share of rows after in which a cause lies more than a tenth of its range beyond what was seen before. */
function outsideShare(inputs: readonly Input[], m: number): number {
  const beyond = new Uint8Array(m)
  for (const { before, after } of inputs) {
    let [low, high] = [before[0]!, before[0]!]
    for (const v of before) {
      low = Math.min(low, v)
      high = Math.max(high, v)
    }
    const room = (high - low) / 10
    for (let r = 0; r < m; r++) if (after[r]! < low - room || after[r]! > high + room) beyond[r] = 1
  }
  return sumOf(beyond) / m
}

function pick(column: Float64Array, rows: Int32Array, lag: number): Float64Array {
  const out = new Float64Array(rows.length)
  for (let k = 0; k < out.length; k++) out[k] = column[rows[k]! - lag]!
  return out
}
