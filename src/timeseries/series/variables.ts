import { isNumeric } from '../../data/tables/make-table.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Series } from '../types.js'

/** The columns of a series as numbers, missing ones included; an error names a categorical one. */
export function numericVariables({ names, table }: Series<unknown, string>): readonly Float64Array[] {
  return table.data.map((column, i) => {
    if (isNumeric(column)) return column
    const message = `${show(names[i])} is categorical, and numbers are needed: leave it out, code it as numbers, or take a test for categories (laggedTest).`
    throw new CausalError('invalid-data', message, { column: names[i] })
  })
}
