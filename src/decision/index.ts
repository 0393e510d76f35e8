export { type ArmRewards, armRewards, type LeverQuestion } from './bandits/arm-rewards.js'
export type { CausalBanditOptions, CausalBanditRun, Pull, PullQuestion } from './bandits/bandit-types.js'
export { causalBandit } from './bandits/causal-bandit.js'
export { confoundedBandit } from './bandits/confounded-bandit.js'
export type { IndexAlgorithm, IndexBanditOptions } from './bandits/index-types.js'
export type { ConfoundedBanditRun, IntentQuestion, IntentValues } from './bandits/intent-types.js'
export { intentValues } from './bandits/intent-values.js'
export { structuralBandit } from './bandits/structural-bandit.js'
export type { StructuralBanditQuestion, StructuralBanditRun, StructuralWorld } from './bandits/structural-types.js'
export type { LogEstimator } from './core/log-estimators.js'
export { type CausalNormalForm, causalNormalForm } from './games/causal-normal-form.js'
export { gameFromModel, type ModelPlayer } from './games/game-from-model.js'
export { sequentialCausalGame } from './games/sequential-causal-game.js'
export type {
  CausalGame,
  CausalLayer,
  GameEquilibria,
  GameLayers,
  GameOutcome,
  GameStrategy,
  NoGameEquilibrium,
  SequentialGameOptions,
  SequentialGameSolution,
} from './games/types.js'
export { exposureEffects } from './interference/exposure-effects.js'
export type {
  ExposureContrast,
  ExposureEffects,
  ExposureEffectsQuestion,
  ExposureMean,
  ExposureNumber,
} from './interference/exposure-effects-types.js'
export { exposureProbabilities } from './interference/exposure-probabilities.js'
export { fairNetworkClassifier } from './interference/fair-network-classifier.js'
export type {
  FairNetworkClassifiers,
  FairNetworkQuestion,
  NetworkClassifier,
} from './interference/fair-network-types.js'
export { interferenceEffects } from './interference/interference-effects.js'
export type {
  GroupNumber,
  InterferenceEffects,
  InterferenceQuestion,
  PolicyMeans,
} from './interference/interference-effects-types.js'
export {
  type NeighborSummariesQuestion,
  type NeighborSummary,
  neighborSummaries,
} from './interference/neighbor-summaries.js'
export { networkEffects } from './interference/network-effects.js'
export type {
  NetworkEffects,
  NetworkEffectsQuestion,
  NetworkMeans,
  UnsupportedMean,
} from './interference/network-effects-types.js'
export type {
  AssignmentDesign,
  ExposureMapping,
  ExposureProbabilities,
  ExposureQuestion,
  Network,
  NetworkLists,
} from './interference/types.js'
export { type InterventionSetsQuestion, minimalInterventionSets } from './minimal-intervention-sets.js'
export { type BestAction, type BestPolicy, bestPolicy } from './policies/best-policy.js'
export type { NoOffPolicyValue, OffPolicyQuestion, OffPolicyValue } from './policies/off-policy-types.js'
export { offPolicyValue } from './policies/off-policy-value.js'
export { type PolicyValueQuestion, policyValue } from './policies/policy-value.js'
export { type TransportedPolicyQuestion, transportedPolicyValue } from './policies/transported-policy-value.js'
export type { DecisionQuestion, FoundPolicyValue, GraphWithJoint, NoPolicyValue, Policy } from './policies/types.js'
export { type ControlQuestion, type ControlValue, valueOfControl } from './policies/value-of-control.js'
export { type InformationQuestion, type InformationValue, valueOfInformation } from './policies/value-of-information.js'
export { designExperiment } from './verification/design-experiment.js'
export type {
  ExperimentDesign,
  ExperimentDesignQuestion,
  ExperimentObjective,
  ExperimentOutcome,
  PlannedExperiment,
} from './verification/design-experiment-types.js'
export { verifyParents } from './verification/verify-parents.js'
export type {
  CandidateRemoval,
  ParentsQuestion,
  ParentVerification,
  RecipeSimulator,
  SimulatorRun,
} from './verification/verify-parents-types.js'
