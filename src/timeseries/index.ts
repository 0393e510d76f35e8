export type { Trend } from './core/autoregression.js'
export {
  type BootstrappedTemporalEffect,
  type BootstrapVarLingamOptions,
  type BootstrapVarLingamResult,
  bootstrapVarLingam,
} from './discovery/bootstrap-var-lingam.js'
export { type DynotearsOptions, type DynotearsResult, dynotears } from './discovery/dynotears.js'
export { type GrangerQuestion, type GrangerTest, granger } from './discovery/granger.js'
export {
  type GrangerLinks,
  type GrangerLinksOptions,
  type GrangerPair,
  grangerLinks,
} from './discovery/granger-links.js'
export { type LassoVarOptions, type LassoVarResult, lassoVar } from './discovery/lasso-var.js'
export {
  type NeuralGrangerFit,
  type NeuralGrangerLink,
  type NeuralGrangerOptions,
  type NeuralGrangerResult,
  neuralGranger,
} from './discovery/neural-granger.js'
export { type BaggedOptions, bagged } from './discovery/pcmci/bagged.js'
export type { BaggedLink, BaggedResult } from './discovery/pcmci/bagged-result.js'
export type { SeriesContexts } from './discovery/pcmci/jpcmci-contexts.js'
export { type JpcmciPlusOptions, jpcmciPlus } from './discovery/pcmci/jpcmci-plus.js'
export type { LaggedColliderRule } from './discovery/pcmci/lagged-colliders.js'
export type { KnownLink, LaggedKnowledge } from './discovery/pcmci/lagged-knowledge.js'
export type {
  AmbiguousLaggedTriple,
  LaggedLink,
  LaggedSearchResult,
  UntestedLink,
} from './discovery/pcmci/lagged-result.js'
export { type PcmciOptions, pcmci } from './discovery/pcmci/pcmci.js'
export { type PcmciPlusOptions, type PcmciPlusResult, pcmciPlus } from './discovery/pcmci/pcmci-plus.js'
export type { LaggedSearchOptions } from './discovery/pcmci/search-settings.js'
export type {
  Regime,
  RegimeStart,
  RegimeSwitch,
  RpcmciOptions,
  RpcmciResult,
} from './discovery/regimes/regime-types.js'
export { rpcmci } from './discovery/regimes/rpcmci.js'
export { slidingWindows, type WindowResult } from './discovery/sliding-windows.js'
export { type VarLingamOptions, type VarLingamResult, varLingam } from './discovery/var-lingam.js'
export { type VarModelOptions, varModel } from './discovery/var-model.js'
export type { PortmanteauTest, VarCoefficient, VarModel, VarOrder } from './discovery/var-types.js'
export type { CauseAndEffect } from './effects/cause-and-effect.js'
export { eventImpact } from './effects/events/event-impact.js'
export type { EventImpact, EventImpactQuestion, PlaceboEvent, PredictorShift } from './effects/events/event-types.js'
export { interruptedSeries } from './effects/events/interrupted-series.js'
export type { InterruptedSeries, InterruptedSeriesQuestion } from './effects/events/interrupted-types.js'
export {
  type FitLinearTemporalModelOptions,
  type FittedTemporalEffect,
  type FittedTemporalModel,
  fitLinearTemporalModel,
} from './effects/fit-linear-temporal-model.js'
export {
  type ImpulseKind,
  type ImpulseResponse,
  type ImpulseResponseOptions,
  impulseResponse,
} from './effects/impulse-response.js'
export { laggedEffect } from './effects/lagged-effect.js'
export type { LaggedEffect, LaggedEffectQuestion, NoLaggedEffect } from './effects/lagged-effect-types.js'
export { linearTemporalModel, type TemporalEffect, type TemporalModelParts } from './effects/linear-temporal-model.js'
export { type LongRunEffect, longRunEffect, type NoLongRunEffect } from './effects/long-run-effect.js'
export {
  type MediatedResponse,
  type MediationOverTimeQuestion,
  mediatedResponse,
} from './effects/mediated-response.js'
export type { SeriesChange } from './effects/series-change.js'
export { type SustainedEffect, sustainedEffect, type TemporalQuestion } from './effects/sustained-effect.js'
export {
  type VarianceDecomposition,
  type VarianceDecompositionOptions,
  varianceDecomposition,
} from './effects/variance-decomposition.js'
export { type LaggedGraphSpec, laggedGraph } from './graphs/lagged-graph.js'
export { type SummaryEdge, type SummaryGraph, summaryDag, summaryGraph } from './graphs/summary-graph.js'
export { type UnrolledGraph, unrolled } from './graphs/unrolled.js'
export {
  type LaggedSeparatingSet,
  type LpcmciOptions,
  type LpcmciResult,
  lpcmci,
} from './hidden-causes/lpcmci.js'
export { type BenchmarkGenerator, benchmarkGenerator, type ResidualOf } from './models/benchmark-generator.js'
export {
  type ChooseTemporalScmOptions,
  type ChosenTemporalScm,
  chooseTemporalScm,
  type TemporalCandidate,
} from './models/choose-temporal-scm.js'
export { type ClassifierTwoSampleOptions, classifierTwoSample } from './models/comparison/classifier-two-sample.js'
export type { ClassifierScore, ClassifierTwoSampleResult } from './models/comparison/two-sample-types.js'
export { counterfactualSeries, type SeriesQuestion } from './models/counterfactual-series.js'
export { type FitTemporalScmOptions, type FittedTemporalScm, fitTemporalScm } from './models/fit-temporal-scm.js'
export { type LevelChances, type OneStepForecasts, oneStepForecasts } from './models/one-step-forecasts.js'
export { type SampleSeriesOptions, sampleSeries } from './models/sample-series.js'
export { type NotStationary, type StationaryMoments, stationaryMoments } from './models/stationary-moments.js'
export type {
  ForecastError,
  SeriesActions,
  SeriesSetting,
  SeriesSituation,
  TemporalMechanism,
  TemporalNoise,
  TemporalNoiseKind,
  TemporalScm,
  TimedAction,
} from './models/types.js'
export { type LaggedMomentsOptions, laggedMoments } from './moments/lagged-moments.js'
export { type LaggedMomentsFromOptions, laggedMomentsFrom } from './moments/lagged-moments-from.js'
export { mergeLaggedMoments } from './moments/merge-lagged-moments.js'
export { type SeriesOptions, series } from './series/series.js'
export type { SeriesDummies } from './tests/dummy-correlation.js'
export { type LaggedCorrelationOptions, laggedCorrelation } from './tests/lagged-correlation.js'
export { laggedSeparation } from './tests/lagged-separation.js'
export { laggedTest } from './tests/lagged-test.js'
export type {
  LaggedEdge,
  LaggedGraph,
  LaggedKind,
  LaggedMoments,
  LaggedNode,
  LaggedPlan,
  LaggedTest,
  LinearTemporalModel,
  Series,
  Stretch,
} from './types.js'
