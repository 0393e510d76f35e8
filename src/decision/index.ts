export type { LogEstimator } from './core/log-estimators.js'
export { exposureEffects } from './interference/exposure-effects.js'
export type {
  ExposureContrast,
  ExposureEffects,
  ExposureEffectsQuestion,
  ExposureMean,
  ExposureNumber,
} from './interference/exposure-effects-types.js'
export { exposureProbabilities } from './interference/exposure-probabilities.js'
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
export type { DecisionQuestion, FoundPolicyValue, GraphWithJoint, NoPolicyValue, Policy } from './policies/types.js'
