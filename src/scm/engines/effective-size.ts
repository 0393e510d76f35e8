import { CausalError } from '../../errors.js'

/**
 * Weighted draws worth fewer independent ones than this have no standard error that can be trusted: measured over 200 seeds,
 * an interval of ± 1.96 holds the truth in 92 to 98 % of runs above it, and in 32 to 63 % where the draws are worth fewer than
 * five (`bench/weighted-validity`).
 */
const leastWeighted = 100
/** The same for draws that all weigh the same. */
const leastEven = 30

/** How many independent draws are needed: fewer where all weigh the same. */
function neededSize(draws: number, effectiveSampleSize: number): number {
  return effectiveSampleSize > 0.99 * draws ? leastEven : leastWeighted
}

/** Weighted draws, as far as they say what they are worth. */
interface Worth {
  readonly weights: Float64Array
  readonly effectiveSampleSize: number
  readonly disagreement: number | null
}

/** Streams that differ by more standard errors than this did not find the same places. */
const mostDisagreement = 5

/** Why draws cannot be trusted, and the way out; null where they can. */
export function untrusted({ weights, effectiveSampleSize, disagreement }: Worth): string | null {
  const draws = weights.length
  const needed = neededSize(draws, effectiveSampleSize)
  if (effectiveSampleSize < needed) {
    const more = Math.ceil((draws * needed) / Math.max(effectiveSampleSize, 1))
    return `the ${draws} draws are worth only ${effectiveSampleSize.toPrecision(2)} independent ones, and an error can be trusted from ${needed} on: ask for more (draws: ${more} or above), or for evidence that is less narrow, or give mechanisms that an exact engine can use.`
  }
  if (disagreement === null || disagreement <= mostDisagreement) return null
  return `independent streams of draws differ by ${disagreement.toPrecision(2)} standard errors in the probability of the evidence: each may have missed what another found. Ask for more draws (now ${draws}), or give mechanisms that an exact engine can use.`
}

/** Throws where weighted draws are worth too little for an answer. */
export function checkWorth(found: Worth): void {
  const message = untrusted(found)
  if (message === null) return
  const draws = found.weights.length
  throw new CausalError('too-few-rows', message, {
    effectiveSampleSize: found.effectiveSampleSize,
    draws,
    needed: neededSize(draws, found.effectiveSampleSize),
    disagreement: found.disagreement,
  })
}
