import type { DiagnosisTopic, Finding } from './diagnosis-types.js'

/** What one look saw, before it is known how many looks there are. */
export interface Look {
  readonly topic: DiagnosisTopic
  readonly columns: readonly string[]
  readonly measure: string
  readonly statistic: number
  /** Its p-value; null where `found` says whether the threshold is passed. */
  readonly pValue: number | null
  readonly found?: boolean
  /** The sentence where it is so, and where it is not. */
  readonly says: readonly [found: string, otherwise: string]
}

/** p-values corrected for their number (Holm 1979): the k-th smallest of m times m − k + 1, none below the one before it. */
export function holm(pValues: readonly number[]): number[] {
  const m = pValues.length
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]! || a - b)
  const corrected = new Array<number>(m)
  let least = 0
  for (const [k, i] of order.entries()) {
    least = Math.max(least, Math.min(1, (m - k) * pValues[i]!))
    corrected[i] = least
  }
  return corrected
}

/** Looks with their p-values corrected for the number of those that have one. */
export function findingsOf(looks: readonly Look[], alpha: number): Finding[] {
  const corrected = holm(looks.flatMap(({ pValue }) => pValue ?? []))
  let at = 0
  return looks.map(({ topic, columns, measure, statistic, pValue, found: passed = false, says }) => {
    const own = pValue === null ? null : corrected[at++]!
    const found = own === null ? passed : own <= alpha
    return Object.freeze({
      topic,
      columns: Object.freeze([...columns]),
      found,
      measure,
      statistic,
      pValue,
      corrected: own,
      message: says[found ? 0 : 1],
    })
  })
}
