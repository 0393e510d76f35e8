export type { CauseDefinition, CauseVerdict, CauseWitness } from './actual-cause/actual-cause.js'
export { actualCause } from './actual-cause/actual-cause.js'
export { blame } from './actual-cause/blame.js'
export { responsibility } from './actual-cause/responsibility.js'
export { additive } from './additive.js'
export type { ShapleyValues } from './attribution/shapley-values.js'
export { shapleyValues } from './attribution/shapley-values.js'
export type { InstrumentBounds } from './bounds/balke-pearl-bounds.js'
export { balkePearlBounds } from './bounds/balke-pearl-bounds.js'
export type { CounterfactualBounds } from './bounds/counterfactual-bounds.js'
export { counterfactualBounds } from './bounds/counterfactual-bounds.js'
export type { NonparametricBounds, StudySummary } from './bounds/manski-bounds.js'
export { manskiBounds } from './bounds/manski-bounds.js'
export type { CausationBounds } from './bounds/tian-pearl-bounds.js'
export { tianPearlBounds } from './bounds/tian-pearl-bounds.js'
export type { BoundsQuery, Interval, KnownDistribution, NoModel, PotentialOutcome } from './bounds/types.js'
export { type CptOptions, type CptRows, cpt } from './cpt.js'
export { deterministic } from './deterministic.js'
export { type Answer, type Conditions, expectation } from './expectation.js'
export { graphOf } from './graph-of.js'
export { intervene } from './intervene.js'
export { latent } from './latent.js'
export type {
  ChoiceLaw,
  ConstantLaw,
  FunctionLaw,
  Law,
  LinearLaw,
  ModifiedLaw,
  Response,
  RootLaw,
  TableLaw,
} from './law.js'
export { linear } from './linear.js'
export { locationScale } from './location-scale.js'
export { mechanism } from './mechanism.js'
export { noiseOf } from './noise-of.js'
export { type Link, postNonlinear } from './post-nonlinear.js'
export {
  type DiscreteAnswer,
  type GaussianAnswer,
  type ImpossibleEvidence,
  type QueryAnswer,
  query,
  type SamplesAnswer,
  type UnitAnswer,
} from './query.js'
export { type SampleOptions, sample } from './sample.js'
export { scale } from './scale.js'
export { type ScmOptions, scm } from './scm.js'
export { shift } from './shift.js'
export type { CrossWorld, EventTerm, Term, WorldAct } from './terms.js'
export type {
  AnyMechanism,
  AnyParents,
  CapabilitiesOfSpec,
  Capability,
  Change,
  CheckedSpec,
  Evidence,
  Intervention,
  Interventions,
  Latent,
  Mechanism,
  NoiseCovariance,
  Past,
  Scm,
  ValuesOfSpec,
} from './types.js'
export type { DrawOptions } from './weighted-engine.js'
