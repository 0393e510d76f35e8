export type { DesignEffect, DesignRefusalReason, RefusedDesign } from './core/designs/types.js'
export type { TargetPopulation, TreatmentContrast } from './core/question/contrast.js'
export type { ErrorRule } from './core/regression/sandwich.js'
export type { EffectEstimate, EstimatedEffect } from './core/types/effect.js'
export type { Estimate } from './core/types/estimate.js'
export type {
  AskedInference,
  Covariate,
  EffectProblem,
  Estimator,
  EstimatorFit,
  FormulaNames,
  MomentsProblem,
  OutcomeMeans,
  PreparedEstimator,
} from './core/types/estimator.js'
export type { EffectRequest, EffectSource, EstimationQuestion, SpecifiedQuestion } from './core/types/question.js'
export type { RefusalReason, RefusedEffect } from './core/types/refusal.js'
export type {
  AnyIdentification,
  ClusterErrors,
  EffectMeasure,
  EstimationStrategy,
  RegressionStandardErrors,
} from './core/types/terms.js'
export type { WorkOptions, WorkProgress } from './core/types/work.js'
export type { ArmOverlap, Overlap, OverlapQuestion } from './diagnostics/overlap.js'
export { overlap } from './diagnostics/overlap.js'
export { differenceInDifferences } from './difference-in-differences/difference-in-differences.js'
export type { BaconComparison, BaconDecomposition } from './difference-in-differences/goodman-bacon.js'
export { goodmanBacon } from './difference-in-differences/goodman-bacon.js'
export { groupTimeEffects } from './difference-in-differences/group-time-effects.js'
export type {
  EventTimeEffect,
  GroupTimeEffect,
  GroupTimeEffects,
  GroupTimeOptions,
  PartialEffect,
} from './difference-in-differences/group-time-types.js'
export type { TwoWayWeights } from './difference-in-differences/treated-weights.js'
export type {
  TwoWayFixedEffect,
  TwoWayFixedEffectsOptions,
} from './difference-in-differences/two-way-fixed-effects.js'
export { twoWayFixedEffects } from './difference-in-differences/two-way-fixed-effects.js'
export type {
  DifferenceInDifferencesOptions,
  DifferenceInDifferencesQuestion,
  DifferenceInDifferencesSpecification,
} from './difference-in-differences/types.js'
export type { DmlSensitivity, DmlSensitivityQuestion } from './double-machine-learning/dml-sensitivity.js'
export { dmlSensitivity } from './double-machine-learning/dml-sensitivity.js'
export { doubleMachineLearning } from './double-machine-learning/double-machine-learning.js'
export { panelDoubleMachineLearning } from './double-machine-learning/panel/panel-double-machine-learning.js'
export type {
  PanelDoubleMachineLearningQuestion,
  PanelMachineLearningEffect,
} from './double-machine-learning/panel/panel-types.js'
export type {
  DoubleMachineLearningModel,
  DoubleMachineLearningOptions,
  FoldsByKey,
  NuisanceLearners,
  NuisancePredictions,
} from './double-machine-learning/types.js'
export type { AipwOptions } from './doubly-robust/aipw.js'
export { aipw } from './doubly-robust/aipw.js'
export type { NuisanceOptions } from './doubly-robust/nuisance.js'
export type { TmleOptions } from './doubly-robust/tmle.js'
export { tmle } from './doubly-robust/tmle.js'
export type { BootstrappedEffect, BootstrapQuestion } from './effects/bootstrap-effect.js'
export { bootstrapEffect } from './effects/bootstrap-effect.js'
export { doseResponse } from './effects/dose-response.js'
export type { DosePoint, DoseQuestion, DoseResponse } from './effects/dose-types.js'
export { estimateEffect } from './effects/estimate-effect.js'
export type { EffectsQuestion, EstimatedEffects } from './effects/estimate-effects.js'
export { estimateEffects } from './effects/estimate-effects.js'
export type { BestLinearProjectionQuestion, ProjectedTerm } from './effects-by-group/best-linear-projection.js'
export { bestLinearProjection } from './effects-by-group/best-linear-projection.js'
export type { EffectsByGroup, EffectsByGroupQuestion } from './effects-by-group/effects-by-group.js'
export { effectsByGroup } from './effects-by-group/effects-by-group.js'
export type { CausalForestOptions } from './effects-by-group/forest/causal-forest.js'
export { causalForest } from './effects-by-group/forest/causal-forest.js'
export { heterogeneousEffects } from './effects-by-group/heterogeneous-effects.js'
export { drLearner } from './effects-by-group/meta-learners/dr-learner.js'
export { rLearner } from './effects-by-group/meta-learners/r-learner.js'
export type { MetaLearnerOptions } from './effects-by-group/meta-learners/s-learner.js'
export { sLearner } from './effects-by-group/meta-learners/s-learner.js'
export { tLearner } from './effects-by-group/meta-learners/t-learner.js'
export { xLearner } from './effects-by-group/meta-learners/x-learner.js'
export { policyTree } from './effects-by-group/policy-tree.js'
export type { PolicyRule, PolicyTree, PolicyTreeQuestion } from './effects-by-group/policy-types.js'
export type { RankingMetrics, RankingOptions } from './effects-by-group/ranking-metrics.js'
export { rankingMetrics } from './effects-by-group/ranking-metrics.js'
export type { MeanEffect } from './effects-by-group/scored.js'
export type {
  EffectLearner,
  EffectLearningProblem,
  FittedEffects,
  HeterogeneousEffects,
  HeterogeneousEffectsQuestion,
  UnitEffects,
} from './effects-by-group/types.js'
export type { AdjustedDifferenceOptions } from './experiments/adjusted-difference-in-means.js'
export { adjustedDifferenceInMeans } from './experiments/adjusted-difference-in-means.js'
export type { AlwaysValidInterval, AlwaysValidOptions, EstimateSoFar } from './experiments/always-valid-interval.js'
export { alwaysValidInterval } from './experiments/always-valid-interval.js'
export { cuped } from './experiments/cuped.js'
export { differenceInMeans } from './experiments/difference-in-means.js'
export type { DetectableEffectQuestion } from './experiments/minimum-detectable-effect.js'
export { minimumDetectableEffect } from './experiments/minimum-detectable-effect.js'
export type { PowerQuestion } from './experiments/power.js'
export { power } from './experiments/power.js'
export type { ExperimentPlan } from './experiments/power-of-test.js'
export type { QuantileEffectOptions } from './experiments/quantile-effect.js'
export { quantileEffect } from './experiments/quantile-effect.js'
export type { RatioEffect, RatioMetricQuestion } from './experiments/ratio-metric.js'
export { ratioMetric } from './experiments/ratio-metric.js'
export type { SampleRatioMismatch, SampleRatioOptions } from './experiments/sample-ratio-mismatch.js'
export { sampleRatioMismatch } from './experiments/sample-ratio-mismatch.js'
export type { SampleSizeQuestion } from './experiments/sample-size.js'
export { sampleSize } from './experiments/sample-size.js'
export type { SwitchbackQuestion } from './experiments/settled-rows.js'
export type { SwitchbackEffect, SwitchbackOptions } from './experiments/switchback.js'
export { switchback } from './experiments/switchback.js'
export type {
  ExperimentEffect,
  ExperimentEstimate,
  ExperimentOptions,
  ExperimentQuestion,
  ExperimentSpecification,
  RelativeEffect,
} from './experiments/types.js'
export { explain } from './explanation/explain.js'
export { plugIn } from './formula/plug-in.js'
export type { FrontDoorOptions } from './front-door/front-door-estimator.js'
export { frontDoorEstimator } from './front-door/front-door-estimator.js'
export { liml } from './instruments/liml.js'
export type { TwoStageOptions } from './instruments/two-stage-least-squares.js'
export { twoStageLeastSquares } from './instruments/two-stage-least-squares.js'
export type { BlipEffects, GEstimationQuestion } from './longitudinal/g-estimation.js'
export { gEstimation } from './longitudinal/g-estimation.js'
export { gFormula } from './longitudinal/g-formula.js'
export type { StructuralModel, StructuralModelQuestion } from './longitudinal/marginal-structural-model.js'
export { marginalStructuralModel } from './longitudinal/marginal-structural-model.js'
export type { GFormulaQuestion, RegimeEffect, RegimeRule } from './longitudinal/regime-types.js'
export { standardizedSurvival } from './longitudinal/standardized-survival.js'
export type { StandardizedSurvival, SurvivalFigure, SurvivalQuestion } from './longitudinal/survival-types.js'
export type { StepCurve } from './longitudinal/weighted-kaplan-meier.js'
export { weightedSurvival } from './longitudinal/weighted-survival.js'
export type { WeightedSurvival, WeightedSurvivalQuestion } from './longitudinal/weighted-survival-types.js'
export { matching } from './matching/matching.js'
export type { MatchingOptions } from './matching/matching-settings.js'
export type { SubclassificationOptions } from './matching/subclassification.js'
export { subclassification } from './matching/subclassification.js'
export { mediationEffects } from './mediation/mediation-effects.js'
export type {
  MediationAnalysisQuestion,
  MediationEffects,
  MediationOptions,
  MediationPart,
  MediationSensitivity,
  MediationSpecification,
} from './mediation/types.js'
export type { CompleteCases, CompleteCasesQuestion } from './missing/complete-case-weights.js'
export { completeCaseWeights } from './missing/complete-case-weights.js'
export type { ImputationOptions, MultipleImputation } from './missing/multiple-imputation.js'
export { multipleImputation } from './missing/multiple-imputation.js'
export type { PooledEffect, PoolingOptions } from './missing/pooled.js'
export { pooled } from './missing/pooled.js'
export type { OutcomeModel } from './outcome/arm-fit.js'
export type { RegressionAdjustmentOptions } from './outcome/regression-adjustment.js'
export { regressionAdjustment } from './outcome/regression-adjustment.js'
export type { StandardizationOptions } from './outcome/standardization.js'
export { standardization } from './outcome/standardization.js'
export type { BetweenOptions } from './panel/between-effects.js'
export { betweenEffects } from './panel/between-effects.js'
export { firstDifferences } from './panel/first-differences.js'
export type { FixedEffectsOptions } from './panel/fixed-effects.js'
export { fixedEffects } from './panel/fixed-effects.js'
export type { HausmanTest } from './panel/hausman-test.js'
export { hausmanTest } from './panel/hausman-test.js'
export { pooledRegression } from './panel/pooled-regression.js'
export { randomEffects } from './panel/random-effects.js'
export type { PanelCoefficient, PanelEffect, PanelOptions, PanelQuestion, PanelSpecification } from './panel/types.js'
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
export type { DiscontinuityKernel } from './regression-discontinuity/kernel.js'
export type {
  ManipulationOptions,
  ManipulationQuestion,
  ManipulationTest,
} from './regression-discontinuity/manipulation-test.js'
export { manipulationTest } from './regression-discontinuity/manipulation-test.js'
export { regressionDiscontinuity } from './regression-discontinuity/regression-discontinuity.js'
export type {
  DiscontinuityBin,
  DiscontinuityEffect,
  DiscontinuityOptions,
  DiscontinuityQuestion,
  DiscontinuitySpecification,
} from './regression-discontinuity/types.js'
export {
  differenceInDifferencesFrom,
  type RemoteDifferenceOptions,
} from './remote/difference/difference-in-differences-from.js'
export { groupTimeEffectsFrom, type RemoteGroupTimeOptions } from './remote/difference/group-time-effects-from.js'
export { estimateEffectFrom } from './remote/estimate-effect-from.js'
export { cupedFrom } from './remote/experiments/cuped-from.js'
export type { RemoteExperimentOptions } from './remote/experiments/difference-in-means-from.js'
export { differenceInMeansFrom } from './remote/experiments/difference-in-means-from.js'
export type { RemoteFixedEffectsOptions } from './remote/panel/fixed-effects-from.js'
export { fixedEffectsFrom } from './remote/panel/fixed-effects-from.js'
export type { EffectSize, EValue } from './sensitivity/e-value.js'
export { eValue } from './sensitivity/e-value.js'
export type { PValueBounds, RosenbaumBounds } from './sensitivity/rosenbaum-bounds.js'
export { rosenbaumBounds } from './sensitivity/rosenbaum-bounds.js'
export { sensitivity } from './sensitivity/sensitivity.js'
export type { BenchmarkBound, Sensitivity, SensitivityOptions, SensitivityQuestion } from './sensitivity/types.js'
export type { SpecificationVerdict } from './specification/check-specification.js'
export { checkSpecification } from './specification/check-specification.js'
export { specificationSchema } from './specification/specification-schema.js'
export type { Specification, SpecificationOf } from './specification/types.js'
export { syntheticControl } from './synthetic-control/synthetic-control.js'
export { syntheticDifferenceInDifferences } from './synthetic-control/synthetic-difference-in-differences.js'
export type {
  Placebo,
  SyntheticControlEffect,
  SyntheticControlOptions,
  SyntheticControlQuestion,
  SyntheticControlSpecification,
  SyntheticPoint,
} from './synthetic-control/types.js'
export type { Balance, BalanceQuestion, CovariateBalance } from './weighting/balance.js'
export { balance } from './weighting/balance.js'
export type { EntropyBalancingOptions } from './weighting/entropy-balancing.js'
export { entropyBalancing } from './weighting/entropy-balancing.js'
export type { IpwOptions } from './weighting/ipw.js'
export { ipw } from './weighting/ipw.js'
