export { adjustmentSets } from './adjustment-sets.js'
export type { AvailableDistribution } from './available.js'
export { backdoorSets } from './backdoor-sets.js'
export type { CausalQuery } from './causal-query.js'
export type { DerivationStep } from './derivation.js'
export { type DoCalculusQuery, type DoCalculusVerdict, doCalculus } from './do-calculus.js'
export type { AdjustmentQuery, EffectQuery } from './effect-query.js'
export { frontdoorSets } from './frontdoor-sets.js'
export { type Hedge, type Identification, identify } from './identify.js'
export {
  type CounterfactualEvent,
  type CounterfactualIdentification,
  type CounterfactualQuery,
  identifyCounterfactual,
} from './identify-counterfactual.js'
export { type GeneralIdentification, identifyFromExperiments, type Thicket } from './identify-from-experiments.js'
export { type Instrument, type InstrumentQuery, instruments } from './instruments.js'
export { type AdjustmentVerdict, isAdjustmentSet } from './is-adjustment-set.js'
export { type OptimalAdjustment, optimalAdjustmentSet } from './optimal-adjustment-set.js'
export { type MissingnessQuery, recoverFromMissingness } from './recover-from-missingness.js'
export {
  type CalculusStep,
  recoverFromSelection,
  type SearchResult,
  type SelectionQuery,
} from './recover-from-selection.js'
export { type TransportQuery, transport } from './transport.js'
export { type DerivationVerdict, verifyDerivation } from './verify-derivation.js'
