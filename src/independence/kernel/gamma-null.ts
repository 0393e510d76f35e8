import { gammaUpperTail, logGammaUpperTail } from '../../numeric/special/gamma.js'

/** Upper tail of the gamma distribution with this mean and variance; a statistic that cannot vary has p = 1. */
export function gammaNull(
  statistic: number,
  mean: number,
  variance: number,
): { readonly pValue: number; readonly logPValue: number } {
  if (!(mean > 0 && variance > 0)) return { pValue: 1, logPValue: 0 }
  const shape = (mean * mean) / variance
  const scale = variance / mean
  const at = Math.max(0, statistic)
  return { pValue: gammaUpperTail(at, shape, scale), logPValue: Math.min(0, logGammaUpperTail(at, shape, scale)) }
}
