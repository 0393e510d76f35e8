import { makeCategorical, makeTable } from '../../data/tables/make-table.js'
import type { Categorical } from '../../data/types.js'
import { chiSquare } from '../../independence/discrete/chi-square.js'
import { show } from '../../show.js'
import { statesOf } from './column-types.js'
import type { NotLooked } from './diagnosis-types.js'
import { fromGroupMedian, kruskalWallis } from './kruskal-wallis.js'
import type { Look } from './look.js'
import type { ColumnView } from './table-view.js'

/** More environments than this share of the rows are none. */
const ROWS_EACH = 5

/** Whether columns lie differently in the environments: numbers by place and spread, states by their shares. */
export function lookAtEnvironments(
  columns: readonly ColumnView[],
  environment: { readonly name: string; readonly data: Float64Array | Categorical },
  rowCount: number,
): { looks: Look[]; notLooked: NotLooked[] } {
  const { codes, count } = statesOf(environment.data)
  const looks: Look[] = []
  const names = columns.map(({ name }) => name)
  const none = (message: string): { looks: Look[]; notLooked: NotLooked[] } => ({
    looks: [],
    notLooked: [{ topic: 'environments-differ', columns: names, message }],
  })
  if (count < 2) return none(`${show(environment.name)} has one value: there is nothing to compare.`)
  if (count * ROWS_EACH > rowCount)
    return none(`${show(environment.name)} has ${count} values in ${rowCount} rows: fewer than ${ROWS_EACH} rows each.`)
  for (const column of columns) {
    const compared =
      column.type === 'continuous' ? compareNumbers(column, codes, count) : compareStates(column, codes, count)
    if (compared === null) continue
    looks.push({
      topic: 'environments-differ',
      columns: [column.name, environment.name],
      ...compared,
      says: [
        `${show(column.name)} lies differently in the values of ${show(environment.name)}.`,
        `nothing speaks against one distribution of ${show(column.name)} in all values of ${show(environment.name)}.`,
      ],
    })
  }
  return { looks, notLooked: [] }
}

type Compared = Pick<Look, 'measure' | 'statistic' | 'pValue'> | null

/** Place and spread: the smaller p-value of the two, doubled. */
function compareNumbers({ data, distinct }: ColumnView, codes: Int32Array, count: number): Compared {
  if (distinct < 2) return null
  const rows = [...codes.keys()].filter((i) => codes[i]! >= 0 && !Number.isNaN((data as Float64Array)[i]!))
  const values = Float64Array.from(rows, (i) => (data as Float64Array)[i]!)
  const group = Int32Array.from(rows, (i) => codes[i]!)
  const place = kruskalWallis(values, group, count)
  if (place === null) return null
  const spread = kruskalWallis(fromGroupMedian(values, group, count), group, count)
  const ofSpread = spread !== null && spread.pValue < place.pValue
  const { statistic, pValue } = ofSpread ? spread : place
  return {
    measure: ofSpread ? 'Kruskal and Wallis’s H of distances from the medians' : 'Kruskal and Wallis’s H',
    statistic,
    pValue: Math.min(1, 2 * pValue),
  }
}

function compareStates({ data }: ColumnView, codes: Int32Array, count: number): Compared {
  const states = statesOf(data)
  const rows = Int32Array.from([...codes.keys()].filter((i) => codes[i]! >= 0 && states.codes[i]! >= 0))
  const taken = (from: Int32Array, levels: number): Categorical =>
    makeCategorical(
      Int32Array.from(rows, (i) => from[i]!),
      Array.from({ length: levels }, (_, k) => String(k)),
    )
  if (rows.length < 2) return null
  const compared = chiSquare(
    makeTable(['state', 'group'], rows.length, [taken(states.codes, states.count), taken(codes, count)]),
  )('state', 'group')
  return compared.tested
    ? { measure: 'Pearson’s chi-square', statistic: compared.statistic, pValue: compared.pValue }
    : null
}

/** Whether a column's gaps hang on another column: the indicator of being missing as a group of two. */
export function lookAtGaps(columns: readonly ColumnView[]): Look[] {
  return columns.flatMap((column) => {
    const { name, data, missing } = column
    const n = data instanceof Float64Array ? data.length : data.codes.length
    const looks: Look[] = []
    if (missing === 0) return looks
    looks.push({
      topic: 'missing',
      columns: [name],
      measure: 'share of rows in which it is missing',
      statistic: missing / n,
      pValue: null,
      found: true,
      says: [`${missing} of ${n} values of ${show(name)} are missing.`, ''],
    })
    if (missing < ROWS_EACH || n - missing < ROWS_EACH) return looks
    const gone = gaps(data)
    const against = columns.flatMap((other) => {
      if (other.name === name) return []
      const compared = other.type === 'continuous' ? compareNumbers(other, gone, 2) : compareStates(other, gone, 2)
      return compared === null ? [] : [{ other: other.name, ...compared, pValue: compared.pValue! }]
    })
    if (against.length === 0) return looks
    const most = against.reduce((a, b) => (b.pValue < a.pValue || (b.pValue === a.pValue && b.other < a.other) ? b : a))
    looks.push({
      topic: 'missing-depends',
      columns: [name, most.other],
      measure: most.measure,
      statistic: most.statistic,
      pValue: Math.min(1, against.length * most.pValue),
      says: [
        `whether ${show(name)} is missing hangs on ${show(most.other)}: dropping rows selects some kinds of rows.`,
        `nothing says that the gaps of ${show(name)} hang on what is observed.`,
      ],
    })
    return looks
  })
}

function gaps(data: Float64Array | Categorical): Int32Array {
  return data instanceof Float64Array
    ? Int32Array.from(data, (v) => (Number.isNaN(v) ? 1 : 0))
    : data.codes.map((code) => (code < 0 ? 1 : 0))
}
