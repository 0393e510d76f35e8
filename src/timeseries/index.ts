export type {
  LaggedEdge,
  LaggedGraph,
  LaggedKind,
  LaggedNode,
  LaggedTest,
  LinearTemporalModel,
  Series,
  Stretch,
} from './types.js'
