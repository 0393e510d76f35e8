import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { Categorical } from '../types.js'

/** How many values a column has. */
export function columnLength(column: Float64Array | Categorical): number {
  return column instanceof Float64Array ? column.length : column.codes.length
}

/** Whether a value has the form of a column of categories; its codes and levels are not looked at. */
export function isCategorical(given: unknown): given is Categorical {
  const { codes, levels } = Object(given) as Categorical
  return codes instanceof Int32Array && Array.isArray(levels)
}

/** Throws unless each number of a column is finite, or NaN where it is missing. */
export function checkFinite(name: string, values: Float64Array): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (Number.isFinite(value) || Number.isNaN(value)) continue
    throw new CausalError(
      'invalid-data',
      `column ${show(name)} holds ${value} at row ${row} (counting from 0): a number must be finite, or NaN when it is missing.`,
      { column: name, row, value },
    )
  }
}

/** Throws unless the levels are different strings and every code stands for one of them, or is −1. */
export function checkCategorical(name: string, { codes, levels }: Categorical): void {
  const column = show(name)
  const seen = new Set<string>()
  const wrong = levels.findIndex((level) => typeof level !== 'string' || seen.size === seen.add(level).size)
  if (wrong >= 0) {
    throw new CausalError(
      'invalid-data',
      `the levels of column ${column} must be different strings, got ${quoteNames(levels)}.`,
      { column: name, level: levels[wrong] },
    )
  }
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! >= -1 && codes[row]! < levels.length) continue
    throw new CausalError(
      'invalid-data',
      `column ${column} has the code ${codes[row]} at row ${row} (counting from 0): codes go from 0 to ${levels.length - 1}, and −1 is missing.`,
      { column: name, row },
    )
  }
}
