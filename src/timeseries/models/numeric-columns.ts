import { isNumeric } from '../../data/tables/make-table.js'
import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { Series } from '../types.js'

/** The columns of these variables, in this order; a categorical one is named. */
export function numericColumns(series: Series<unknown, string>, names: readonly string[]): readonly Float64Array[] {
  const index = new Map(series.names.map((name, i) => [name, i]))
  return names.map((name) => {
    const column = series.table.data[lookUp('variable', index, name)]!
    if (isNumeric(column)) return column
    const message = `${show(name)} is categorical, and models of series are made of numbers: leave it out, or code it as numbers.`
    throw new CausalError('not-supported', message, { variable: name })
  })
}
