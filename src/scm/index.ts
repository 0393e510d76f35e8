export type { Falsification, FalsifyOptions } from '../independence/graphs/falsification.js'
export { type Abducible, abduct } from './abduct.js'
export type { CauseDefinition, CauseVerdict, CauseWitness } from './actual-cause/actual-cause.js'
export { actualCause } from './actual-cause/actual-cause.js'
export { blame } from './actual-cause/blame.js'
export type { CausalFactors } from './actual-cause/causal-factors.js'
export { causalFactors } from './actual-cause/causal-factors.js'
export { responsibility } from './actual-cause/responsibility.js'
export { additive } from './additive.js'
export { arrowStrength } from './attribution/arrow-strength.js'
export type { DistributionChange } from './attribution/distribution-change.js'
export { distributionChange } from './attribution/distribution-change.js'
export { intrinsicContribution } from './attribution/intrinsic-contribution.js'
export { noiseAttribution } from './attribution/noise-attribution.js'
export type { ShapleyValues } from './attribution/shapley-values.js'
export { shapleyValues } from './attribution/shapley-values.js'
export { averageTreatmentEffect } from './average-treatment-effect.js'
export type { InstrumentBounds } from './bounds/balke-pearl-bounds.js'
export { balkePearlBounds } from './bounds/balke-pearl-bounds.js'
export type { CounterfactualBounds } from './bounds/counterfactual-bounds.js'
export { counterfactualBounds } from './bounds/counterfactual-bounds.js'
export type { NonparametricBounds, StudySummary } from './bounds/manski-bounds.js'
export { manskiBounds } from './bounds/manski-bounds.js'
export type { CausationBounds } from './bounds/tian-pearl-bounds.js'
export { tianPearlBounds } from './bounds/tian-pearl-bounds.js'
export type { BoundsQuery, Interval, KnownDistribution, NoModel, PotentialOutcome, Unresolved } from './bounds/types.js'
export { categoricalLogit } from './categorical-logit.js'
export { type ControlledQuestion, controlledDirectEffect } from './controlled-direct-effect.js'
export { type CounterfactualQuestion, counterfactual } from './counterfactual.js'
export { counterfactualProbability } from './counterfactual-probability.js'
export { counterfactualRows, type RowsQuestion } from './counterfactual-rows.js'
export { type CptOptions, type CptRows, cpt } from './cpt.js'
export { deterministic } from './deterministic.js'
export { discreteScm, type EndogenousTable, type ExogenousTable } from './discrete-scm.js'
export { affineMap, type DomainModel, domainCounterfactual, type InvertibleMap } from './domain-counterfactual.js'
export { effectOfTreatmentOnControls } from './effect-of-treatment-on-controls.js'
export { effectOfTreatmentOnTreated } from './effect-of-treatment-on-treated.js'
export type { EffectQuestion } from './effects.js'
export { type Answer, type Conditions, expectation } from './expectation.js'
export { falsify } from './falsify.js'
export { type FitOptions, fitScm } from './fit-scm.js'
export type { MechanismFamily } from './fitting/lesson.js'
export { graphOf } from './graph-of.js'
export { interchangeAccuracy, interchangeIntervention, type ModelAlignment } from './interchange-intervention.js'
export { intervene } from './intervene.js'
export { latent } from './latent.js'
export type {
  ChoiceLaw,
  ConstantLaw,
  FunctionLaw,
  InputLaw,
  Law,
  LinearLaw,
  ModifiedLaw,
  Response,
  RootLaw,
  TableLaw,
} from './law.js'
export { linear } from './linear.js'
export { locationScale } from './location-scale.js'
export { logLikelihood } from './log-likelihood.js'
export { logistic } from './logistic.js'
export { mechanism } from './mechanism.js'
export type {
  AnyMechanism,
  AnyParents,
  Capability,
  ChoiceAbilities,
  Latent,
  Mechanism,
} from './mechanisms/mechanism-types.js'
export type { MediationQuestion } from './mediation.js'
export type { CapabilitiesOfSpec, CheckedSpec, ValuesOfSpec } from './models/spec-types.js'
export { type MostProbable, mostProbable } from './most-probable.js'
export { naturalDirectEffect } from './natural-direct-effect.js'
export { naturalIndirectEffect } from './natural-indirect-effect.js'
export type { NetworkData, NetworkVariable } from './network.js'
export { noiseOf } from './noise-of.js'
export { openInput } from './open-input.js'
export { parallelWorlds } from './parallel-worlds.js'
export { type PathQuestion, pathSpecificEffect } from './path-specific-effect.js'
export { populationRegression } from './population-regression.js'
export { type Link, postNonlinear } from './post-nonlinear.js'
export { probabilityOfDisablement } from './probability-of-disablement.js'
export { probabilityOfEnablement } from './probability-of-enablement.js'
export { probabilityOfNecessity } from './probability-of-necessity.js'
export { probabilityOfNecessityAndSufficiency } from './probability-of-necessity-and-sufficiency.js'
export { probabilityOfSufficiency } from './probability-of-sufficiency.js'
export type {
  DiscreteAnswer,
  GaussianAnswer,
  ImpossibleEvidence,
  QueryAnswer,
  SamplesAnswer,
  UnitAnswer,
} from './queries/query-answer.js'
export { query } from './query.js'
export { type AcrossWorlds, queryTerms } from './query-terms.js'
export { readBif } from './read-bif.js'
export { readNetwork } from './read-network.js'
export { type SampleOptions, sample } from './sample.js'
export { scale } from './scale.js'
export { type ScmOptions, scm } from './scm.js'
export { shift } from './shift.js'
export type { CrossWorld, EventTerm, Term, WorldAct } from './terms.js'
export { toBif } from './to-bif.js'
export { toNetwork } from './to-network.js'
export { twinNetwork } from './twin-network.js'
export type { Change, Evidence, Intervention, Interventions, NoiseCovariance, Past, Scm } from './types.js'
export type { DrawOptions } from './weighted-engine.js'
