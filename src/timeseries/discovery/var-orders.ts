import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { cholesky, logDeterminant } from '../../numeric/cholesky.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { type Autoregression, type Trend, trendTerms } from '../core/autoregression.js'
import type { VarOrder } from './var-types.js'

/** AIC, BIC and HQ of a fit: ln |Σ| with divisor n, and a price for each coefficient (Lütkepohl 2005, section 4.3). */
export function criteriaOf(names: readonly string[], fit: Autoregression, trend: Trend): VarOrder {
  const { p, n, lags, scatter } = fit
  const root = cholesky(
    scatter.map((v) => v / n),
    p,
  )
  if (!root.ok) {
    throw new CausalError(
      'collinear',
      `${quoteNames([names[root.column]!])} is determined by the other variables and the past: leave it out.`,
      { column: names[root.column] },
    )
  }
  const fitTerm = logDeterminant(root.factor, p)
  const free = p * (p * lags + trendTerms[trend])
  const logN = portableLog(n)
  return Object.freeze({
    lags,
    aic: fitTerm + (2 * free) / n,
    bic: fitTerm + (logN * free) / n,
    hq: fitTerm + (2 * portableLog(logN) * free) / n,
  })
}
