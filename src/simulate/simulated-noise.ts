import { CausalError } from '../errors.js'
import type { Generator } from '../probability/streams/generator.js'
import { show } from '../show.js'

/**
 * The noise of a simulated model, with mean 0 and variance 1.
 *
 * @category Discovery
 */
export type SimulatedNoise = 'normal' | 'uniform' | 'laplace' | 'exponential'

const draws: Readonly<Record<SimulatedNoise, (random: Generator) => number>> = {
  normal: (random) => random.normal(),
  uniform: (random) => Math.sqrt(12) * (random.uniform() - 0.5),
  laplace: (random) => (random.uniform() < 0.5 ? -1 : 1) * random.exponential() * Math.SQRT1_2,
  exponential: (random) => random.exponential() - 1,
}

/** A column of noise. */
export function noiseColumn(kind: SimulatedNoise, random: Generator, n: number): Float64Array {
  if (!Object.hasOwn(draws, kind)) {
    throw new CausalError(
      'invalid-argument',
      `there is no noise ${show(kind)}: it can be ${Object.keys(draws).join(', ')}.`,
      { noise: kind },
    )
  }
  const out = new Float64Array(n)
  if (kind === 'normal') random.fillNormal(out)
  else for (let i = 0; i < n; i++) out[i] = draws[kind](random)
  return out
}

/** A column of more numbers does not fit in memory. */
const MOST_ROWS = 2 ** 29

export function checkRows(n: number): void {
  if (Number.isInteger(n) && n >= 1 && n <= MOST_ROWS) return
  if (typeof n === 'number' && Number.isInteger(n) && n > MOST_ROWS)
    throw new CausalError(
      'too-large',
      `${n} rows do not fit in memory: give at most 2^29, and add up their moments in parts.`,
      { n },
    )
  throw new CausalError('invalid-argument', `the number of rows is ${show(n)}: give a whole number from 1 on.`, { n })
}
