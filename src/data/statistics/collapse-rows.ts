/** Unique rows of discrete columns, each with how many rows it stands for. */
export interface CollapsedRows {
  /** How many unique rows there are. */
  readonly size: number
  /** The codes of the unique rows, one array a column, in the order in which they first come up. */
  readonly codes: readonly Int32Array[]
  /** How many rows each stands for. */
  readonly counts: Int32Array
}

/** Rows put into groups of equal rows. */
export interface GroupedRows {
  /** The group of each row, numbered in the order in which they first come up. */
  readonly group: Int32Array
  /** The first row of each group. */
  readonly first: Int32Array
}

/** The largest lookup table, in entries, that is cheaper than hashing. */
const widestTable = 1 << 22

/** Collapses rows to unique rows with counts: later passes no longer depend on the number of rows. */
export function collapseRows(columns: readonly Int32Array[], cardinalities: readonly number[]): CollapsedRows {
  const { group, first } = groupRows(columns, cardinalities)
  const counts = new Int32Array(first.length)
  for (let i = 0; i < group.length; i++) counts[group[i]!]!++
  const codes = columns.map((column) => Int32Array.from(first, (row) => column[row]!))
  return { size: first.length, codes, counts }
}

/**
 * Groups rows that are equal in every column.
 *
 * Columns are joined into a mixed-radix key while the key stays small; then keys are renumbered densely and joining
 * goes on, so that the work is O(n k) for n rows and k columns whatever the number of combinations.
 */
export function groupRows(columns: readonly Int32Array[], cardinalities: readonly number[]): GroupedRows {
  const n = columns[0]?.length ?? 0
  const key = new Float64Array(n)
  let radix = 1
  let first = new Int32Array(0)
  for (let j = 0; j < columns.length; j++) {
    const codes = columns[j]!
    const card = Math.max(1, cardinalities[j]!)
    for (let i = 0; i < n; i++) key[i] = key[i]! * card + codes[i]!
    radix *= card
    const next = j + 1 < columns.length ? Math.max(1, cardinalities[j + 1]!) : Number.POSITIVE_INFINITY
    if (radix * next > widestTable) {
      first = renumber(key, radix)
      radix = Math.max(1, first.length)
    }
  }
  return { group: Int32Array.from(key), first }
}

/** Replaces keys by 0, 1, … in the order in which they first come up; returns the first row of each. */
function renumber(key: Float64Array, radix: number): Int32Array<ArrayBuffer> {
  const n = key.length
  const first = new Int32Array(n)
  let size = 0
  if (radix <= Math.max(widestTable, 4 * n)) {
    const dense = new Int32Array(radix)
    for (let i = 0; i < n; i++) {
      let id = dense[key[i]!]!
      if (id === 0) {
        first[size] = i
        id = ++size
        dense[key[i]!] = id
      }
      key[i] = id - 1
    }
  } else {
    const dense = new Map<number, number>()
    for (let i = 0; i < n; i++) {
      let id = dense.get(key[i]!)
      if (id === undefined) {
        first[size] = i
        id = size++
        dense.set(key[i]!, id)
      }
      key[i] = id
    }
  }
  return first.slice(0, size)
}
