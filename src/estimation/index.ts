export type {
  ArmMeans,
  ClusterErrors,
  Covariate,
  EffectEstimate,
  EffectMeasure,
  EffectProblem,
  EffectRequest,
  EffectSource,
  EstimatedEffect,
  EstimationQuestion,
  EstimationStrategy,
  Estimator,
  EstimatorFit,
  FormulaNames,
  MomentsProblem,
  PreparedEstimator,
  RefusalReason,
  RefusedEffect,
  RegressionStandardErrors,
  SpecifiedQuestion,
  TargetPopulation,
  TreatmentContrast,
} from './core/types.js'
export type { AipwOptions } from './doubly-robust/aipw.js'
export { aipw } from './doubly-robust/aipw.js'
export type { NuisanceOptions } from './doubly-robust/nuisance.js'
export type { TmleOptions } from './doubly-robust/tmle.js'
export { tmle } from './doubly-robust/tmle.js'
export type { BootstrappedEffect, BootstrapQuestion } from './effects/bootstrap-effect.js'
export { bootstrapEffect } from './effects/bootstrap-effect.js'
export { estimateEffect } from './effects/estimate-effect.js'
export type { EffectsQuestion, EstimatedEffects } from './effects/estimate-effects.js'
export { estimateEffects } from './effects/estimate-effects.js'
export { plugIn } from './formula/plug-in.js'
export type { FrontDoorOptions } from './front-door/front-door-estimator.js'
export { frontDoorEstimator } from './front-door/front-door-estimator.js'
export { liml } from './instruments/liml.js'
export type { TwoStageOptions } from './instruments/two-stage-least-squares.js'
export { twoStageLeastSquares } from './instruments/two-stage-least-squares.js'
export { matching } from './matching/matching.js'
export type { MatchingOptions } from './matching/matching-settings.js'
export type { SubclassificationOptions } from './matching/subclassification.js'
export { subclassification } from './matching/subclassification.js'
export type { OutcomeModel } from './outcome/arm-fit.js'
export type { RegressionAdjustmentOptions } from './outcome/regression-adjustment.js'
export { regressionAdjustment } from './outcome/regression-adjustment.js'
export type { StandardizationOptions } from './outcome/standardization.js'
export { standardization } from './outcome/standardization.js'
export type { EffectSize, EValue } from './sensitivity/e-value.js'
export { eValue } from './sensitivity/e-value.js'
export type { PValueBounds, RosenbaumBounds } from './sensitivity/rosenbaum-bounds.js'
export { rosenbaumBounds } from './sensitivity/rosenbaum-bounds.js'
export type { Specification } from './specification/types.js'
export type { Balance, BalanceQuestion, CovariateBalance } from './weighting/balance.js'
export { balance } from './weighting/balance.js'
export type { EntropyBalancingOptions } from './weighting/entropy-balancing.js'
export { entropyBalancing } from './weighting/entropy-balancing.js'
export type { IpwOptions } from './weighting/ipw.js'
export { ipw } from './weighting/ipw.js'
