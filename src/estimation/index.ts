export type { AipwOptions } from './aipw.js'
export { aipw } from './aipw.js'
export type { Balance, BalanceQuestion, CovariateBalance } from './balance.js'
export { balance } from './balance.js'
export type { BootstrappedEffect, BootstrapQuestion } from './bootstrap-effect.js'
export { bootstrapEffect } from './bootstrap-effect.js'
export type { EffectSize, EValue } from './e-value.js'
export { eValue } from './e-value.js'
export { estimateEffect } from './estimate-effect.js'
export { frontdoorEstimator } from './frontdoor-estimator.js'
export type { IpwOptions } from './ipw.js'
export { ipw } from './ipw.js'
export type { RegressionAdjustmentOptions } from './regression-adjustment.js'
export { regressionAdjustment } from './regression-adjustment.js'
export type { PValueBounds, RosenbaumBounds } from './rosenbaum-bounds.js'
export { rosenbaumBounds } from './rosenbaum-bounds.js'
export type { StandardizationOptions } from './standardization.js'
export { standardization } from './standardization.js'
export type { TwoStageOptions } from './two-stage-least-squares.js'
export { twoStageLeastSquares } from './two-stage-least-squares.js'
export type {
  Covariate,
  EffectEstimate,
  EffectProblem,
  EstimatedEffect,
  EstimationQuestion,
  EstimationStrategy,
  Estimator,
  EstimatorFit,
  PreparedEstimator,
  RefusalReason,
  RefusedEffect,
  RegressionStandardErrors,
  TargetPopulation,
} from './types.js'
