import { moments } from '../../data/statistics/moments.js'
import { makeTable, takeRows } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { byName, makeTest, readQuery, tableWarnings } from '../../independence/core/make-test.js'
import type { IndependenceTest, TestResult } from '../../independence/core/types.js'
import { determinedBy, tooFewRows } from '../../independence/core/untested.js'
import { fisherZ } from '../../independence/gaussian/fisher-z.js'
import { indexNames } from '../../names.js'
import { logisticRegression } from '../../numeric/logistic-regression.js'
import type { MissingnessCauses } from './missingness-causes.js'

const method =
  'Fisher z of a partial correlation on the rows observed, weighted by the inverse chance of being observed'
/** A row counts at most so often as the mean row: one of them must not decide alone. */
const MOST_WEIGHT = 20

/**
 * Fisher's z on the rows in which all columns of the question are observed. Where their missingness has causes that these rows
 * are selected by, on both sides of the question, each row is weighted by the inverse of its chance to be observed, from logistic
 * regressions on the causes (Tu et al. 2019, density ratio weighting), and n is the effective number of rows (Kish 1965).
 */
export function correctedTest<N extends string>(
  table: Table<unknown, string>,
  found: readonly MissingnessCauses[],
): { readonly test: IndependenceTest<N>; readonly corrected: () => number } {
  const { columns: names, rowCount: n } = table
  const data = table.data as readonly Float64Array[]
  const index = indexNames('column', names)
  const order = byName(names)
  const causesOf = new Map(found.map(({ column, causes }) => [column, causes]))
  const chances = new Map<number, Float64Array>()
  let corrected = 0

  /** The chance of each row that a column is observed, where its causes are; NaN elsewhere. */
  const chanceOf = (column: number): Float64Array => {
    const known = chances.get(column)
    if (known !== undefined) return known
    const causes = causesOf.get(column)!
    const rows = observedRows(data, causes, n)
    const k = causes.length + 1
    const x = new Float64Array(rows.length * k)
    const t = new Float64Array(rows.length)
    const scales = causes.map((cause) => scaleOf(data[cause]!, rows))
    for (const [i, row] of rows.entries()) {
      x[i * k] = 1
      for (const [j, cause] of causes.entries())
        x[i * k + j + 1] = (data[cause]![row]! - scales[j]!.mean) / scales[j]!.deviation
      t[i] = Number.isNaN(data[column]![row]!) ? 0 : 1
    }
    const fit = logisticRegression(x, rows.length, k, t, null)
    if (!fit.ok)
      throw new CausalError(
        'not-supported',
        `the missingness of ${JSON.stringify(names[column]!)} follows its causes without exception: rows like those that are missing are never observed, and no weight makes up for them.`,
        { column: names[column] },
      )
    const chance = new Float64Array(n).fill(Number.NaN)
    for (const [i, row] of rows.entries()) chance[row] = fit.fitted[i]!
    chances.set(column, chance)
    return chance
  }

  const answer = (x: number, y: number, given: readonly number[]): TestResult => {
    // the columns of the question, the causes of their missingness, the causes of that of these …
    const asked = [x, y, ...given]
    const needed = new Set(asked)
    for (const column of needed) for (const cause of causesOf.get(column) ?? []) needed.add(cause)
    const selecting = [...needed].flatMap((column) => causesOf.get(column) ?? [])
    const isHarmless = [x, y].some((end) => selecting.every((cause) => cause === end || given.includes(cause)))
    const used = isHarmless ? asked : [...needed]
    const rows = observedRows(data, used, n)
    if (rows.length <= given.length + 3) return tooFewRows(method, rows.length, given.length + 4)
    const part = makeTable(
      asked.map((i) => names[i]!),
      rows.length,
      asked.map((i) => takeRows(data[i]!, rows)),
    ) as unknown as Table<Record<string, number>>
    const still = part.data.flatMap((column, k) =>
      (column as Float64Array).some((v) => v !== (column as Float64Array)[0]) ? [] : [asked[k]!],
    )
    if (still.length > 0)
      return determinedBy(
        method,
        still.map((i) => names[i]!),
        [],
      )
    const ask = (test: IndependenceTest): TestResult => ({
      ...test(
        names[x]!,
        names[y]!,
        given.map((i) => names[i]!),
      ),
      rowsUsed: rows.length,
      method,
    })
    if (isHarmless) return ask(fisherZ(part))
    corrected++
    const weights = new Float64Array(rows.length).fill(1)
    for (const column of needed) {
      if ((causesOf.get(column) ?? []).length === 0) continue
      const chance = chanceOf(column)
      for (const [i, row] of rows.entries()) weights[i]! /= chance[row]!
    }
    const mean = weights.reduce((sum, w) => sum + w, 0) / rows.length
    let [sum, squares] = [0, 0]
    for (let i = 0; i < weights.length; i++) {
      weights[i] = Math.min(weights[i]! / mean, MOST_WEIGHT)
      sum += weights[i]!
      squares += weights[i]! * weights[i]!
    }
    const effective = (sum * sum) / squares
    if (effective <= given.length + 3) return tooFewRows(method, Math.floor(effective), given.length + 4)
    return ask(fisherZ({ ...moments(part, { weights }), count: effective }) as IndependenceTest)
  }
  const test = makeTest(
    'mvpc',
    names as readonly N[],
    (x, y, given) => {
      const query = readQuery(index, x, y, given, order)
      return answer(query.x, query.y, Array.from(query.given))
    },
    undefined,
    tableWarnings(table),
  )
  return { test, corrected: () => corrected }
}

/** The rows in which all these columns are observed. */
function observedRows(data: readonly Float64Array[], columns: readonly number[], n: number): Int32Array {
  const rows: number[] = []
  for (let row = 0; row < n; row++) if (columns.every((i) => !Number.isNaN(data[i]![row]!))) rows.push(row)
  return Int32Array.from(rows)
}

function scaleOf(values: Float64Array, rows: Int32Array): { readonly mean: number; readonly deviation: number } {
  let mean = 0
  for (const row of rows) mean += values[row]! / rows.length
  let square = 0
  for (const row of rows) square += (values[row]! - mean) ** 2 / rows.length
  return { mean, deviation: Math.sqrt(square) || 1 }
}
