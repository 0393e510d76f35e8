import { collapseRows } from '../../data/statistics/collapse-rows.js'
import { checkTable } from '../../data/tables/check-table.js'
import { discreteColumn } from '../../data/tables/discrete-column.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkShape } from '../../probability/factors/factor-core.js'
import type { Factor } from '../../probability/types.js'

/** Discrete columns with equal rows gathered into one, so that a test's cost does not depend on the number of rows. */
export interface DiscreteColumns {
  readonly names: readonly string[]
  /** How many levels each column has among the rows. */
  readonly levels: Int32Array
  /** For each column, the level of each distinct row. */
  readonly codes: readonly Int32Array[]
  /** How often each distinct row occurs. */
  readonly weights: Float64Array
  /** The sum of the weights. */
  readonly total: number
}

/** Rows or a table of counts, checked, as distinct rows with weights. */
export function readDiscrete(input: Table<unknown, string> | Factor): DiscreteColumns {
  if (typeof input === 'object' && input !== null) {
    if ('variables' in input && 'values' in input) return fromCounts(input)
    if ('columns' in input && 'data' in input) return fromTable(input)
  }
  throw new CausalError('invalid-argument', 'expected a table, or counts(table) as a factor.')
}

function fromTable(table: Table<unknown, string>): DiscreteColumns {
  checkTable(table)
  const names: readonly string[] = table.columns
  if (table.rowCount === 0) throw new CausalError('too-few-rows', 'the table has no rows.', { count: 0 })
  const columns = names.map((name) => discreteColumn(table, name, names))
  const sizes = columns.map(({ states }) => states.length)
  const { codes, counts } = collapseRows(
    columns.map((column) => column.codes),
    sizes,
  )
  return weighted(names, codes, sizes, Float64Array.from(counts), table.rowCount)
}

function weighted(
  names: readonly string[],
  codes: readonly Int32Array[],
  sizes: readonly number[],
  weights: Float64Array,
  total: number,
): DiscreteColumns {
  const seen = codes.map((column, i) => seenLevels(column, sizes[i]!))
  return { names, levels: Int32Array.from(seen, (c) => c.levels), codes: seen.map((c) => c.codes), weights, total }
}

/** Codes 0 … levels − 1 with the levels that no row has dropped. */
function seenLevels(codes: Int32Array, size: number): { readonly codes: Int32Array; readonly levels: number } {
  const position = new Int32Array(size).fill(-1)
  for (let i = 0; i < codes.length; i++) position[codes[i]!] = 0
  let levels = 0
  for (let level = 0; level < size; level++) if (position[level] === 0) position[level] = levels++
  return { codes: levels === size ? codes : codes.map((c) => position[c]!), levels }
}

/**
 * Splits groups by one more column, in place: `group[i]` becomes the number of the pair (group, code), numbered in the
 * order of first occurrence. Pairs are looked up in an array when there are few, else in a hash table.
 *
 * @returns the number of groups
 */
export function refine(group: Int32Array, groups: number, codes: Int32Array, levels: number): number {
  if (levels === 1) return groups
  const n = group.length
  const pairs = groups * levels
  let count = 0
  if (pairs <= Math.max(1 << 16, 4 * n)) {
    const number = new Int32Array(pairs)
    for (let i = 0; i < n; i++) {
      const pair = group[i]! * levels + codes[i]!
      let known = number[pair]!
      if (known === 0) number[pair] = known = ++count
      group[i] = known - 1
    }
    return count
  }
  // the least power of two from 2 n on, less one
  const mask = 2 ** (32 - Math.clz32(2 * n - 1)) - 1
  const slotPair = new Float64Array(mask + 1).fill(-1)
  const slotNumber = new Int32Array(mask + 1)
  for (let i = 0; i < n; i++) {
    const pair = group[i]! * levels + codes[i]!
    let slot = (Math.imul(group[i]!, 0x9e3779b1) ^ Math.imul(codes[i]! + 1, 0x85ebca6b)) >>> 0
    slot = (slot ^ (slot >>> 15)) & mask
    while (slotPair[slot] !== -1 && slotPair[slot] !== pair) slot = (slot + 1) & mask
    if (slotPair[slot] === -1) {
      slotPair[slot] = pair
      slotNumber[slot] = count++
    }
    group[i] = slotNumber[slot]!
  }
  return count
}

function fromCounts(counts: Factor): DiscreteColumns {
  checkShape(counts)
  const { variables, values } = counts
  const names = variables.map((v) => v.name)
  const bad = values.findIndex((v) => !(v >= 0) || v === Number.POSITIVE_INFINITY)
  if (bad >= 0) {
    throw new CausalError(
      'invalid-data',
      `counts are numbers of rows, zero or more; cell ${bad} holds ${values[bad]}.`,
      { cell: bad, value: values[bad] },
    )
  }
  const cells = Int32Array.from(Array.from(values.keys()).filter((k) => values[k]! > 0))
  const weights = Float64Array.from(cells, (k) => values[k]!)
  const total = weights.reduce((sum, w) => sum + w, 0)
  if (total === 0) throw new CausalError('too-few-rows', 'all counts are zero.', { count: 0 })
  let stride = values.length
  const codes = variables.map(({ states }) => {
    stride /= states.length
    return cells.map((k) => Math.floor(k / stride) % states.length)
  })
  return weighted(
    names,
    codes,
    variables.map(({ states }) => states.length),
    weights,
    total,
  )
}
