import { isNumeric } from '../../data/tables/make-table.js'
import type { Categorical } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { lookUp, quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { rowsOfWindows, type Windows } from '../moments/windows.js'
import type { Series } from '../types.js'

/** The levels of a category; null for a number. */
export type Levels = readonly string[] | null

/** The levels of each variable that occur in the windows, in the order of their code units; null for numbers. */
export function levelsIn(
  series: Series<unknown, string>,
  names: readonly string[],
  windows: Windows,
): readonly Levels[] {
  const index = new Map(series.names.map((name, i) => [name, i]))
  const rows = rowsOfWindows(windows)
  return names.map((name) => {
    const column = series.table.data[lookUp('variable', index, name)]!
    if (isNumeric(column)) return null
    const seen = new Set<number>()
    for (const row of rows) for (let lag = 0; lag <= windows.reach; lag++) seen.add(column.codes[row - lag]!)
    return Object.freeze(column.levels.filter((_, code) => seen.has(code)).sort())
  })
}

/** These variables as numbers: values, or the places of levels; NaN for what is missing. What the model does not know is an error. */
export function codedColumns(
  series: Series<unknown, string>,
  names: readonly string[],
  levels: readonly Levels[],
): readonly Float64Array[] {
  const index = new Map(series.names.map((name, i) => [name, i]))
  return names.map((name, i) => {
    const column = series.table.data[lookUp('variable', index, name)]!
    const own = levels[i]!
    if (own === null && isNumeric(column)) return column
    if (own === null || isNumeric(column)) {
      const message = `${show(name)} is ${own === null ? 'categorical, and the model takes it for a number' : `a number, and the model takes it for one of ${quoteNames(own)}`}.`
      throw new CausalError('not-supported', message, { variable: name })
    }
    const place = column.levels.map((level) => own.indexOf(level))
    return Float64Array.from(column.codes, (code) => {
      if (code < 0) return Number.NaN
      if (place[code]! >= 0) return place[code]!
      const level = column.levels[code]!
      const message = `${show(name)} is ${show(level)} at a step, and the model knows only ${quoteNames(own)}: nothing was learned of it.`
      throw new CausalError('not-supported', message, { variable: name, level })
    })
  })
}

/** A column of a table from numbers of a model. */
export function asColumn(values: Float64Array, levels: Levels): Float64Array | Categorical {
  if (levels === null) return values
  return { codes: Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value)), levels }
}
