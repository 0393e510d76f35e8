import type { Moments } from '../data/types.js'
import { CausalError, calledAs } from '../errors.js'
import { checkedObject } from '../names.js'
import { checkOptions } from '../options.js'
import { generator } from '../probability/streams/stream.js'
import { show } from '../show.js'
import { checkGram } from './statements/merge-grams.js'
import { momentsOf } from './statements/read-moments.js'
import type { Gram, GramGroup } from './types.js'

/**
 * How many replicates, and from which seed.
 *
 * @category SQL
 */
export interface BootstrapGramsOptions {
  /** How many replicates (default 1,000). */
  readonly draws?: number
  /** Seed of the draws (default 0). */
  readonly seed?: number | string
  /** The share of replicates within the interval (default 0.95). */
  readonly confidence?: number
}

/**
 * What a bootstrap over random groups found.
 *
 * @category SQL
 */
export interface GramsBootstrap {
  /** The statistic of all rows. */
  readonly estimate: number
  /** The standard deviation of the replicates. */
  readonly standardError: number
  /** The percentile interval [lower, upper]. */
  readonly interval: readonly [number, number]
  /** The share of replicates that the interval spans. */
  readonly confidence: number
  /** The replicates, in the order in which they were drawn. */
  readonly replicates: Float64Array
}

/**
 * The standard error of any function of moments, of rows that stay in their engine: the random groups of one scan are drawn again and
 * again here, with weights, and no row moves. Poisson weights drawn in the engine would cost a hundred times as much.
 *
 * With 1,000 groups the standard error itself is uncertain by 1 / √(2 · 999) = 2.2 %.
 *
 * @param groups - at least 20 random groups: of `gramsFrom` with `buckets`, whose last state is the bucket
 * @param statistic - a number from moments
 * @param options - draws, seed, confidence
 * @returns estimate, standard error, interval and all replicates
 * @throws CausalError `too-few-rows` below 20 groups; `invalid-argument` for options out of range, or a statistic that is no number
 * @complexity O(draws · (groups · p² + the statistic))
 * @category SQL
 * @see Wolter 2007, "Introduction to Variance Estimation", chapter 2 (random groups)
 * @example
 * const statement = gramSql('events', ['x'], { by: 'bucket', dialect: duckdb })
 * const groups = readGrams(statement, Array.from({ length: 20 }, (_, k) => ({ k0: k, c0: 2, c1: k, c2: k * k })))
 * const { estimate, standardError } = bootstrapGrams(groups, (m) => m.mean[0] ?? 0, { draws: 200, seed: 1 })
 * estimate
 * //=> 4.75
 * standardError > 0.5 && standardError < 0.8
 * //=> true
 */
export function bootstrapGrams<N extends string>(
  groups: readonly GramGroup<N>[],
  statistic: (moments: Moments<N>) => number,
  options: BootstrapGramsOptions = {},
): GramsBootstrap {
  return calledAs('bootstrapGrams', () => {
    checkOptions('options', options, ['draws', 'seed', 'confidence'])
    const { draws = 1000, seed = 0, confidence = 0.95 } = options
    if (!(Number.isInteger(draws) && draws >= 20 && draws < 2 ** 31))
      throw new CausalError('invalid-argument', `draws is a whole number from 20, got ${show(draws)}.`, { draws })
    if (!(confidence > 0 && confidence < 1))
      throw new CausalError('invalid-argument', `confidence lies between 0 and 1, got ${show(confidence)}.`, {
        confidence,
      })
    if (typeof statistic !== 'function')
      throw new CausalError('invalid-argument', `the statistic is a function of moments, got ${show(statistic)}.`)
    const buckets = bucketsOf(groups)
    const replicate = (weights: Int32Array): number => {
      const value = statistic(momentsOf(weightedSum(buckets, weights)))
      if (Number.isFinite(value)) return value
      throw new CausalError('invalid-argument', `the statistic must give a finite number, got ${show(value)}.`, {
        value,
      })
    }
    const weights = new Int32Array(buckets.length).fill(1)
    const estimate = replicate(weights)
    const draw = generator(seed)
    const replicates = Float64Array.from({ length: draws }, () => {
      weights.fill(0)
      for (let k = 0; k < weights.length; k++) weights[draw.integer(weights.length)]!++
      return replicate(weights)
    })
    return Object.freeze({ estimate, ...spreadOf(replicates, confidence), confidence, replicates })
  })
}

/** The groups, which must be enough and share one shift. */
function bucketsOf<N extends string>(groups: readonly GramGroup<N>[]): readonly Gram<N>[] {
  if (!Array.isArray(groups) || groups.length < 20) {
    const count = Array.isArray(groups) ? groups.length : show(groups)
    throw new CausalError('too-few-rows', `a bootstrap over groups needs at least 20 of them, got ${count}.`, { count })
  }
  const grams: readonly Gram<N>[] = groups.map((group: GramGroup<N>) => {
    checkGram(checkedObject('group', group).gram)
    return group.gram
  })
  const first = grams[0]
  if (grams.some(({ shift }) => shift.some((s, i) => s !== first!.shift[i])))
    throw new CausalError('invalid-argument', 'the groups must share one shift, as those of one call of gramsFrom do.')
  return grams
}

function weightedSum<N extends string>(grams: readonly Gram<N>[], weights: Int32Array): Gram<N> {
  const { names, shift } = grams[0]!
  const sums = new Float64Array(names.length)
  const products = new Float64Array(names.length ** 2)
  let count = 0
  for (let g = 0; g < grams.length; g++) {
    const w = weights[g]!
    if (w === 0) continue
    const gram = grams[g]!
    count += w * gram.count
    for (let i = 0; i < sums.length; i++) sums[i]! += w * gram.sums[i]!
    for (let k = 0; k < products.length; k++) products[k]! += w * gram.products[k]!
  }
  return { names, count, shift, sums, products }
}

function spreadOf(
  replicates: Float64Array,
  confidence: number,
): { readonly standardError: number; readonly interval: readonly [number, number] } {
  const n = replicates.length
  const mean = replicates.reduce((sum, value) => sum + value, 0) / n
  const variance = replicates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
  const sorted = replicates.slice().sort()
  const tail = (1 - confidence) / 2
  const at = (q: number): number => sorted[Math.min(n - 1, Math.max(0, Math.round(q * (n + 1)) - 1))]!
  return { standardError: Math.sqrt(variance), interval: Object.freeze([at(tail), at(1 - tail)] as const) }
}
