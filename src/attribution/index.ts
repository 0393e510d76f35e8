export type { AttributedAnomaly, UnattributedAnomaly } from './contributions/anomaly-attribution.js'
export { anomalyAttribution } from './contributions/anomaly-attribution.js'
export type { ArrowStrength } from './contributions/arrow-strength.js'
export { arrowStrength } from './contributions/arrow-strength.js'
export type { ChangeBetweenTables, TablesQuestion } from './contributions/change-between-tables.js'
export { changeBetweenTables } from './contributions/change-between-tables.js'
export type { DistributionChange } from './contributions/distribution-change.js'
export { distributionChange } from './contributions/distribution-change.js'
export { intrinsicContribution } from './contributions/intrinsic-contribution.js'
export type { NoiseContribution } from './contributions/noise-attribution.js'
export { noiseAttribution } from './contributions/noise-attribution.js'
export type { ShapleyValues } from './contributions/shapley-values.js'
export { shapleyValues } from './contributions/shapley-values.js'
export type { UnitChange } from './contributions/unit-change.js'
export { unitChange } from './contributions/unit-change.js'
export type { Contribution } from './core/contribution.js'
export type { AttributionOptions } from './core/draw-options.js'
export type { ArrowMeasure } from './core/exact-arrows.js'
export type { ChangeMeasure } from './core/exact-change.js'
export type {
  CauseEvidence,
  FoundCauses,
  NoCauses,
  RankedCause,
  RootCauses,
  UntoldCause,
} from './root-causes/answer-types.js'
export type { AgentStep, FailureAttribution, FailureAttributionOptions } from './root-causes/failure-attribution.js'
export { failureAttribution } from './root-causes/failure-attribution.js'
export type {
  Incident,
  IncidentGraph,
  MechanismCheck,
  RootCauseMethod,
  Suspicions,
} from './root-causes/incident-types.js'
export type { EpsilonDiagnosisOptions } from './root-causes/methods/epsilon-diagnosis.js'
export { epsilonDiagnosis } from './root-causes/methods/epsilon-diagnosis.js'
export type { HypothesisTestsOptions } from './root-causes/methods/hypothesis-tests.js'
export { hypothesisTests } from './root-causes/methods/hypothesis-tests.js'
export type { PageRankOptions } from './root-causes/methods/page-rank.js'
export { pageRank } from './root-causes/methods/page-rank.js'
export type { RandomWalkOptions } from './root-causes/methods/random-walk.js'
export { randomWalk } from './root-causes/methods/random-walk.js'
export type { ResidualScoresOptions } from './root-causes/methods/residual-scores.js'
export { residualScores } from './root-causes/methods/residual-scores.js'
export type { RootCauseDiscoveryOptions } from './root-causes/methods/root-cause-discovery.js'
export { rootCauseDiscovery } from './root-causes/methods/root-cause-discovery.js'
export { shapleyAttribution } from './root-causes/methods/shapley-attribution.js'
export type { OnlineRootCauses, OnlineRootCausesOptions } from './root-causes/online-root-causes.js'
export { onlineRootCauses } from './root-causes/online-root-causes.js'
export type { RootCausesOptions } from './root-causes/root-causes.js'
export { rootCauses } from './root-causes/root-causes.js'
export { splitSeries } from './root-causes/split-series.js'
export type { AnomalyScores, AnomalyScoresOptions } from './root-causes/triggers/anomaly-scores.js'
export { anomalyScores } from './root-causes/triggers/anomaly-scores.js'
export type { ChangePoint, ChangePointOptions } from './root-causes/triggers/change-point.js'
export { changePoint } from './root-causes/triggers/change-point.js'
export type { CusumOptions } from './root-causes/triggers/cusum.js'
export { cusum } from './root-causes/triggers/cusum.js'
export type { ChangeDetector, Watched } from './root-causes/triggers/detector.js'
export type { SingularSpectrumOptions } from './root-causes/triggers/singular-spectrum.js'
export { singularSpectrum } from './root-causes/triggers/singular-spectrum.js'
