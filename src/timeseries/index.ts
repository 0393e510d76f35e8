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
export { laggedCorrelation } from './lagged/lagged-correlation.js'
export { type LaggedGraphSpec, laggedGraph } from './lagged/lagged-graph.js'
export { type LaggedMomentsOptions, laggedMoments } from './lagged/lagged-moments.js'
export { laggedSeparation } from './lagged/lagged-separation.js'
export { laggedTest } from './lagged/lagged-test.js'
export { mergeLaggedMoments } from './lagged/merge-lagged-moments.js'
export { type SeriesOptions, series } from './lagged/series.js'
export { type SummaryEdge, type SummaryGraph, summaryDag, summaryGraph } from './lagged/summary-graph.js'
export { type UnrolledGraph, unrolled } from './lagged/unrolled.js'
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
