export type { LogEstimator } from './core/log-estimators.js'
export { type InterventionSetsQuestion, minimalInterventionSets } from './minimal-intervention-sets.js'
export { type BestAction, type BestPolicy, bestPolicy } from './policies/best-policy.js'
export {
  type NoOffPolicyValue,
  type OffPolicyQuestion,
  type OffPolicyValue,
  offPolicyValue,
} from './policies/off-policy-value.js'
export { type PolicyValueQuestion, policyValue } from './policies/policy-value.js'
export type { DecisionQuestion, FoundPolicyValue, GraphWithJoint, NoPolicyValue, Policy } from './policies/types.js'
