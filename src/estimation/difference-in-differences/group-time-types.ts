import type { DesignEffect } from '../core/designs/types.js'
import type { DifferenceInDifferencesSpecification } from './types.js'

/**
 * Options of `groupTimeEffects`.
 *
 * @category Estimation
 */
export interface GroupTimeOptions {
  /** With whom the treated are compared (default `never-treated`). */
  readonly comparison?: 'never-treated' | 'not-yet-treated'
  /** How covariates enter (default `doubly-robust`). */
  readonly method?: 'doubly-robust' | 'regression' | 'weighting'
  /** Effects before treatment against the time before (`varying`, default) or against the last before treatment (`universal`). */
  readonly basePeriod?: 'varying' | 'universal'
  /** How many times before it begins treatment may act (default 0). */
  readonly anticipation?: number
  /** Which mean is `estimate`: of groups (default), of all cells, of event times, of calendar times. */
  readonly summary?: 'group' | 'simple' | 'event' | 'time'
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
  /** Draws for the simultaneous band (default 10,000). */
  readonly draws?: number
  /** Seed of these draws (default 1). */
  readonly seed?: number | string
}

/**
 * One estimate among several.
 *
 * @category Estimation
 */
export interface PartialEffect {
  /** The effect. */
  readonly estimate: number
  /** Its standard error; 0 at a base period. */
  readonly standardError: number
  /** Its confidence interval, for it alone. */
  readonly interval: readonly [number, number]
  /** Two-sided, of no effect. */
  readonly pValue: number
}

/**
 * ATT(g, t).
 *
 * @category Estimation
 */
export interface GroupTimeEffect extends PartialEffect {
  /** When the group's treatment begins. */
  readonly group: number
  /** When the effect is seen. */
  readonly time: number
}

/**
 * The effect so many times after treatment began (before, if negative).
 *
 * @category Estimation
 */
export interface EventTimeEffect extends PartialEffect {
  /** Times since treatment began. */
  readonly event: number
  /** An interval that holds for all event times together. */
  readonly band: readonly [number, number]
}

/**
 * The effects by group and time.
 *
 * @category Estimation
 */
export interface GroupTimeEffects extends DesignEffect<DifferenceInDifferencesSpecification> {
  /** ATT(g, t) for each group and time. */
  readonly cells: readonly GroupTimeEffect[]
  /** By time since treatment began. */
  readonly eventStudy: readonly EventTimeEffect[]
  /** By group, averaged over the times after treatment began. */
  readonly byGroup: readonly (PartialEffect & {
    /** When the group's treatment begins. */
    readonly group: number
  })[]
  /** By calendar time, averaged over the groups treated by then. */
  readonly byTime: readonly (PartialEffect & {
    /** The calendar time. */
    readonly time: number
  })[]
  /** The test that all effects before treatment are 0; null where there is no time before. */
  readonly preTrend: {
    /** Wald's chi-square. */
    readonly statistic: number
    /** Its degrees of freedom. */
    readonly degreesOfFreedom: number
    /** Small where trends differed before treatment. */
    readonly pValue: number
  } | null
}
