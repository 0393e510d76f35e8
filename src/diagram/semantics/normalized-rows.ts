import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Box } from '../terms/types.js'

/** Each row divided by its sum; a row of weight zero stays so, or is refused. */
export function normalizedRows(
  box: Box,
  values: Float64Array,
  columns: number,
  onZero: 'zero' | 'refuse',
): Float64Array {
  const out = new Float64Array(values.length)
  for (let row = 0; row * columns < values.length; row++) {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += values[row * columns + j]!
    if (sum === 0 && onZero === 'refuse') {
      throw new CausalError(
        'zero-support',
        `what is inside box ${show(box.name)} has weight 0 for row ${row + 1} of its inputs: its evidence is impossible there, and nothing can be normalized.`,
        { box: box.name, row },
      )
    }
    if (sum > 0) for (let j = 0; j < columns; j++) out[row * columns + j] = values[row * columns + j]! / sum
  }
  return out
}
