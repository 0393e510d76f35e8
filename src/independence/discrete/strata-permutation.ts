import { CausalError } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { generator } from '../../probability/streams/stream.js'
import type { Contingency } from './contingency.js'

/** The draws stop once so many tables were at least as far from independence (Besag & Clifford 1991). */
const ENOUGH = 20

/**
 * The p-value of a statistic among its values when the levels of y are shuffled within each stratum: exact up to the
 * draws, however small the counts, since under independence all orders are equally likely (Fisher 1935).
 *
 * Besag & Clifford 1991: draws go on until 20 tables reach the observed value, p = 20 / draws; else p = (reached + 1) /
 * (draws + 1).
 *
 * @param statistic - of the tables in place of which the shuffled ones are put
 */
export function strataPermutation(
  observed: Contingency,
  statistic: (tables: Contingency) => number,
  draws: number,
  seed: number | string,
): { readonly pValue: number; readonly logPValue: number } {
  const tables = sortedStrata(observed)
  const value = statistic(tables) * (1 - 1e-12)
  const random = generator(seed)
  const { counts, strata, rows, columns } = tables
  const block = rows * columns
  const lists = Array.from({ length: strata }, (_, s) => labels(counts, s * block, rows, columns))
  const answer = (pValue: number) => ({ pValue, logPValue: portableLog(pValue) })
  let reached = 0
  for (let d = 1; d <= draws; d++) {
    counts.fill(0)
    for (const [s, { x, y }] of lists.entries()) {
      random.shuffle(y)
      for (let i = 0; i < x.length; i++) counts[s * block + x[i]! * columns + y[i]!]!++
    }
    if (statistic(tables) >= value && ++reached === ENOUGH) return answer(reached / d)
  }
  return answer((reached + 1) / (draws + 1))
}

/** The level of x and of y of each row of a stratum. */
function labels(counts: Float64Array, base: number, rows: number, columns: number): { x: Int32Array; y: Int32Array } {
  const x: number[] = []
  const y: number[] = []
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let k = counts[base + i * columns + j]!; k > 0; k--) {
        x.push(i)
        y.push(j)
      }
    }
  }
  return { x: Int32Array.from(x), y: Int32Array.from(y) }
}

/** The strata in an order that does not depend on how they were numbered: by their counts. */
function sortedStrata({ counts, strata, rows, columns }: Contingency): Contingency {
  const block = rows * columns
  const parts = Array.from({ length: strata }, (_, s) => counts.slice(s * block, (s + 1) * block)).filter((part) =>
    part.some((count) => count > 0),
  )
  if (parts.some((part) => part.some((count) => !Number.isInteger(count)))) {
    throw new CausalError(
      'invalid-data',
      "a permutation null needs whole counts, and these are weights: take null: 'moments'.",
    )
  }
  parts.sort((a, b) => {
    const k = a.findIndex((count, i) => count !== b[i])
    return k < 0 ? 0 : a[k]! - b[k]!
  })
  const sorted = new Float64Array(parts.length * block)
  for (const [s, part] of parts.entries()) sorted.set(part, s * block)
  return { counts: sorted, strata: parts.length, rows, columns }
}
