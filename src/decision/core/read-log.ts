import { columnAt } from '../../data/tables/column.js'
import { isNumeric } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { asList, lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { OffPolicyQuestion } from '../policies/off-policy-types.js'

/** A log of decisions, by columns. */
export interface ReadLog {
  /** The actions that were tried, in the order of their names. */
  readonly actions: readonly string[]
  /** What was done in each row: a position in `actions`. */
  readonly action: Int32Array
  readonly reward: Float64Array
  readonly propensity: Float64Array
  /** How many contexts are told apart: nearly all numbers that differ, or fewer. */
  readonly contexts: number
  /** A context as texts. */
  readonly contextAt: (context: number) => Readonly<Record<string, string>>
  /** The context of each row, from 0 on. */
  readonly context: Int32Array
}

/** A column as codes from 0 on, with the text of each. */
interface Coded {
  /** Whether each row has a code of its own: its position. */
  readonly byRow: boolean
  readonly count: number
  readonly text: (code: number) => string
  readonly code: Int32Array
}

/** The columns of a log, whole. */
export function readLog(
  table: Table<unknown, string>,
  { action, context, reward, propensity }: Pick<OffPolicyQuestion, 'action' | 'context' | 'reward' | 'propensity'>,
): ReadLog {
  const index = new Map(table.columns.map((name, i) => [name, i]))
  const names = asList<string>(context)
  for (const name of [action, reward, propensity, ...names]) lookUp('column', index, name)
  if (table.rowCount < 2)
    throw new CausalError('too-few-rows', `the log has ${table.rowCount} rows: two are the least.`)
  const done = coded(table, action, false)
  const tried = tally(done, table.rowCount)
  const actions = tried.map((code) => done.text(code)).sort()
  const place = new Int32Array(done.count)
  for (const code of tried) place[code] = actions.indexOf(done.text(code))
  const seen = names.map((name) => coded(table, name, true))
  const { cell, first } = cells(seen, table.rowCount)
  return {
    actions,
    action: done.code.map((code) => place[code]!),
    reward: numbers(table, reward, Number.MAX_VALUE),
    propensity: numbers(table, propensity, 1),
    contexts: first.length,
    contextAt: (c) => Object.fromEntries(names.map((name, k) => [name, seen[k]!.text(seen[k]!.code[first[c]!]!)])),
    context: cell,
  }
}

/** Of the first rows, how many must differ for a column of numbers to count as one whose numbers all differ. */
const [looked, mostlyNew] = [1000, 900]

/** `loose`: numbers that nearly all differ may have a code for each row. */
function coded(table: Table<unknown, string>, name: string, loose: boolean): Coded {
  const column = columnAt(table, name)
  const n = table.rowCount
  const wrong = isNumeric(column)
    ? column.findIndex((value) => !Number.isFinite(value))
    : column.codes.findIndex((code) => code < 0)
  if (wrong >= 0) {
    throw new CausalError(
      'missing-values',
      `row ${wrong} (counting from 0) lacks ${show(name)}: a decision is logged whole.`,
      { column: name, row: wrong },
    )
  }
  if (!isNumeric(column)) {
    const { codes, levels } = column
    return { byRow: false, count: levels.length, text: (code) => String(levels[code]), code: Int32Array.from(codes) }
  }
  if (loose && new Set(column.subarray(0, looked)).size > mostlyNew)
    return {
      byRow: true,
      count: n,
      text: (row) => String(column[row]),
      code: Int32Array.from({ length: n }, (_, i) => i),
    }
  const known = new Map<number, number>()
  const code = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    const at = known.get(column[i]!) ?? known.size
    if (at === known.size) known.set(column[i]!, at)
    code[i] = at
  }
  const values = [...known.keys()]
  return { byRow: false, count: values.length, text: (at) => String(values[at]), code }
}

/** The codes that occur. */
function tally({ count, code }: Coded, n: number): number[] {
  const seen = new Uint8Array(count)
  for (let i = 0; i < n; i++) seen[code[i]!] = 1
  return [...seen.keys()].filter((at) => seen[at] === 1)
}

/** The most combinations that are counted in an array. */
const mostCounted = 4_000_000

/** The combinations that occur: of each row its position among them, and the first row of each. */
function cells(columns: readonly Coded[], n: number): { readonly cell: Int32Array; readonly first: Int32Array } {
  const each = columns.find(({ byRow }) => byRow)
  if (each !== undefined) return { cell: each.code, first: each.code }
  let cell = new Int32Array(n)
  let first = Int32Array.of(0)
  for (const { count, code } of columns) {
    const size = first.length * count
    const table = size <= mostCounted ? new Int32Array(size).fill(-1) : null
    const known = new Map<number, number>()
    const [next, starts] = [new Int32Array(n), new Int32Array(Math.min(n, size))]
    let found = 0
    for (let i = 0; i < n; i++) {
      const key = cell[i]! * count + code[i]!
      let at = table === null ? (known.get(key) ?? -1) : table[key]!
      if (at < 0) {
        at = found++
        starts[at] = i
        if (table === null) known.set(key, at)
        else table[key] = at
      }
      next[i] = at
    }
    cell = next
    first = starts.subarray(0, found)
  }
  return { cell, first }
}

function numbers(table: Table<unknown, string>, name: string, most: number): Float64Array {
  const column = columnAt(table, name)
  const wrong = isNumeric(column)
    ? column.findIndex((x) => !(Number.isFinite(x) && x <= most && (most > 1 || x > 0)))
    : 0
  if (isNumeric(column) && wrong < 0) return column
  throw new CausalError(
    'invalid-data',
    `${show(name)} must hold ${most > 1 ? 'finite numbers' : 'chances above 0 and at most 1'}; row ${wrong} (counting from 0) holds ${isNumeric(column) ? column[wrong] : 'a category'}.`,
    { column: name, row: wrong },
  )
}
