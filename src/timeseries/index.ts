export type { KnownLink, LaggedKnowledge } from './discovery/lagged-knowledge.js'
export {
  type LaggedPairSet,
  type LaggedUntested,
  type LpcmciOptions,
  type LpcmciResult,
  lpcmci,
} from './hidden-causes/lpcmci.js'
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
