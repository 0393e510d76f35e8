import type { Table } from '../../data/types.js'
import type { EffectEstimate, EstimatedEffect } from '../core/types/effect.js'
import type { Specification } from '../specification/types.js'

/**
 * What a refuter works on: the rows and the effect that was estimated from them, and the way to estimate again.
 *
 * @category Estimation
 */
export interface RefutationSubject {
  /** The rows; a refuter makes tables of its own and leaves them as they are. */
  readonly table: Table
  /** The effect that is put to the test. */
  readonly effect: EstimatedEffect
  /** Estimates the same way from other rows, by the effect's specification or another. */
  readonly estimate: (table: Table, specification?: Specification) => EffectEstimate
}

/**
 * What came of an attempt to refute an effect.
 *
 * @category Estimation
 */
export interface Refutation {
  /** The refuter, in words. */
  readonly refuter: string
  /** Whether what was found speaks against the effect; null where too few replicates could be made. */
  readonly refuted: boolean | null
  /** The hypothesis that is tested: what should be so if nothing is wrong. */
  readonly hypothesis: string
  /** The p-value of that hypothesis; null where it is judged by size, or could not be tested. */
  readonly pValue: number | null
  /** The effect as it was estimated. */
  readonly estimate: number
  /** The mean of the replicates; null without any. */
  readonly mean: number | null
  /** All replicates, in the order drawn. */
  readonly replicates: readonly number[]
  /** How many draws gave no estimate. */
  readonly failed: number
  /** What was done and found, in a sentence. */
  readonly message: string
}

/**
 * An attempt to refute an effect, as a value: any function of this form can be handed to `refute`.
 *
 * @category Estimation
 */
export interface Refuter {
  /** Its name with its options, in words. */
  readonly name: string
  /** Makes the attempt. */
  readonly attempt: (subject: RefutationSubject) => Refutation
}

/**
 * Options of refuters that draw.
 *
 * @category Estimation
 */
export interface RefuterOptions {
  /** How many times to draw (default 100). */
  readonly draws?: number
  /** The same seed gives the same replicates (default 1). */
  readonly seed?: number | string
}
