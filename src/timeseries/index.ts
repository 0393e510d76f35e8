export { type LaggedMomentsOptions, laggedMoments } from './lagged/lagged-moments.js'
export { mergeLaggedMoments } from './lagged/merge-lagged-moments.js'
export { type SeriesOptions, series } from './lagged/series.js'
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
