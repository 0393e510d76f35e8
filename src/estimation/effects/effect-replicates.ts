import { CausalError } from '../../errors.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import type { Generator } from '../../probability/streams/generator.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import { type StratifiedUnits, stratifiedUnits } from '../core/clusters/strata-error.js'
import { ratioOfMeans } from '../core/inference/effect-scale.js'
import type { PreparedEffect } from '../core/problem/prepare-effect.js'
import { timesOwn } from '../core/problem/row-weights.js'

/** How often each row is drawn: rows one by one, whole clusters, or either within strata. */
function resampler({ problem, clusters, strata }: PreparedEffect, seed: number | string): () => Float64Array {
  const { n } = problem
  const random = generator(seedStream(seed))
  const weights = new Float64Array(n)
  const [column, second] = clusters
  if (strata.length > 0) return withinStrata(stratifiedUnits(n, strata, clusters), n, random)
  if (second !== undefined) {
    throw new CausalError('not-supported', 'the bootstrap draws clusters of one column: name one in `cluster`.', {})
  }
  if (column === undefined) {
    return () => {
      weights.fill(0)
      for (let i = 0; i < n; i++) weights[random.integer(n)]!++
      return weights
    }
  }
  const code = new Map<number, number>()
  const codes = Int32Array.from(column.values, (value) => {
    if (!code.has(value)) code.set(value, code.size)
    return code.get(value)!
  })
  const times = new Float64Array(code.size)
  return () => {
    times.fill(0)
    for (let g = 0; g < times.length; g++) times[random.integer(times.length)]!++
    for (let i = 0; i < n; i++) weights[i] = times[codes[i]!]!
    return weights
  }
}

/**
 * The rescaled bootstrap of a survey: of n_h units of a stratum n_h − 1 are drawn with replacement, and the weight of each counts
 * n_h / (n_h − 1) times, so that the variance of a total is that of the sample also where there are two units in a stratum
 * (Rao & Wu 1988; Rao, Wu & Yue 1992).
 */
function withinStrata({ unit, strata }: StratifiedUnits, n: number, random: Generator): () => Float64Array {
  const times = new Float64Array(strata.reduce((sum, { length }) => sum + length, 0))
  const weights = new Float64Array(n)
  return () => {
    times.fill(0)
    for (const units of strata) {
      const share = units.length / (units.length - 1)
      for (let draw = 1; draw < units.length; draw++) times[units[random.integer(units.length)]!]! += share
    }
    for (let i = 0; i < n; i++) weights[i] = times[unit[i]!]!
    return weights
  }
}

/** The estimate of each sample, null where it determines none. One stream draws all samples, so that those in between are drawn too. */
export function replicateEffect(prepared: PreparedEffect, seed: number | string): (draw: number) => number | null {
  const sample = resampler(prepared, seed)
  let drawn = 0
  return (draw) => {
    for (; drawn < draw; drawn++) sample()
    drawn++
    return replicate(prepared, sample())
  }
}

function replicate({ problem, estimator, treatment, design }: PreparedEffect, weights: Float64Array): number | null {
  const { measure = 'difference' } = design.request
  const own = timesOwn(problem, weights)
  if (measure === 'difference') {
    const estimate = estimator.reweighted(own)
    return estimate === null ? null : treatment.step * estimate
  }
  const means = estimator.reweightedMeans?.(own) ?? null
  const log = means === null ? null : ratioOfMeans(means, measure)
  return log === null ? null : portableExp(log)
}
