import type { Table } from '../../data/types.js'
import { cholesky, invertCholesky } from '../../numeric/cholesky.js'
import { gram } from '../../numeric/gram.js'
import { logNormalUpperTail } from '../../numeric/special/normal.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { show } from '../../show.js'

/** The level at which a column is called autocorrelated, over all columns (Bonferroni). */
const LEVEL = 0.001
/** Most columns and rows that are looked at, so that the look costs milliseconds. */
const MOST_COLUMNS = 20
const MOST_ROWS = 5000
/** A single column may be sorted, or an identifier: only two or more speak of the rows. */
const LEAST_COLUMNS = 2

/** A column whose value in a row follows that of the row before. */
export interface FollowingColumn {
  readonly column: string
  /** Lag-1 autocorrelation of the ranks of what the other columns leave of it. */
  readonly autocorrelation: number
  /** How many independent rows these are worth for a correlation of two columns that follow themselves so (Bartlett 1935). */
  readonly effectiveRows: number
}

/**
 * Columns that betray that the rows depend on each other: time series, repeated measures, rows sorted by site. Independent
 * rows are what every test here takes for granted; with dependent ones it rejects true independence.
 *
 * Of each column (numbers as they are, categories as codes) what the regression on all others leaves is ranked, ties
 * averaged; z = (n ρ + 1) / √n with ρ the lag-1 autocorrelation of the ranks, one-sided at 0.001 over all columns. Fewer
 * than two such columns are no finding. A trend that all columns share is missed. Where equal rows stand together, as in a
 * table made of counts, their order says nothing, and nothing is found. Beyond 20 columns those whose names come
 * first are looked at, and of the rows the first 5,000.
 *
 * O(n p²) with n up to 5,000 and p up to 20.
 *
 * @returns the columns, in column order; empty where nothing was found, where values are missing, or with fewer than 20 rows
 */
export function rowDependence(table: Table<unknown, string>): readonly FollowingColumn[] {
  const all = rowAutocorrelations(table)
  if (all === null) return []
  const cut = portableLog(LEVEL / all.length)
  const found = all.filter(({ z }) => z > 0 && logNormalUpperTail(z) < cut)
  if (found.length < LEAST_COLUMNS) return []
  return found.map(({ column, autocorrelation, effectiveRows }) => ({ column, autocorrelation, effectiveRows }))
}

/**
 * Every column that is looked at, in column order, with its z; null where {@link rowDependence} does not look: where values
 * are missing, with fewer than 20 rows or two columns, or where equal rows stand together.
 */
export function rowAutocorrelations(
  table: Table<unknown, string>,
): readonly (FollowingColumn & { readonly z: number })[] | null {
  const n = Math.min(table.rowCount, MOST_ROWS)
  const names = table.columns
  // which are looked at must not depend on the order of columns
  const looked = [...names.keys()].sort((a, b) => (names[a]! < names[b]! ? -1 : 1)).slice(0, MOST_COLUMNS)
  const columns = looked.map((i) => {
    const column = table.data[i]!
    if (column instanceof Float64Array) return column.subarray(0, n)
    return Float64Array.from(column.codes.subarray(0, n), (code) => (code < 0 ? Number.NaN : code))
  })
  const p = columns.length
  const isWhole = columns.every((column) => column.every((v) => Number.isFinite(v)))
  if (n < 20 || p < LEAST_COLUMNS || n <= p + 2 || !isWhole || equalRowsStandTogether(columns, n)) return null
  return residualsOnOthers(columns, n)
    .map((residual, i) => {
      const autocorrelation = residual === null ? 0 : lagOne(midRanks(residual))
      // 1 + 2 Σ ρ²ᵏ over all lags, as an autoregression of order 1 has them
      const square = autocorrelation * autocorrelation
      const z = residual === null ? 0 : (n * autocorrelation + 1) / Math.sqrt(n)
      return {
        at: looked[i]!,
        column: names[looked[i]!]!,
        autocorrelation,
        effectiveRows: (n * (1 - square)) / (1 + square),
        z,
      }
    })
    .sort((a, b) => a.at - b.at)
}

/** Whether every kind of row comes in one run, and few kinds come in all: rows that were counted, not rows in time. */
function equalRowsStandTogether(columns: readonly Float64Array[], n: number): boolean {
  const starts: number[] = [0]
  for (let i = 1; i < n; i++) {
    if (columns.every((column) => column[i] === column[i - 1])) continue
    starts.push(i)
    if (starts.length > n / 2) return false
  }
  return new Set(starts.map((i) => columns.map((column) => column[i]).join())).size === starts.length
}

/** Each column less its regression on all others, by one inverse of the correlations; null for one that does not vary. */
function residualsOnOthers(columns: readonly Float64Array[], n: number): (Float64Array | null)[] {
  const scaled = columns.map((column) => {
    const centred = deviations(column)
    const norm = Math.sqrt(sumOf(centred, centred))
    return norm > 0 ? centred.map((v) => v / norm) : null
  })
  const kept = scaled.filter((column) => column !== null)
  const p = kept.length
  const correlation = gram(kept)
  // a touch of ridge: columns that determine one another have a residual all the same
  for (let a = 0; a < p; a++) correlation[a * p + a]! += 1e-8
  const solved = cholesky(correlation, p, 0)
  if (!solved.ok) return scaled
  const inverse = invertCholesky(solved.factor, p)
  let at = 0
  return scaled.map((column) => {
    if (column === null) return null
    // row a of the inverse, over its diagonal, is 1 for the column itself and minus the coefficients of the others
    const a = at++
    const residual = new Float64Array(n)
    for (const [b, other] of kept.entries()) {
      const f = inverse[a * p + b]! / inverse[a * p + a]!
      for (let i = 0; i < n; i++) residual[i]! += f * other[i]!
    }
    return residual
  })
}

/** A column less its mean, measured from its first value so that no digits are lost to a large mean. */
function deviations(column: Float64Array): Float64Array {
  const origin = column[0]!
  const mean = column.reduce((sum, v) => sum + (v - origin), 0) / column.length
  return column.map((v) => v - origin - mean)
}

/** The sum of the products of two columns, of the length of the shorter one. */
function sumOf(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length && i < b.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** Ranks 1 … n, ties sharing their mean. */
function midRanks(values: Float64Array): Float64Array {
  const n = values.length
  // sorted without a comparison of our own, which would cost several times as much
  const sorted = values.slice().sort()
  const rank = new Float64Array(n)
  for (let from = 0; from < n; ) {
    let to = from
    while (to + 1 < n && isTie(sorted[to + 1]!, sorted[from]!)) to++
    rank.fill((from + to) / 2 + 1, from, to + 1)
    from = to + 1
  }
  return values.map((value) => rank[placeIn(sorted, value)]!)
}

/** The first position of a value in a sorted list that holds it. */
function placeIn(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Equal up to rounding: residuals of equal rows differ in their last bits. */
function isTie(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12
}

function lagOne(values: Float64Array): number {
  const around = deviations(values)
  const square = sumOf(around, around)
  return square > 0 ? sumOf(around, around.subarray(1)) / square : 0
}

/** The finding in a sentence for `warnings`; null where there is none. */
export function rowDependenceWarning(table: Table<unknown, string>): string | null {
  const found = rowDependence(table)
  if (found.length === 0) return null
  const shown = found
    .slice(0, 3)
    .map(({ column, autocorrelation }) => `${show(column)} (${autocorrelation.toFixed(2)})`)
  const rest = found.length > 3 ? ` and ${found.length - 3} more` : ''
  const n = Math.min(table.rowCount, MOST_ROWS)
  const worth = Math.round(Math.min(...found.map(({ effectiveRows }) => effectiveRows)))
  return `rows seem to depend on the rows before them: what the other columns leave of ${shown.join(', ')}${rest} is autocorrelated, so ${n} rows are worth about ${worth} for a correlation. Tests and scores assume independent rows, and would find edges that are not there. Are these time series? Then series(table, { time }) and pcmciPlus, which test given the past. Repeated measures, or rows sorted by group: take one row of each group.`
}
