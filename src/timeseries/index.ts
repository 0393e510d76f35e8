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
export { slidingWindows, type WindowResult } from './discovery/sliding-windows.js'
export { type VarLingamOptions, type VarLingamResult, varLingam } from './discovery/var-lingam.js'
export { type VarModelOptions, varModel } from './discovery/var-model.js'
export type { PortmanteauTest, VarCoefficient, VarModel, VarOrder } from './discovery/var-types.js'
export type { CauseAndEffect } from './effects/cause-and-effect.js'
export { eventImpact } from './effects/event-impact.js'
export type { EventImpact, EventImpactQuestion, PlaceboEvent, PredictorShift } from './effects/event-types.js'
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
export { interruptedSeries } from './effects/interrupted-series.js'
export type { InterruptedSeries, InterruptedSeriesQuestion } from './effects/interrupted-types.js'
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
export {
  type LaggedSeparatingSet,
  type LpcmciOptions,
  type LpcmciResult,
  lpcmci,
} from './hidden-causes/lpcmci.js'
export type { SeriesDummies } from './lagged/dummy-correlation.js'
export { type LaggedCorrelationOptions, laggedCorrelation } from './lagged/lagged-correlation.js'
export { type LaggedGraphSpec, laggedGraph } from './lagged/lagged-graph.js'
export { type LaggedMomentsOptions, laggedMoments } from './lagged/lagged-moments.js'
export { type LaggedMomentsFromOptions, laggedMomentsFrom } from './lagged/lagged-moments-from.js'
export { laggedSeparation } from './lagged/lagged-separation.js'
export { laggedTest } from './lagged/lagged-test.js'
export { mergeLaggedMoments } from './lagged/merge-lagged-moments.js'
export { type SeriesOptions, series } from './lagged/series.js'
export { type SummaryEdge, type SummaryGraph, summaryDag, summaryGraph } from './lagged/summary-graph.js'
export { type UnrolledGraph, unrolled } from './lagged/unrolled.js'
export { type BenchmarkGenerator, benchmarkGenerator, type ResidualOf } from './models/benchmark-generator.js'
export {
  type ChooseTemporalScmOptions,
  type ChosenTemporalScm,
  chooseTemporalScm,
  type TemporalCandidate,
} from './models/choose-temporal-scm.js'
export { type ClassifierTwoSampleOptions, classifierTwoSample } from './models/classifier-two-sample.js'
export { counterfactualSeries, type SeriesQuestion } from './models/counterfactual-series.js'
export { type FitTemporalScmOptions, type FittedTemporalScm, fitTemporalScm } from './models/fit-temporal-scm.js'
export { type OneStepForecasts, oneStepForecasts } from './models/one-step-forecasts.js'
export { type SampleSeriesOptions, sampleSeries } from './models/sample-series.js'
export { type NotStationary, type StationaryMoments, stationaryMoments } from './models/stationary-moments.js'
export type { ClassifierScore, ClassifierTwoSampleResult } from './models/two-sample-types.js'
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
