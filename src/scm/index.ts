export type { CauseDefinition, CauseVerdict, CauseWitness } from './actual-cause/actual-cause.js'
export { actualCause } from './actual-cause/actual-cause.js'
export { blame } from './actual-cause/blame.js'
export type { CausalFactors } from './actual-cause/causal-factors.js'
export { causalFactors } from './actual-cause/causal-factors.js'
export { responsibility } from './actual-cause/responsibility.js'
export { type Abducible, abduct } from './counterfactuals/abduct.js'
export { type CounterfactualQuestion, counterfactual } from './counterfactuals/counterfactual.js'
export { counterfactualProbability } from './counterfactuals/counterfactual-probability.js'
export { counterfactualRows, type RowsQuestion } from './counterfactuals/counterfactual-rows.js'
export {
  affineMap,
  type DomainModel,
  domainCounterfactual,
  type InvertibleMap,
} from './counterfactuals/domain-counterfactual.js'
export { parallelWorlds } from './counterfactuals/parallel-worlds.js'
export { twinNetwork } from './counterfactuals/twin-network.js'
export { averageTreatmentEffect } from './effects/average-treatment-effect.js'
export { type ControlledQuestion, controlledDirectEffect } from './effects/controlled-direct-effect.js'
export { effectOfTreatmentOnControls } from './effects/effect-of-treatment-on-controls.js'
export { effectOfTreatmentOnTreated } from './effects/effect-of-treatment-on-treated.js'
export type { EffectQuestion } from './effects/effects.js'
export type { MediationQuestion } from './effects/mediation.js'
export { naturalDirectEffect } from './effects/natural-direct-effect.js'
export { naturalIndirectEffect } from './effects/natural-indirect-effect.js'
export { type PathQuestion, pathSpecificEffect } from './effects/path-specific-effect.js'
export { probabilityOfDisablement } from './effects/probability-of-disablement.js'
export { probabilityOfEnablement } from './effects/probability-of-enablement.js'
export { probabilityOfNecessity } from './effects/probability-of-necessity.js'
export { probabilityOfNecessityAndSufficiency } from './effects/probability-of-necessity-and-sufficiency.js'
export { probabilityOfSufficiency } from './effects/probability-of-sufficiency.js'
export type { CrossWorld, EventTerm, Term, WorldAct } from './engines/terms.js'
export type { DrawOptions } from './engines/weighted-engine.js'
export { readBif } from './files/read-bif.js'
export { readNetwork } from './files/read-network.js'
export { toBif } from './files/to-bif.js'
export { toNetwork } from './files/to-network.js'
export type { MechanismEvaluation } from './fitting/calibration.js'
export { chooseMechanisms, type MechanismChoice, type MechanismChoices } from './fitting/choose-mechanisms.js'
export type { EnergyTest } from './fitting/energy-test.js'
export { evaluateModel, type ModelEvaluation } from './fitting/evaluate-model.js'
export type { MechanismFamily } from './fitting/families/lesson.js'
export { fitLatentScm, type LatentFit, type LatentFitOptions } from './fitting/fit-latent-scm.js'
export { fitPosterior, type PosteriorOptions, type ScmPosterior } from './fitting/fit-posterior.js'
export { type FitOptions, type FittedScm, fitScm } from './fitting/fit-scm.js'
export { overPosterior, type PosteriorNumber } from './fitting/over-posterior.js'
export type { FamilyScore } from './fitting/score-families.js'
export {
  interchangeAccuracy,
  interchangeIntervention,
  type ModelAlignment,
} from './interventions/interchange-intervention.js'
export { intervene } from './interventions/intervene.js'
export { additive } from './mechanisms/additive.js'
export { categoricalLogit } from './mechanisms/categorical-logit.js'
export { conditionalLinear, type LinearRow, type LinearRows } from './mechanisms/conditional-linear.js'
export { type CptOptions, type CptRows, cpt } from './mechanisms/cpt.js'
export { deterministic } from './mechanisms/deterministic.js'
export { latent } from './mechanisms/latent.js'
export type {
  Affine,
  ChoiceLaw,
  ConstantLaw,
  FunctionLaw,
  InputLaw,
  Law,
  LinearLaw,
  ModifiedLaw,
  Response,
  RootLaw,
  Steps,
  TableLaw,
} from './mechanisms/law.js'
export { linear } from './mechanisms/linear.js'
export { locationScale } from './mechanisms/location-scale.js'
export { logistic } from './mechanisms/logistic.js'
export { mechanism } from './mechanisms/mechanism.js'
export type {
  AnyMechanism,
  AnyParents,
  Capability,
  ChoiceAbilities,
  Latent,
  Mechanism,
} from './mechanisms/mechanism-types.js'
export { openInput } from './mechanisms/open-input.js'
export { type Link, postNonlinear } from './mechanisms/post-nonlinear.js'
export { scale } from './mechanisms/scale.js'
export { shift } from './mechanisms/shift.js'
export { discreteScm, type EndogenousTable, type ExogenousTable } from './models/discrete-scm.js'
export { graphOf } from './models/graph-of.js'
export type { NetworkData, NetworkVariable } from './models/network.js'
export { noiseOf } from './models/noise-of.js'
export { type MeasuredOf, type SampleOptions, sample } from './models/sample.js'
export { type ScmOptions, scm } from './models/scm.js'
export type { CapabilitiesOfSpec, CheckedSpec, LatentsOfSpec, ValueOf } from './models/spec-types.js'
export type { Change, Evidence, Intervention, Interventions, NoiseCovariance, Past, Scm } from './models/types.js'
export { type Answer, type Conditions, expectation } from './queries/expectation.js'
export { logLikelihood } from './queries/log-likelihood.js'
export { marginalMap } from './queries/marginal-map.js'
export { mixtureCdf } from './queries/mixture-cdf.js'
export { mixtureDensity } from './queries/mixture-density.js'
export { mixtureOf, type NormalMixture } from './queries/mixture-of.js'
export { mixtureQuantile } from './queries/mixture-quantile.js'
export { mostProbable } from './queries/most-probable.js'
export { populationRegression } from './queries/population-regression.js'
export { query } from './queries/query.js'
export type {
  AnswerComponent,
  DiscreteAnswer,
  GaussianAnswer,
  ImpossibleEvidence,
  MixtureAnswer,
  MostProbable,
  QueryAnswer,
  SamplesAnswer,
  UnitAnswer,
} from './queries/query-answer.js'
export { type AcrossWorlds, queryTerms } from './queries/query-terms.js'
