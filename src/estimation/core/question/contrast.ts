/**
 * Which two treatments are compared.
 *
 * @category Estimation
 */
export interface TreatmentContrast {
  /** The treatment compared with: a category, or a number. */
  readonly from: string | number
  /** The treatment whose effect it is. */
  readonly to: string | number
}

/**
 * Whose effect is averaged: everyone's (`ATE`), that of the treated (`ATT`), of the untreated (`ATC`), of those who might
 * have got either treatment, weighted by e(1 − e) (`ATO`, the overlap population), or of the compliers (`LATE`).
 *
 * @category Estimation
 */
export type TargetPopulation = 'ATE' | 'ATT' | 'ATC' | 'ATO' | 'LATE'

/** Every population that an effect may be averaged over. */
export const populations: readonly unknown[] = ['ATE', 'ATT', 'ATC', 'ATO', 'LATE'] satisfies TargetPopulation[]
