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
export { type InterventionSetsQuestion, minimalInterventionSets } from './minimal-intervention-sets.js'
export { type BestAction, type BestPolicy, bestPolicy } from './policies/best-policy.js'
export type { NoOffPolicyValue, OffPolicyQuestion, OffPolicyValue } from './policies/off-policy-types.js'
export { offPolicyValue } from './policies/off-policy-value.js'
export { type PolicyValueQuestion, policyValue } from './policies/policy-value.js'
export { type TransportedPolicyQuestion, transportedPolicyValue } from './policies/transported-policy-value.js'
export type { DecisionQuestion, FoundPolicyValue, GraphWithJoint, NoPolicyValue, Policy } from './policies/types.js'
export { type ControlQuestion, type ControlValue, valueOfControl } from './policies/value-of-control.js'
export { type InformationQuestion, type InformationValue, valueOfInformation } from './policies/value-of-information.js'
