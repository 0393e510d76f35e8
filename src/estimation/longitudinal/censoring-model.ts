import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'

/** Units in the order of their times, with what censoring may hang on. */
export interface CensoredUnits {
  readonly time: Float64Array
  /** 1 where the unit was censored. */
  readonly censored: Float64Array
  readonly weight: Float64Array
  /** Row-major n × k, without an intercept. */
  readonly x: Float64Array
  readonly k: number
}

/** The precision of the normal prior of the log hazard ratios of standardised regressors: few censored units stay finite. */
const precision = 0.1

/**
 * Cox's proportional hazards for censoring (Breslow's ties and baseline), as the chance of not being censored before a time.
 *
 * @complexity O(r n k²) for r Newton steps, and O(log n) for each chance
 */
export function censoringModel(units: CensoredUnits): (t: number, j: number) => number {
  const { time, censored, weight } = units
  const n = time.length
  const risk = relativeRisks(units, logHazardRatios(units))
  const when: number[] = []
  const cumulative: number[] = []
  let [atRisk, sum] = [0, 0]
  const total = new Float64Array(n + 1)
  for (let j = n - 1; j >= 0; j--) total[j] = total[j + 1]! + weight[j]! * risk[j]!
  for (let from = 0; from < n; ) {
    let to = from
    let gone = 0
    while (to < n && time[to] === time[from]) gone += weight[to]! * censored[to++]!
    // at one time events come before censoring: those with an event are at risk of it no more
    atRisk = total[from]!
    for (let j = from; j < to; j++) if (censored[j] !== 1) atRisk -= weight[j]! * risk[j]!
    if (gone > 0 && atRisk > 0) {
      sum += gone / atRisk
      when.push(time[from]!)
      cumulative.push(sum)
    }
    from = to
  }
  let [last, hazard] = [Number.NaN, 0]
  return (t, j) => {
    if (t !== last) {
      last = t
      hazard = before(when, cumulative, t)
    }
    return portableExp(-hazard * risk[j]!)
  }
}

/** The cumulative hazard just before a time. */
function before(when: readonly number[], cumulative: readonly number[], t: number): number {
  let [low, high] = [0, when.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (when[middle]! < t) low = middle + 1
    else high = middle
  }
  return low === 0 ? 0 : cumulative[low - 1]!
}

function relativeRisks({ x, k, time }: CensoredUnits, b: Float64Array): Float64Array {
  return time.map((_, j) => {
    let eta = 0
    for (let a = 0; a < k; a++) eta += x[j * k + a]! * b[a]!
    return portableExp(Math.max(-50, Math.min(50, eta)))
  })
}

/** The mode of the penalised partial likelihood, by Newton's method with step halving. */
function logHazardRatios(units: CensoredUnits): Float64Array {
  const { k } = units
  let b = new Float64Array(k)
  let here = partialLikelihood(units, b)
  for (let round = 0; round < 50; round++) {
    const root = cholesky(here.information, k)
    if (!root.ok) return b
    const step = solveCholesky(root.factor, k, here.score.slice())
    let size = 1
    let next = b
    let there = here
    for (; size > 1e-6; size /= 2) {
      next = b.map((value, a) => value + size * step[a]!)
      there = partialLikelihood(units, next)
      if (there.value >= here.value) break
    }
    const moved = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    if (!(there.value >= here.value)) return b
    b = next
    here = there
    if (size * moved < 1e-8) return b
  }
  return b
}

/** log L − precision Σ b² / 2 with its gradient and minus its second derivatives. */
function partialLikelihood(
  units: CensoredUnits,
  b: Float64Array,
): { readonly value: number; readonly score: Float64Array; readonly information: Float64Array } {
  const { time, censored, weight, x, k } = units
  const n = time.length
  const risk = relativeRisks(units, b)
  const score = b.map((value) => -precision * value)
  const information = new Float64Array(k * k)
  for (let a = 0; a < k; a++) information[a * k + a] = precision
  let value = -0.5 * precision * b.reduce((sum, v) => sum + v * v, 0)
  let s0 = 0
  const s1 = new Float64Array(k)
  const s2 = new Float64Array(k * k)
  const enter = (j: number): void => {
    const w = weight[j]! * risk[j]!
    s0 += w
    for (let a = 0; a < k; a++) {
      s1[a]! += w * x[j * k + a]!
      for (let c = 0; c <= a; c++) s2[a * k + c]! += w * x[j * k + a]! * x[j * k + c]!
    }
  }
  for (let to = n; to > 0; ) {
    let from = to
    while (from > 0 && time[from - 1] === time[to - 1]) from--
    let gone = 0
    // the censored of this time are at risk of it, those with an event at it are not: they enter for earlier times
    for (let j = from; j < to; j++) if (censored[j] === 1) enter(j)
    for (let j = from; j < to; j++) {
      if (censored[j] !== 1 || weight[j] === 0) continue
      gone += weight[j]!
      value += weight[j]! * portableLog(risk[j]!)
      for (let a = 0; a < k; a++) score[a]! += weight[j]! * x[j * k + a]!
    }
    if (gone > 0) {
      value -= gone * portableLog(s0)
      for (let a = 0; a < k; a++) {
        score[a]! -= (gone * s1[a]!) / s0
        for (let c = 0; c <= a; c++) {
          const part = gone * (s2[a * k + c]! / s0 - (s1[a]! * s1[c]!) / (s0 * s0))
          information[a * k + c]! += part
          if (c < a) information[c * k + a]! += part
        }
      }
    }
    for (let j = from; j < to; j++) if (censored[j] !== 1) enter(j)
    to = from
  }
  return { value, score, information }
}
