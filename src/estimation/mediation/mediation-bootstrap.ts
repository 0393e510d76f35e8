import { generator, seedStream } from '../../probability/streams/stream.js'
import { fitMediation, type MediationData, type PathValues } from './linear-mediation.js'
import type { MediationOptions } from './types.js'

/** Checked options. */
export interface MediationRules {
  readonly standardErrors: NonNullable<MediationOptions['standardErrors']>
  readonly draws: number
  readonly seed: number | string
  readonly confidence: number
}

export function crossProducts(influence: readonly Float64Array[]): Float64Array {
  const n = influence[0]!.length
  const out = new Float64Array(25)
  for (let p = 0; p < 5; p++) {
    for (let q = 0; q < 5; q++) {
      let sum = 0
      for (let i = 0; i < n; i++) sum += influence[p]![i]! * influence[q]![i]!
      out[p * 5 + q] = sum / n / n
    }
  }
  return out
}

/** The coefficients of samples with replacement; those that do not determine them are left out. */
export function bootstrapped(data: MediationData, { draws, seed }: MediationRules): PathValues[] {
  const random = generator(seedStream(seed))
  const weights = new Float64Array(data.n)
  const found: PathValues[] = []
  for (let d = 0; d < draws; d++) {
    weights.fill(0)
    for (let i = 0; i < data.n; i++) weights[random.integer(data.n)]!++
    const fit = fitMediation(data, weights)
    if (fit !== null) found.push(fit.values)
  }
  return found
}
