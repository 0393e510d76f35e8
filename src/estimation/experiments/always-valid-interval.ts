import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { normalUpperQuantile } from '../../numeric/special/normal.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog, portableLog1p } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedConfidence } from '../core/designs/read-question.js'

/**
 * An estimate so far: what every effect here holds.
 *
 * @category Estimation
 */
export interface EstimateSoFar {
  /** The estimate from the rows so far. */
  readonly estimate: number
  /** Its standard error. */
  readonly standardError: number
  /** The rows so far. */
  readonly n: number
}

/**
 * Options of `alwaysValidInterval`.
 *
 * @category Estimation
 */
export interface AlwaysValidOptions {
  /** The number of rows at which the interval is to be narrowest: fix it before the first look, and keep it. */
  readonly tuneFor: number
  /** The confidence level, over all looks together (default 0.95). */
  readonly confidence?: number
}

/**
 * An interval that holds at every look.
 *
 * @category Estimation
 */
export interface AlwaysValidInterval {
  /** The estimate so far. */
  readonly estimate: number
  /** Where the effect lies, at this look and at all others together with probability `confidence`. */
  readonly interval: readonly [number, number]
  /** Over all looks together. */
  readonly confidence: number
  /** Of no effect: it may be looked at at any time, and below α once, the test may stop. */
  readonly pValue: number
  /** Rows so far. */
  readonly n: number
  /** The rows for which the interval is narrowest. */
  readonly tuneFor: number
  /** How much wider it is than the interval for a single look. */
  readonly widening: number
}

/**
 * The confidence sequence of an experiment that is looked at while it runs: an interval and a p-value that hold at every look,
 * however often, and whenever you stop.
 *
 * An ordinary 95 % interval misses the truth at some look of an endless experiment with certainty. This one mixes the
 * likelihood ratio over normal effects (the mixture sequential probability ratio test). Give it any effect: a difference in
 * means, CUPED, a ratio metric. It holds as the estimate becomes normal: don't look before some 30 units are in each arm.
 * Intervals of all looks may be intersected.
 *
 * @param effect - the effect from the rows so far
 * @param options - for how many rows it is tuned (fixed beforehand), and the confidence
 * @returns interval and p-value
 * @throws CausalError `invalid-argument` for an effect without standard error, or options out of range
 * @complexity O(1)
 * @category Estimation
 * @see Johari, Koomen, Pekelis & Walsh 2017, "Peeking at A/B tests", KDD; Howard, Ramdas, McAuliffe & Sekhon 2021, equation 14 and section 3.5, Annals of Statistics 49; Waudby-Smith et al. 2021 for the large-sample form
 * @example
 * const now = alwaysValidInterval({ estimate: 0.5, standardError: 0.1, n: 1000 }, { tuneFor: 2000 })
 * now.interval
 * //=> [0.192, 0.808]
 */
export function alwaysValidInterval(effect: EstimateSoFar, options: AlwaysValidOptions): AlwaysValidInterval {
  return calledAs('alwaysValidInterval', () => {
    const { estimate, standardError, n } = checkedObject('effect', effect)
    checkOptions('options', options, ['tuneFor', 'confidence'], { tuneFor: 'number' })
    const { tuneFor } = checkedObject('options', options)
    const confidence = checkedConfidence(options.confidence)
    if (![estimate, standardError, n].every(Number.isFinite) || !(standardError > 0 && n > 0)) {
      throw new CausalError(
        'invalid-argument',
        `give an effect with { estimate, standardError, n }, the standard error above 0, got ${show({ estimate, standardError, n })}: a refusal has none.`,
      )
    }
    if (!(typeof tuneFor === 'number' && tuneFor > 0 && Number.isFinite(tuneFor))) {
      throw new CausalError('invalid-argument', `tuneFor must be a number of rows, got ${show(tuneFor)}.`, { tuneFor })
    }
    const alpha = 1 - confidence
    // in units of the standard error the information is 1 now, and grows with rows: that at `tuneFor` rows, and the mixture
    // that is narrowest there (section 3.5)
    const rho = tuneFor / n / mixtureShare(alpha)
    const total = 1 + rho
    // equation 14: the boundary √((I + ρ) log((I + ρ) / (ρ α²))) of the sum, over I
    const widened = Math.sqrt(total * portableLog(total / (rho * alpha * alpha)))
    const reach = widened * standardError
    const logRatio = (estimate / standardError) ** 2 / (2 * total) - 0.5 * portableLog1p(1 / rho)
    return Object.freeze({
      estimate,
      interval: Object.freeze([estimate - reach, estimate + reach] as const),
      confidence,
      pValue: Math.min(1, portableExp(-logRatio)),
      n,
      tuneFor,
      widening: widened / normalUpperQuantile(alpha / 2),
    })
  })
}

/** −W₋₁(−α² / e) − 1: the x > 0 with x − log(1 + x) = −2 log α, by Newton's method. */
function mixtureShare(alpha: number): number {
  const target = -2 * portableLog(alpha)
  let x = target + portableLog1p(target)
  for (let step = 0; step < 50; step++) {
    const next = x - ((x - portableLog1p(x) - target) * (1 + x)) / x
    if (Math.abs(next - x) <= 1e-14 * x) return next
    x = next
  }
  return x
}
