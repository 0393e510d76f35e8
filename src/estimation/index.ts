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
export type { DmlSensitivity, DmlSensitivityQuestion } from './double-machine-learning/dml-sensitivity.js'
export { dmlSensitivity } from './double-machine-learning/dml-sensitivity.js'
export { doubleMachineLearning } from './double-machine-learning/double-machine-learning.js'
export type {
  PanelDoubleMachineLearningQuestion,
  PanelEffect,
} from './double-machine-learning/panel-double-machine-learning.js'
export { panelDoubleMachineLearning } from './double-machine-learning/panel-double-machine-learning.js'
export type {
  DoubleMachineLearningModel,
  DoubleMachineLearningOptions,
  NuisanceLearners,
  NuisancePredictions,
} from './double-machine-learning/types.js'
export type { AipwOptions } from './doubly-robust/aipw.js'
export { aipw } from './doubly-robust/aipw.js'
export type { BootstrappedEffect, BootstrapQuestion } from './effects/bootstrap-effect.js'
export { bootstrapEffect } from './effects/bootstrap-effect.js'
export { estimateEffect } from './effects/estimate-effect.js'
export type { EffectsQuestion, EstimatedEffects } from './effects/estimate-effects.js'
export { estimateEffects } from './effects/estimate-effects.js'
export type { BestLinearProjectionQuestion, ProjectedTerm } from './effects-by-group/best-linear-projection.js'
export { bestLinearProjection } from './effects-by-group/best-linear-projection.js'
export type { CausalForestOptions } from './effects-by-group/causal-forest.js'
export { causalForest } from './effects-by-group/causal-forest.js'
export { drLearner } from './effects-by-group/dr-learner.js'
export type { EffectsByGroup, EffectsByGroupQuestion } from './effects-by-group/effects-by-group.js'
export { effectsByGroup } from './effects-by-group/effects-by-group.js'
export { heterogeneousEffects } from './effects-by-group/heterogeneous-effects.js'
export type { PolicyRule, PolicyTree, PolicyTreeQuestion } from './effects-by-group/policy-tree.js'
export { policyTree } from './effects-by-group/policy-tree.js'
export { rLearner } from './effects-by-group/r-learner.js'
export type { RankingMetrics, RankingOptions } from './effects-by-group/ranking-metrics.js'
export { rankingMetrics } from './effects-by-group/ranking-metrics.js'
export type { MetaLearnerOptions } from './effects-by-group/s-learner.js'
export { sLearner } from './effects-by-group/s-learner.js'
export type { MeanEffect } from './effects-by-group/scored.js'
export { tLearner } from './effects-by-group/t-learner.js'
export type {
  EffectLearner,
  EffectLearningProblem,
  FittedEffects,
  HeterogeneousEffects,
  HeterogeneousEffectsQuestion,
  UnitEffects,
} from './effects-by-group/types.js'
export { xLearner } from './effects-by-group/x-learner.js'
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
