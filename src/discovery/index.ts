export type { ColliderRule } from './colliders.js'
export { type Knowledge, knowledge } from './knowledge.js'
export type { ConflictRule } from './orientation.js'
export { type PcOptions, type PcResult, pc } from './pc.js'
export type {
  ConstraintOptions,
  NearDecision,
  SearchOptions,
  SearchProgress,
  SeparatingSet,
  UnshieldedTriple,
} from './types.js'
