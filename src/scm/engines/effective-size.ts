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
export function neededSize(draws: number, effectiveSampleSize: number): number {
  return effectiveSampleSize > 0.99 * draws ? leastEven : leastWeighted
}

/** Why draws cannot be trusted, and the way out; null where they can. */
export function tooFewDraws(draws: number, effectiveSampleSize: number): string | null {
  const needed = neededSize(draws, effectiveSampleSize)
  if (effectiveSampleSize >= needed) return null
  const more = Math.ceil((draws * needed) / Math.max(effectiveSampleSize, 1))
  return `the ${draws} draws are worth only ${effectiveSampleSize.toPrecision(2)} independent ones, and an error can be trusted from ${needed} on: ask for more (draws: ${more} or above), or for evidence that is less narrow, or give mechanisms that an exact engine can use.`
}

/** Throws where weighted draws are worth too little for an answer. */
export function checkEffectiveSize(draws: number, effectiveSampleSize: number): void {
  const message = tooFewDraws(draws, effectiveSampleSize)
  if (message === null) return
  throw new CausalError('too-few-rows', message, {
    effectiveSampleSize,
    draws,
    needed: neededSize(draws, effectiveSampleSize),
  })
}
