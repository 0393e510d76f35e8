export { anyValueOf } from './any-value-of.js'
export { constantTerm } from './constant-term.js'
export { equalEstimands } from './equal-estimands.js'
export { type EstimandSource, type EvaluatedEstimand, evaluateEstimand } from './evaluate-estimand.js'
export { parseEstimand } from './parse-estimand.js'
export { probabilityTerm } from './probability-term.js'
export { productOf } from './product-of.js'
export { ratioOf } from './ratio-of.js'
export { simplifyEstimand } from './simplify-estimand.js'
export { sumOver } from './sum-over.js'
export { toLatex } from './to-latex.js'
export { toMathML } from './to-mathml.js'
export { toText } from './to-text.js'
export type {
  AnyValueTerm,
  ConstantTerm,
  Estimand,
  EstimandValue,
  ProbabilityTerm,
  ProductTerm,
  RatioTerm,
  SumTerm,
} from './types.js'
export type { ValueInput } from './values.js'
