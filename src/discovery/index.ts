export { answerBootstrap } from './answer-bootstrap.js'
export { type BdeuOptions, bdeuScore } from './bdeu-score.js'
export { bicScore } from './bic-score.js'
export { type BootstrapOptions, bootstrapGraph } from './bootstrap-graph.js'
export { type BootstrapInWorkersOptions, bootstrapInWorkers } from './bootstrap-in-workers.js'
export type { BootstrapResult, EdgeFrequency } from './bootstrap-result.js'
export type { ReplicateSearch } from './bootstrap-tally.js'
export { type BossOptions, type BossResult, boss } from './boss.js'
export {
  type CdnodOptions,
  type CdnodResult,
  type ChangeComparison,
  cdnod,
  type DrivingForce,
} from './cdnod.js'
export type { ColliderRule } from './colliders.js'
export { causalDeFinetti, type DeFinettiOptions, type DeFinettiResult } from './environments/causal-de-finetti.js'
export { causalDeFinettiPair, type DeFinettiPairResult } from './environments/causal-de-finetti-pair.js'
export type { DeFinettiTest } from './environments/de-finetti-test.js'
export { type DagSearchResult, type ExactSearchOptions, exactSearch } from './exact-search.js'
export { type FciOptions, type FciResult, fci, type MarkPlace } from './fci.js'
export { type GesOptions, type GesResult, type GesStep, ges } from './ges.js'
export { kernelScore } from './kernel-score.js'
export { type Knowledge, knowledge } from './knowledge.js'
export { type DirectLingamOptions, directLingam } from './lingam/direct-lingam.js'
export { type IcaLingamOptions, icaLingam } from './lingam/ica-lingam.js'
export type { LingamResult, Pruning } from './lingam/lingam-result.js'
export type { PathKnowledge } from './lingam/path-order.js'
export { type VarLingamOptions, type VarLingamResult, varLingam } from './lingam/var-lingam.js'
export type { MeekOrder } from './meek-rules.js'
export type { MessageEnd } from './message-end.js'
export type { ConflictRule } from './orientation.js'
export { type AdditiveNoiseOptions, type AdditiveNoiseResult, additiveNoise } from './pairs/additive-noise.js'
export { igci } from './pairs/igci.js'
export type { PairDirection } from './pairs/pair-direction.js'
export { reci } from './pairs/reci.js'
export { pc } from './pc.js'
export type { PcOptions, PcResult } from './pc-search.js'
export { rfci } from './rfci.js'
export type { Score } from './score.js'
export { simulateDag } from './simulate-dag.js'
export { type SimulateLinearOptions, simulateLinear } from './simulate-linear.js'
export { simulateNonlinear } from './simulate-nonlinear.js'
export type { SimulatedNoise } from './simulated-noise.js'
export type {
  AdjacentPair,
  ConstraintOptions,
  ConstraintReport,
  DeterminedColumn,
  NearDecision,
  SearchOptions,
  SearchProgress,
  SeparatingSet,
  UnshieldedTriple,
  UntestedQuery,
} from './types.js'
