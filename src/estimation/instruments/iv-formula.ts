import type { FormulaNames } from '../core/types/estimator.js'

/** Two-stage least squares in words of covariances; what is conditioned on is taken out linearly. */
export function ivFormula({ treatment, outcome, adjustment, through }: FormulaNames): string {
  const bar = adjustment.length > 0 ? ` | ${adjustment.join(', ')}` : ''
  const [first] = through
  if (through.length === 1) return `Cov(${outcome}, ${first}${bar}) / Cov(${treatment}, ${first}${bar})`
  const hat = `${treatment}*`
  return `Cov(${outcome}, ${hat}${bar}) / Cov(${treatment}, ${hat}${bar}) where ${hat} is the linear prediction of ${treatment} from ${[...through, ...adjustment].join(', ')}`
}
