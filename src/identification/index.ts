export type { Verdict, VerdictReason } from '../verdict.js'
export { adjustmentSets } from './adjustment/adjustment-sets.js'
export { backDoorSets } from './adjustment/back-door-sets.js'
export { type CheapestAdjustment, cheapestAdjustmentSet } from './adjustment/cheapest-adjustment-set.js'
export type { AdjustmentQuery, EffectQuery } from './adjustment/effect-query.js'
export { type AdjustmentVerdict, isAdjustmentSet } from './adjustment/is-adjustment-set.js'
export { type OptimalAdjustment, optimalAdjustmentSet } from './adjustment/optimal-adjustment-set.js'
export type { ClassIdentification, ClassStep } from './classes/class-types.js'
export type { CounterfactualIdentification } from './counterfactual/answer.js'
export { identifyCounterfactual } from './counterfactual/identify-counterfactual.js'
export type {
  CounterfactualEvent,
  CounterfactualQuery,
  CounterfactualWorld,
  NaturalValue,
} from './counterfactual/query.js'
export type { CounterfactualValue } from './counterfactual/witness.js'
export type { DerivationStep } from './derivation/derivation.js'
export { type DoCalculusQuery, type DoCalculusVerdict, doCalculus } from './derivation/do-calculus.js'
export type { IdentificationStep } from './derivation/identification-step.js'
export { verifyDerivation } from './derivation/verify-derivation.js'
export { frontDoorSets } from './front-door/front-door-sets.js'
export type { AvailableDistribution } from './id/available.js'
export type { CausalQuery } from './id/causal-query.js'
export { type Hedge, type Identification, identify } from './id/identify.js'
export { type GeneralIdentification, identifyFromExperiments, type Thicket } from './id/identify-from-experiments.js'
export { type CFactor, type VermaConstraint, vermaConstraints } from './implications/verma-constraints.js'
export type { InstrumentQuery } from './instruments/instrument-problem.js'
export { type Instrument, instruments } from './instruments/instruments.js'
export type { CorrectedCovariance, CovarianceFormula } from './linear/covariance-formula.js'
export { impliedTetrads, type Tetrad } from './linear/implied-tetrads.js'
export { linearCoefficients } from './linear/linear-coefficients.js'
export {
  type LinearCoefficient,
  type LinearIdentification,
  linearIdentification,
} from './linear/linear-identification.js'
export { type Trek, treks } from './linear/treks.js'
export { explainIdentification } from './proof/explain-identification.js'
export { proofToLatex } from './proof/proof-to-latex.js'
export type { IdentificationProof, LicensingSeparation, ProofLine } from './proof/proof-types.js'
export { proveIdentification } from './proof/prove-identification.js'
export { type ProofVerdict, verifyProof } from './proof/verify-proof.js'
export { type MissingnessQuery, recoverFromMissingness } from './recovery/recover-from-missingness.js'
export { recoverFromSelection } from './recovery/recover-from-selection.js'
export type { CalculusStep, SearchResult } from './recovery/search-result.js'
export type { SelectionQuery } from './recovery/selection-query.js'
export { type TransportQuery, transport } from './transport/transport.js'
