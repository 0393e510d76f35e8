export { type BaggedOptions, bagged } from './discovery/bagged.js'
export type { BaggedLink, BaggedResult } from './discovery/bagged-result.js'
export type { SeriesContexts } from './discovery/jpcmci-contexts.js'
export { type JpcmciPlusOptions, jpcmciPlus } from './discovery/jpcmci-plus.js'
export type { LaggedColliderRule } from './discovery/lagged-colliders.js'
export type { KnownLink, LaggedKnowledge } from './discovery/lagged-knowledge.js'
export type {
  AmbiguousLaggedTriple,
  LaggedLink,
  LaggedSearchResult,
  UntestedLink,
} from './discovery/lagged-result.js'
export { type PcmciOptions, pcmci } from './discovery/pcmci.js'
export { type PcmciPlusOptions, type PcmciPlusResult, pcmciPlus } from './discovery/pcmci-plus.js'
export type { LaggedSearchOptions } from './discovery/search-settings.js'
export { slidingWindows, type WindowResult } from './discovery/sliding-windows.js'
export type { SeriesDummies } from './lagged/dummy-correlation.js'
export { type LaggedCorrelationOptions, laggedCorrelation } from './lagged/lagged-correlation.js'
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
  Series,
  Stretch,
} from './types.js'
