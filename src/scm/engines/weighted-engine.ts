import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { show } from '../../show.js'
import { checkResponses } from './check-responses.js'
import { determinedNodes } from './determined-nodes.js'
import { checkRounded } from './invert-column.js'
import { cellAt, constantColumn, type NodeColumn } from './node-column.js'
import { pushedEvidence } from './pushed-evidence.js'
import { runWorlds } from './run-worlds.js'
import { schedule } from './schedule.js'
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
}

/** The values of the targets, which the evidence determines. */
export interface UnitResult {
  readonly method: 'unit'
  readonly values: readonly Cell[]
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
 * Answers by likelihood weighting: nodes are computed parents first; at an observed node the noise is found from the value
 * and the draw weighted by its density, any other noise comes from its prior. Where the evidence determines every target
 * one draw is enough, and the answer is exact.
 */
export function weightedAnswer(
  query: PreparedQuery,
  options: DrawOptions,
  anyCoupling = false,
): SamplesResult | UnitResult | 'zero-probability' {
  const { worlds, targets } = query
  const pushed = pushedEvidence(worlds, query.evidence!)
  if (pushed === null) return 'zero-probability'
  const { evidence, logSlopes } = pushed
  if (!anyCoupling) checkResponses(worlds)
  const order = schedule(worlds, evidence)
  const { fixed, certain } = determinedNodes(worlds, order, evidence)
  const isUnit = targets.every((node) => fixed[node] === 1)
  const n = isUnit ? 1 : (options.draws ?? DEFAULT_SAMPLES)
  if (!Number.isInteger(n) || n < 1) {
    throw new CausalError('invalid-argument', `draws is ${show(n)}: give a whole number from 1 on.`, {
      draws: n,
    })
  }
  const seen = new Map([...evidence].map(([node, value]) => [node, constantColumn(value, n)]))
  const particles = runWorlds(query, { evidence: seen, logSlopes }, order, n, options.seed ?? 0)
  const { columns, logWeights, rejected } = particles
  if (isUnit) checkRounded(particles, worlds)
  for (const i of particles.impossible) if (certain[i] === 1) return 'zero-probability'
  if (isUnit) return { method: 'unit', values: targets.map((node) => cellAt(columns[node]!, 0)) }
  let top = Number.NEGATIVE_INFINITY
  for (const w of logWeights) if (w > top) top = w
  if (top === Number.NEGATIVE_INFINITY) {
    const names = rejected.map((i) => show(worlds.structure.names[worlds.nodes[i]!.variable]))
    const message = `none of ${n} draws agrees with the evidence${names.length > 0 ? ` on ${names.join(', ')}` : ''}: ask for more draws, or an invert to mechanisms whose noise is not found.`
    throw new CausalError('zero-support', message, { draws: n })
  }
  const weights = logWeights.map((w) => portableExp(w - top))
  let sum = 0
  let squares = 0
  for (const w of weights) {
    sum += w
    squares += w * w
  }
  for (let i = 0; i < n; i++) weights[i]! /= sum
  checkRounded(particles, worlds, weights)
  return {
    method: 'samples',
    columns: targets.map((node) => columns[node]!),
    weights,
    effectiveSampleSize: (sum * sum) / squares,
    logEvidence: top + portableLog(sum / n),
  }
}
