/**
 * How p-values are corrected for their number: `'holm'` bounds the chance of any false rejection, the other two the expected
 * share of false ones among the rejected (`'benjamini-yekutieli'` whatever the dependence of the tests).
 *
 * @category Independence tests
 */
export type Correction = 'holm' | 'benjamini-hochberg' | 'benjamini-yekutieli' | 'none'

/** The corrections that there are. */
export const corrections: readonly Correction[] = ['holm', 'benjamini-hochberg', 'benjamini-yekutieli', 'none']

/**
 * p-values corrected for their number: at most alpha just where the procedure rejects at level alpha. Holm (1979) bounds the
 * chance of any false rejection; Benjamini & Hochberg (1995) the expected share of false ones, under any dependence with the
 * factor of Benjamini & Yekutieli (2001). What is NaN was not tested: it is no hypothesis, and stays NaN.
 */
export function correctedPValues(pValues: readonly number[], correction: Correction): Float64Array {
  const out = Float64Array.from(pValues)
  if (correction === 'none') return out
  const order = [...pValues.keys()].filter((i) => !Number.isNaN(pValues[i]!)).sort((i, j) => pValues[i]! - pValues[j]!)
  const m = order.length
  if (correction === 'holm') {
    // step down: each is multiplied by how many are left, and none falls below the one before
    let most = 0
    for (const [k, i] of order.entries()) {
      most = Math.max(most, Math.min(1, (m - k) * pValues[i]!))
      out[i] = most
    }
    return out
  }
  let factor = m
  if (correction === 'benjamini-yekutieli') for (let k = 2; k <= m; k++) factor += m / k
  // step up: from the largest down
  let least = 1
  for (let k = m - 1; k >= 0; k--) {
    const i = order[k]!
    least = Math.min(least, (factor * pValues[i]!) / (k + 1))
    out[i] = least
  }
  return out
}
