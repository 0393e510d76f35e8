export type {
  Covariate,
  EffectEstimate,
  EffectProblem,
  EstimatedEffect,
  EstimationQuestion,
  EstimationStrategy,
  Estimator,
  EstimatorFit,
  FormulaNames,
  PreparedEstimator,
  RefusalReason,
  RefusedEffect,
  RegressionStandardErrors,
  TargetPopulation,
  TreatmentContrast,
} from './core/types.js'
export type { AipwOptions } from './doubly-robust/aipw.js'
export { aipw } from './doubly-robust/aipw.js'
export type { BootstrappedEffect, BootstrapQuestion } from './effects/bootstrap-effect.js'
export { bootstrapEffect } from './effects/bootstrap-effect.js'
export { estimateEffect } from './effects/estimate-effect.js'
export type { EffectsQuestion, EstimatedEffects } from './effects/estimate-effects.js'
export { estimateEffects } from './effects/estimate-effects.js'
export type { FrontDoorOptions } from './front-door/front-door-estimator.js'
export { frontDoorEstimator } from './front-door/front-door-estimator.js'
export type { TwoStageOptions } from './instruments/two-stage-least-squares.js'
export { twoStageLeastSquares } from './instruments/two-stage-least-squares.js'
export type { RegressionAdjustmentOptions } from './outcome/regression-adjustment.js'
export { regressionAdjustment } from './outcome/regression-adjustment.js'
export type { StandardizationOptions } from './outcome/standardization.js'
export { standardization } from './outcome/standardization.js'
export { possibleEffects } from './possible-effects/possible-effects.js'
export type {
  PossibleEffect,
  PossibleEffects,
  PossibleEffectsMethod,
  PossibleEffectsQuestion,
} from './possible-effects/types.js'
export type { EffectSize, EValue } from './sensitivity/e-value.js'
export { eValue } from './sensitivity/e-value.js'
export type { PValueBounds, RosenbaumBounds } from './sensitivity/rosenbaum-bounds.js'
export { rosenbaumBounds } from './sensitivity/rosenbaum-bounds.js'
export type { Specification } from './specification/types.js'
export type { Balance, BalanceQuestion, CovariateBalance } from './weighting/balance.js'
export { balance } from './weighting/balance.js'
export type { IpwOptions } from './weighting/ipw.js'
export { ipw } from './weighting/ipw.js'
