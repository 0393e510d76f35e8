import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Categorical } from '../types.js'
import { checkCategorical, checkFinite, isCategorical } from './check-column.js'
import { makeCategorical } from './make-table.js'

/** Turns what a caller gave as a column into a typed one: a Float64Array is taken over, all else is read once. */
export function columnOf(name: string, given: unknown): Float64Array | Categorical {
  if (given instanceof Float64Array) return ofFinite(name, given)
  if (ArrayBuffer.isView(given) && 'length' in given) return ofValues(name, given as unknown as unknown[])
  if (Array.isArray(given)) return ofValues(name, given)
  if (isCategorical(given)) {
    checkCategorical(name, given)
    return makeCategorical(given.codes, given.levels)
  }
  throw new CausalError(
    'invalid-data',
    `column ${show(name)} must be a list, a typed array, or { codes, levels }, got ${describe(given)}.`,
    { column: name },
  )
}

function ofValues(name: string, values: readonly unknown[]): Float64Array | Categorical {
  const n = values.length
  let first = 0
  while (first < n && values[first] == null) first++
  if (first < n && typeof values[first] === 'string') return ofStrings(name, values, first)
  return values[first] instanceof Date ? ofDates(name, values, first) : ofNumbers(name, values, first)
}

const millisecondsOfDay = 86_400_000

/** Days since 1970-01-01 (UTC), as for dates in a CSV text. */
function ofDates(name: string, values: readonly unknown[], first: number): Float64Array {
  const out = new Float64Array(values.length)
  for (let i = 0; i < out.length; i++) {
    const value = values[i]
    if (value == null) out[i] = Number.NaN
    else if (!(value instanceof Date)) throw mixed(name, values, first, i)
    else {
      out[i] = value.getTime() / millisecondsOfDay
      if (Number.isNaN(out[i])) throw invalidDate(name, i)
    }
  }
  return out
}

function invalidDate(name: string, row: number): CausalError {
  const message = `column ${show(name)} holds an invalid date at row ${row} (counting from 0): give a date of the calendar, or null where it is missing.`
  return new CausalError('invalid-data', message, { column: name, row })
}

function ofNumbers(name: string, values: readonly unknown[], first: number): Float64Array {
  const out = new Float64Array(values.length)
  for (let i = 0; i < out.length; i++) {
    const value = values[i]
    if (typeof value === 'number') out[i] = value
    else if (value == null) out[i] = Number.NaN
    else if (typeof value === 'boolean') out[i] = value ? 1 : 0
    else if (typeof value === 'bigint' && BigInt(Number(value)) === value) out[i] = Number(value)
    else throw mixed(name, values, first, i)
  }
  return ofFinite(name, out)
}

function ofFinite(name: string, values: Float64Array): Float64Array {
  checkFinite(name, values)
  return values
}

function ofStrings(name: string, values: readonly unknown[], first: number): Categorical {
  const codes = new Int32Array(values.length)
  const seen = new Map<string, number>()
  for (let i = 0; i < codes.length; i++) {
    const value = values[i]
    if (value == null) {
      codes[i] = -1
      continue
    }
    if (typeof value !== 'string') throw mixed(name, values, first, i)
    let code = seen.get(value)
    if (code === undefined) {
      code = seen.size
      seen.set(value, code)
    }
    codes[i] = code
  }
  return sortLevels(codes, [...seen.keys()])
}

/** Levels in the order of their code units, so that the order of rows does not matter. Writes to `codes`. */
export function sortLevels(codes: Int32Array, levels: readonly string[]): Categorical {
  const sorted = [...levels].sort()
  const rank = new Map(sorted.map((level, i) => [level, i]))
  const to = Int32Array.from(levels, (level) => rank.get(level)!)
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) codes[i] = to[codes[i]!]!
  return makeCategorical(codes, sorted)
}

function mixed(name: string, values: readonly unknown[], first: number, at: number): CausalError {
  const kind = typeof values[first] === 'string' ? 'strings' : values[first] instanceof Date ? 'dates' : 'numbers'
  const way = `make all of them ${kind}`
  return new CausalError(
    'invalid-data',
    at === first
      ? `column ${show(name)} holds ${describe(values[at])} at row ${at} (counting from 0): a cell is a number, a string, a boolean, a date, or null when it is missing.`
      : `column ${show(name)} holds ${describe(values[first])} at row ${first} and ${describe(values[at])} at row ${at} (counting from 0): ${way}, or null where a value is missing.`,
    { column: name, row: at },
  )
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `the text ${show(value)}`
  if (typeof value === 'bigint') return `the number ${value}, too large for a double`
  if (value instanceof Date) return 'a date'
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  return typeof value === 'number' || typeof value === 'boolean' ? `the ${typeof value} ${value}` : show(value)
}
