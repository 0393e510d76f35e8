import type { ClassIdentification, Identification } from '../../../identification/index.js'

/**
 * How two mean outcomes are compared: by their difference (of risks, where the outcome has two categories), the ratio of two
 * risks or of two rates, or the ratio of two odds. Ratios have 1 for no effect, and intervals made on the logarithm's scale.
 *
 * @category Estimation
 */
export type EffectMeasure = 'difference' | 'risk-ratio' | 'odds-ratio' | 'rate-ratio'

/**
 * Standard errors for rows that come in clusters: without a factor (`CR0`), with G / (G − 1) · (n − 1) / (n − k) (`CR1`), with
 * the leverage of each cluster taken out (`CR2`: Bell & McCaffrey 2002; for regressions without interactions), or from the
 * estimates without each cluster in turn (`CR3`, the jackknife).
 *
 * @category Estimation
 */
export type ClusterErrors = 'CR0' | 'CR1' | 'CR2' | 'CR3'

/**
 * What `identify` says of one graph, or of a class of graphs.
 *
 * @category Estimation
 */
export type AnyIdentification<N extends string = string> = Identification<N> | ClassIdentification<N>

/**
 * How to compute standard errors of an additive regression: from the influence values (`sandwich`, the same as HC0),
 * with a correction for small samples (`HC1`, `HC2`, `HC3`), or on the assumption of equal variances (`classical`).
 *
 * @category Estimation
 */
export type RegressionStandardErrors = 'sandwich' | 'HC1' | 'HC2' | 'HC3' | 'classical'

/**
 * By what the graph identifies the effect.
 *
 * @category Estimation
 */
export type EstimationStrategy = 'back-door' | 'front-door' | 'instrument' | 'formula'
