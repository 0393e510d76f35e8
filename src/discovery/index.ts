export { type CamOptions, type CamResult, cam } from './additive/cam.js'
export { type ResitOptions, type ResitResult, resit } from './additive/resit.js'
export { type BootstrapOptions, bootstrapGraph } from './bootstrap/bootstrap-graph.js'
export type { BootstrapResult, EdgeFrequency } from './bootstrap/bootstrap-result.js'
export type { ReplicateSearch } from './bootstrap/bootstrap-tally.js'
export { stabilitySelection } from './bootstrap/stability-selection.js'
export type { StabilityOptions, StabilityResult, StableEdge } from './bootstrap/stability-types.js'
export {
  type CdnodOptions,
  type CdnodResult,
  type ChangeComparison,
  cdnod,
  type DrivingForce,
} from './constraint/cdnod.js'
export type { ColliderRule } from './constraint/collider-judges.js'
export { type FciOptions, type FciResult, fci, type MarkPlace } from './constraint/fci.js'
export type { MeekOrder } from './constraint/meek-rules.js'
export type { ConflictRule } from './constraint/orientation.js'
export { pc } from './constraint/pc.js'
export type { PcOptions, PcResult } from './constraint/pc-search.js'
export type { RepairedEdge } from './constraint/repair.js'
export { rfci } from './constraint/rfci.js'
export { type NotearsOptions, type NotearsResult, notears } from './continuous/notears.js'
export { varsortability } from './continuous/varsortability.js'
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
} from './core/types.js'
export { anchorRegression } from './environments/anchor/anchor-regression.js'
export type {
  AnchorCoefficient,
  AnchorProtection,
  AnchorQuestion,
  AnchorRegression,
} from './environments/anchor/types.js'
export {
  causalDeFinetti,
  type DeFinettiDoubt,
  type DeFinettiOptions,
  type DeFinettiResult,
} from './environments/causal-de-finetti.js'
export { causalDeFinettiPair, type DeFinettiPairResult } from './environments/causal-de-finetti-pair.js'
export type { DeFinettiTest } from './environments/de-finetti-test.js'
export { type LatentCapabilitiesOptions, latentCapabilities } from './environments/latent/latent-capabilities.js'
export type { LatentCapabilities, LatentCapability } from './environments/latent/types.js'
export { invariantPrediction } from './environments/prediction/invariant-prediction.js'
export type {
  InvarianceMethod,
  InvariantPrediction,
  InvariantPredictionQuestion,
  NoInvariantPrediction,
  PredictorFinding,
  TestedSet,
} from './environments/prediction/types.js'
export { type InvariantSubsetQuestion, invariantSubset } from './environments/stable/invariant-subset.js'
export type {
  InvariantSubset,
  MechanismRow,
  NoInvariantSubset,
  StableClass,
} from './environments/stable/types.js'
export { type HillClimbingOptions, hillClimbing } from './greedy/hill-climbing.js'
export { type GfciOptions, type GfciResult, gfci, type ScoreSearch } from './hybrid/gfci.js'
export { type MmhcOptions, type MmhcResult, mmhc } from './hybrid/mmhc.js'
export { type GiesOptions, gies } from './interventions/gies.js'
export {
  type InterventionalBicOptions,
  type InterventionalScore,
  interventionalBicScore,
} from './interventions/interventional-bic-score.js'
export { jci } from './interventions/jci.js'
export type { ContextEffects, JciOptions, JciPcResult, JciResult } from './interventions/jci-types.js'
export { type RegimeTest, type RegimeTestOptions, regimeTest } from './interventions/regime-test.js'
export { utIgsp } from './interventions/ut-igsp.js'
export type { UtIgspOptions, UtIgspResult } from './interventions/ut-igsp-types.js'
export { type Knowledge, knowledge } from './knowledge/knowledge.js'
export {
  type BootstrapTotalEffectsOptions,
  bootstrapTotalEffects,
  type TotalEffect,
  type TotalEffectsResult,
} from './lingam/bootstrap-total-effects.js'
export { type DirectLingamOptions, directLingam } from './lingam/direct-lingam.js'
export { type IcaLingamOptions, icaLingam } from './lingam/ica-lingam.js'
export type { LingamResult, Pruning } from './lingam/lingam-result.js'
export {
  type LongitudinalLingamOptions,
  type LongitudinalLingamResult,
  longitudinalLingam,
  type WaveModel,
} from './lingam/longitudinal-lingam.js'
export {
  type GroupModel,
  type MultiGroupLingamOptions,
  type MultiGroupLingamResult,
  multiGroupLingam,
} from './lingam/multi-group-lingam.js'
export { type ParceLingamOptions, type ParceLingamResult, parceLingam } from './lingam/parce-lingam.js'
export type { PathKnowledge } from './lingam/path-order.js'
export { type RcdOptions, type RcdResult, rcd } from './lingam/rcd.js'
export {
  type ResidualIndependenceOptions,
  type ResidualIndependenceResult,
  type ResidualPair,
  residualIndependence,
} from './lingam/residual-independence.js'
export { totalEffects } from './lingam/total-effects.js'
export type { LocalSearchOptions, LocalSearchReport } from './local/local-context.js'
export { type MarkovBlanketResult, markovBlanketSearch } from './local/markov-blanket-search.js'
export {
  type ParentsAndChildrenOptions,
  type ParentsAndChildrenResult,
  parentsAndChildren,
} from './local/parents-and-children.js'
export { type Missingness, type MvpcResult, mvpc } from './missing/mvpc.js'
export { type BossOptions, type BossResult, boss } from './order/boss.js'
export { type DagSearchResult, type ExactSearchOptions, exactSearch } from './order/exact-search.js'
export { type GraspOptions, grasp } from './order/grasp.js'
export { type AdditiveNoiseOptions, type AdditiveNoiseResult, additiveNoise } from './pairs/additive-noise.js'
export { igci } from './pairs/igci.js'
export type { PairDirection } from './pairs/pair-direction.js'
export { reci } from './pairs/reci.js'
export { type BdeuOptions, bdeuScore } from './score/bdeu-score.js'
export { bicScore } from './score/bic-score.js'
export { conditionalGaussianScore } from './score/conditional-gaussian-score.js'
export { degenerateGaussianScore } from './score/degenerate-gaussian-score.js'
export { type GesOptions, type GesResult, ges } from './score/ges.js'
export { kernelScore } from './score/kernel-score.js'
export type { GaussianPlan, Score } from './score/score.js'
export type { GesStep } from './score/walk-diary.js'
