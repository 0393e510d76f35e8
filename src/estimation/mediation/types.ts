import type { DesignEffect } from '../core/designs/types.js'
import type { TargetPopulation, TreatmentContrast } from '../core/question/contrast.js'

/**
 * The specification of a mediation analysis.
 *
 * @category Estimation
 */
export interface MediationSpecification {
  /** Always `mediation`. */
  readonly strategy: 'mediation'
  /** The column of the treatment. */
  readonly treatment: string
  /** The column of the mediator. */
  readonly mediator: string
  /** The column of the outcome. */
  readonly outcome: string
  /** Which treatments are compared. */
  readonly contrast?: TreatmentContrast
  /** Everyone's effect. */
  readonly population: 'ATE'
  /** The columns adjusted for. */
  readonly adjustment: readonly string[]
}

/**
 * What a mediation analysis is asked.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface MediationAnalysisQuestion<N extends string = string> {
  /** May be left out: `mediation`, as in a specification. */
  readonly strategy?: 'mediation'
  /** The treatment: two categories, or numbers. */
  readonly treatment: N
  /** The mediator: a column of numbers. */
  readonly mediator: N
  /** The outcome: a column of numbers. */
  readonly outcome: N
  /** Which treatments are compared. Left out, the second of two values with the first, or numbers by one unit. */
  readonly contrast?: TreatmentContrast
  /** Columns from before treatment that may confound treatment, mediator or outcome. */
  readonly adjustment?: readonly N[]
  /** May be left out: everyone's effect. */
  readonly population?: TargetPopulation
}

/**
 * Options of `mediationEffects`.
 *
 * @category Estimation
 */
export interface MediationOptions {
  /** Whether the mediator's effect may differ with the treatment (default false). */
  readonly interaction?: boolean
  /**
   * How to compute errors: from influence values (`sandwich`, default), with equal variances (`classical`: Sobel's), by maximum
   * likelihood (divisor n), or by the percentiles of a `bootstrap`, best with few rows.
   */
  readonly standardErrors?: 'sandwich' | 'classical' | 'maximum-likelihood' | 'bootstrap'
  /** Bootstrap draws (default 1,000). */
  readonly draws?: number
  /** Seed of the bootstrap (default 1). */
  readonly seed?: number | string
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * One of the effects of a mediation analysis.
 *
 * @category Estimation
 */
export interface MediationPart {
  /** The effect. */
  readonly estimate: number
  /** Its standard error. */
  readonly standardError: number
  /** Its confidence interval. */
  readonly interval: readonly [number, number]
  /** Two-sided, by the normal distribution. */
  readonly pValue: number
}

/**
 * What an unmeasured cause of mediator and outcome would do.
 *
 * @category Estimation
 */
export interface MediationSensitivity {
  /** The correlation of the errors of mediator and outcome at which the indirect effect is 0. */
  readonly zeroAt: number
  /** The share of variance left in mediator and outcome that the cause would explain of each, if of both alike: |zeroAt|. */
  readonly sharedVariance: number
  /** The indirect effect at other correlations. */
  readonly curve: readonly { readonly correlation: number; readonly indirect: number }[]
}

/**
 * The effects of a mediation analysis; `estimate` is the indirect effect.
 *
 * @category Estimation
 */
export interface MediationEffects extends DesignEffect<MediationSpecification> {
  /** Through the mediator (the average causal mediation effect); with an interaction, the mean over both treatments. */
  readonly indirect: MediationPart
  /** Not through the mediator; with an interaction, the mean over both treatments. */
  readonly direct: MediationPart
  /** Both together. */
  readonly total: MediationPart
  /** indirect / total; null where the total is 0. */
  readonly proportion: MediationPart | null
  /** With an interaction, the effects under each treatment; else null. */
  readonly byTreatment: {
    /** Indirect, where treatment itself is `from`. */
    readonly indirectFrom: MediationPart
    /** Indirect, where treatment itself is `to`. */
    readonly indirectTo: MediationPart
    /** Direct, where the mediator is as under `from`. */
    readonly directFrom: MediationPart
    /** Direct, where the mediator is as under `to`. */
    readonly directTo: MediationPart
  } | null
  /** The coefficients: treatment on mediator (a), mediator (b) and treatment (c) on outcome, their product term (d). */
  readonly paths: {
    /** Treatment → mediator. */
    readonly a: MediationPart
    /** Mediator → outcome. */
    readonly b: MediationPart
    /** Treatment → outcome, past the mediator. */
    readonly c: MediationPart
    /** Treatment × mediator → outcome; null without interaction. */
    readonly d: MediationPart | null
  }
  /** How strong an unmeasured cause of mediator and outcome would have to be; null with an interaction. */
  readonly sensitivity: MediationSensitivity | null
}
