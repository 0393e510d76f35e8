import type { Stretch } from '../types.js'

/** Rows that follow each other by one step, in one recording. `steps`: how many lie between a row and the one before it; null for one each. */
export function stretchesOf(
  n: number,
  first: Uint8Array,
  steps: Float64Array | null,
  stamps: Float64Array | null,
  unitAt: (row: number) => string | null,
): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (let start = 0; start < n; ) {
    let end = start + 1
    while (end < n && first[end] === 0 && (steps === null || steps[end] === 1)) end++
    stretches.push(Object.freeze({ unit: unitAt(start), start, length: end - start, time: stamps?.[start] ?? 0 }))
    start = end
  }
  return Object.freeze(stretches)
}
