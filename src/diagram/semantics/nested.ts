import { CausalError } from '../../errors.js'

/** Numbers in lists in lists …, one level for each axis. */
export type Nested = readonly (number | Nested)[]

/** Lists of more numbers than this are refused before they fill the memory. */
const mostCells = 2 ** 20

/**
 * The lengths of nested lists, level by level, and their numbers in one row. The lists may be anything that untyped code
 * gives: at most `deepest` levels are entered, so that a list that holds itself is refused like any other uneven one.
 *
 * @returns null where the lists are nested unevenly, too deep, or hold what is no number
 */
export function flattened(
  what: string,
  nested: unknown,
  deepest: number,
): { shape: number[]; values: Float64Array } | null {
  const shape: number[] = []
  let level: unknown[] = [nested]
  while (level.every(Array.isArray)) {
    const size = (level[0] as unknown[]).length
    if (shape.length === deepest || (level as unknown[][]).some((list) => list.length !== size)) return null
    if (level.length * size > mostCells) {
      throw new CausalError('too-large', `${what} has more than ${mostCells} numbers: give them as a Float64Array.`, {
        most: mostCells,
      })
    }
    shape.push(size)
    level = (level as unknown[][]).flat()
    if (level.length === 0) break
  }
  if (shape.length === 0 || level.some((x) => typeof x !== 'number')) return null
  return { shape, values: Float64Array.from(level as number[]) }
}
