import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import type { Covariate } from '../types/estimator.js'

/** A discrete covariate as codes below `size`: categories as they are, whole numbers as they come up. */
export function codesOf({ name, values, levels }: Covariate, otherWay: string): { codes: Int32Array; size: number } {
  if (levels !== undefined) return { codes: values as Int32Array, size: levels.length }
  const seen = new Map<number, number>()
  const codes = Int32Array.from(values, (value, i) => {
    if (!Number.isSafeInteger(value)) {
      throw new CausalError(
        'invalid-data',
        `column ${show(name)} holds ${value} at row ${i} (counting from 0), and strata need categories or whole numbers: group its values, ${otherWay}.`,
        { column: name, row: i },
      )
    }
    const code = seen.get(value) ?? seen.size
    seen.set(value, code)
    return code
  })
  return { codes, size: Math.max(1, seen.size) }
}
