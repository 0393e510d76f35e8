export type { InstrumentBounds } from './balke-pearl-bounds.js'
export { balkePearlBounds } from './balke-pearl-bounds.js'
export type { CounterfactualBounds } from './counterfactual-bounds.js'
export { counterfactualBounds } from './counterfactual-bounds.js'
export { evaluateSymbolicBounds } from './formulas/evaluate-symbolic-bounds.js'
export type { LinearBound } from './formulas/linear-bound.js'
export type { MeasuredVariables, SymbolicBounds } from './formulas/symbolic-bounds.js'
export { symbolicBounds } from './formulas/symbolic-bounds.js'
export type { NonparametricBounds, StudySummary } from './manski-bounds.js'
export { manskiBounds } from './manski-bounds.js'
export type { SampledBounds, SampledBoundsOptions } from './sampled/bounds-from-sample.js'
export { boundsFromSample } from './sampled/bounds-from-sample.js'
export type { CausationBounds } from './tian-pearl-bounds.js'
export { tianPearlBounds } from './tian-pearl-bounds.js'
export type {
  BoundsAssumption,
  BoundsProgress,
  BoundsQuery,
  Interval,
  KnownDistribution,
  NoModel,
  PotentialOutcome,
  PotentialWorld,
  Unresolved,
  WeightedEvent,
} from './types.js'
