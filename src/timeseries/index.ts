export type {
  LaggedEdge,
  LaggedGraph,
  LaggedKind,
  LaggedNode,
  LaggedTest,
  Series,
  Stretch,
} from './types.js'
