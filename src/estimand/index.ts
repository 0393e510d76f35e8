export { type EstimandSource, type EvaluatedEstimand, evaluateEstimand } from './evaluate/evaluate-estimand.js'
export { equalEstimands } from './simplify/equal-estimands.js'
export { simplifyEstimand } from './simplify/simplify-estimand.js'
export { anyValueOf } from './terms/any-value-of.js'
export { constantTerm } from './terms/constant-term.js'
export { probabilityTerm } from './terms/probability-term.js'
export { productOf } from './terms/product-of.js'
export { ratioOf } from './terms/ratio-of.js'
export { sumOver } from './terms/sum-over.js'
export type {
  AnyValueTerm,
  ConstantTerm,
  Estimand,
  EstimandValue,
  ProbabilityTerm,
  ProductTerm,
  RatioTerm,
  SumTerm,
} from './terms/types.js'
export type { ValueInput } from './terms/values.js'
export { parseEstimand } from './text/parse-estimand.js'
export { toLatex } from './text/to-latex.js'
export { toMathml } from './text/to-mathml.js'
export { toText } from './text/to-text.js'
