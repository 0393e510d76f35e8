import { CausalError } from '../../errors.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { show } from '../../show.js'
import { adaptedDraws } from './adaptive/adapted-draws.js'
import { checkRounded } from './invert-column.js'
import type { NodeColumn } from './node-column.js'
import { preparedEvidence } from './prepared-evidence.js'
import { runWorlds } from './run-worlds.js'
import type { PreparedQuery } from './terms.js'

/** Weighted draws of the targets, given the evidence. */
export interface SamplesResult {
  readonly method: 'samples'
  readonly columns: readonly NodeColumn[]
  /** Weights that sum to one. */
  readonly weights: Float64Array
  /** (Σ w)² / Σ w²: how many independent draws the weighted ones are worth. */
  readonly effectiveSampleSize: number
  /** The logarithm of the mean weight: of the probability (density) of the evidence. */
  readonly logEvidence: number
  /** By how many standard errors independent streams differ at most; null where the draws come from the prior. */
  readonly disagreement: number | null
}

/**
 * How many draws, and from which seed.
 *
 * @category Counterfactuals
 */
export interface DrawOptions {
  /** How many weighted draws, where no exact answer is known; 10,000 by default. */
  readonly draws?: number
  /** The seed of the draws, 0 by default. */
  readonly seed?: number | string
}

export const DEFAULT_SAMPLES = 10_000

/**
 * Draws from the prior that are worth less than this give way to draws from fitted proposals: a tenth of their number, and where
 * they are few, up to half of it.
 */
const leastWorth = (draws: number): number => Math.max(0.1 * draws, Math.min(0.5 * draws, 500))
/** With fewer draws there is nothing that could be trusted anyway. */
const leastAdapted = 100

/**
 * Answers by likelihood weighting: nodes are computed parents first; at an observed node the noise is found from the value
 * and the draw weighted by its density, any other noise comes from its prior. Where these draws are worth little, the noises come
 * from proposals fitted to the evidence instead.
 */
export function weightedAnswer(
  query: PreparedQuery,
  options: DrawOptions,
  anyCoupling = false,
): SamplesResult | 'zero-probability' {
  const { worlds, targets } = query
  const evidence = preparedEvidence(query, anyCoupling)
  if (evidence === null) return 'zero-probability'
  const n = options.draws ?? DEFAULT_SAMPLES
  const seed = options.seed ?? 0
  const plain = runWorlds(query, evidence.columns(n), evidence.order, n, seed)
  for (const i of plain.impossible) if (evidence.certain[i] === 1) return 'zero-probability'
  const { rejected, drawn } = plain
  let particles = plain
  let found = normalized(plain.logWeights)
  let disagreement: number | null = null
  if (found.effectiveSampleSize < leastWorth(n) && n >= leastAdapted) {
    const adapted = adaptedDraws(query, evidence, drawn, n, seed)
    const better = adapted === null ? found : normalized(adapted.particles.logWeights)
    if (adapted !== null && better.effectiveSampleSize > found.effectiveSampleSize) {
      particles = adapted.particles
      disagreement = adapted.disagreement
      found = better
    }
  }
  const { columns } = particles
  const { weights, effectiveSampleSize, logMean } = found
  if (logMean === Number.NEGATIVE_INFINITY) {
    const names = rejected.map((i) => show(worlds.structure.names[worlds.nodes[i]!.variable]))
    const message = `none of ${n} draws agrees with the evidence${names.length > 0 ? ` on ${names.join(', ')}` : ''}: ask for more draws, or an invert to mechanisms whose noise is not found.`
    throw new CausalError('zero-support', message, { draws: n })
  }
  checkRounded(particles, worlds, weights)
  return {
    method: 'samples',
    columns: targets.map((node) => columns[node]!),
    weights,
    effectiveSampleSize,
    logEvidence: logMean,
    disagreement,
  }
}

/** Weights that sum to one, what they are worth, and the logarithm of their mean; −∞ where all are zero. */
export function normalized(logWeights: Float64Array): {
  readonly weights: Float64Array
  readonly effectiveSampleSize: number
  readonly logMean: number
} {
  let top = Number.NEGATIVE_INFINITY
  for (const w of logWeights) if (w > top) top = w
  if (top === Number.NEGATIVE_INFINITY) return { weights: logWeights, effectiveSampleSize: 0, logMean: top }
  const weights = logWeights.map((w) => portableExp(w - top))
  let sum = 0
  let squares = 0
  for (const w of weights) {
    sum += w
    squares += w * w
  }
  for (let i = 0; i < weights.length; i++) weights[i]! /= sum
  return {
    weights,
    effectiveSampleSize: (sum * sum) / squares,
    logMean: top + portableLog(sum / weights.length),
  }
}
