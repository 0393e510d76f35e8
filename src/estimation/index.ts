export type {
  AnyIdentification,
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
export type { ArmOverlap, Overlap, OverlapQuestion } from './diagnostics/overlap.js'
export { overlap } from './diagnostics/overlap.js'
export type { AipwOptions } from './doubly-robust/aipw.js'
export { aipw } from './doubly-robust/aipw.js'
export type { NuisanceOptions } from './doubly-robust/nuisance.js'
export type { TmleOptions } from './doubly-robust/tmle.js'
export { tmle } from './doubly-robust/tmle.js'
export type { BootstrappedEffect, BootstrapQuestion } from './effects/bootstrap-effect.js'
export { bootstrapEffect } from './effects/bootstrap-effect.js'
export type { DosePoint, DoseQuestion, DoseResponse } from './effects/dose-response.js'
export { doseResponse } from './effects/dose-response.js'
export { estimateEffect } from './effects/estimate-effect.js'
export type { EffectsQuestion, EstimatedEffects } from './effects/estimate-effects.js'
export { estimateEffects } from './effects/estimate-effects.js'
export { explain } from './explanation/explain.js'
export { plugIn } from './formula/plug-in.js'
export type { FrontDoorOptions } from './front-door/front-door-estimator.js'
export { frontDoorEstimator } from './front-door/front-door-estimator.js'
export { liml } from './instruments/liml.js'
export type { TwoStageOptions } from './instruments/two-stage-least-squares.js'
export { twoStageLeastSquares } from './instruments/two-stage-least-squares.js'
export type { BlipEffects, GEstimationQuestion } from './longitudinal/g-estimation.js'
export { gEstimation } from './longitudinal/g-estimation.js'
export type { GFormulaQuestion, RegimeEffect, RegimeRule } from './longitudinal/g-formula.js'
export { gFormula } from './longitudinal/g-formula.js'
export type { StructuralModel, StructuralModelQuestion } from './longitudinal/marginal-structural-model.js'
export { marginalStructuralModel } from './longitudinal/marginal-structural-model.js'
export type { StandardizedSurvival, SurvivalFigure, SurvivalQuestion } from './longitudinal/standardized-survival.js'
export { standardizedSurvival } from './longitudinal/standardized-survival.js'
export { matching } from './matching/matching.js'
export type { MatchingOptions } from './matching/matching-settings.js'
export type { SubclassificationOptions } from './matching/subclassification.js'
export { subclassification } from './matching/subclassification.js'
export type { OutcomeModel } from './outcome/arm-fit.js'
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
export { dummyOutcome } from './refutation/dummy-outcome.js'
export type { NegativeControlOptions } from './refutation/negative-control.js'
export { negativeControl } from './refutation/negative-control.js'
export { placeboTreatment } from './refutation/placebo-treatment.js'
export { randomCommonCause } from './refutation/random-common-cause.js'
export { refute } from './refutation/refute.js'
export type { SubsetOptions } from './refutation/subset.js'
export { subset } from './refutation/subset.js'
export type { Refutation, RefutationSubject, Refuter, RefuterOptions } from './refutation/types.js'
export type { UnobservedConfounderOptions } from './refutation/unobserved-confounder.js'
export { unobservedConfounder } from './refutation/unobserved-confounder.js'
export type { EffectSize, EValue } from './sensitivity/e-value.js'
export { eValue } from './sensitivity/e-value.js'
export type { PValueBounds, RosenbaumBounds } from './sensitivity/rosenbaum-bounds.js'
export { rosenbaumBounds } from './sensitivity/rosenbaum-bounds.js'
export type { BenchmarkBound, Sensitivity, SensitivityOptions, SensitivityQuestion } from './sensitivity/sensitivity.js'
export { sensitivity } from './sensitivity/sensitivity.js'
export type { SpecificationVerdict } from './specification/check-specification.js'
export { checkSpecification } from './specification/check-specification.js'
export { specificationSchema } from './specification/specification-schema.js'
export type { Specification } from './specification/types.js'
export type { Balance, BalanceQuestion, CovariateBalance } from './weighting/balance.js'
export { balance } from './weighting/balance.js'
export type { EntropyBalancingOptions } from './weighting/entropy-balancing.js'
export { entropyBalancing } from './weighting/entropy-balancing.js'
export type { IpwOptions } from './weighting/ipw.js'
export { ipw } from './weighting/ipw.js'
