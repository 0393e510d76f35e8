import { columnAt } from '../../data/tables/column.js'
import { isNumeric } from '../../data/tables/make-table.js'
import { missingIn, missingValues } from '../../data/tables/missing.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { unknownName } from '../../names.js'
import { show } from '../../show.js'

/** A complete column by which rows differ: numbers, or the codes of categories, −1 for one that a fit never met. */
export interface Feature {
  readonly name: string
  /** The numbers, or the code of each row's category. */
  readonly values: Float64Array | Int32Array
  /** The categories, or null for numbers. */
  readonly levels: readonly string[] | null
}

/** A column of a table as a feature; an error counts what is missing in the columns `needed`. */
export function featureOf(table: Table<unknown, string>, name: string, needed: readonly string[]): Feature {
  const column = columnAt(table, name)
  if (missingIn(column) > 0) throw missingValues(table, name, needed)
  return isNumeric(column)
    ? { name, values: column, levels: null }
    : { name, values: column.codes, levels: column.levels }
}

/** The columns of another table that a fit needs, with the codes that its categories had in the fit. */
export function matchFeatures(table: Table<unknown, string>, fitted: readonly Feature[]): Feature[] {
  const names = fitted.map(({ name }) => name)
  return fitted.map((known) => {
    const found = featureOf(table, known.name, names)
    if ((found.levels === null) !== (known.levels === null)) {
      const [was, is] = known.levels === null ? ['numbers', 'categories'] : ['categories', 'numbers']
      throw new CausalError(
        'invalid-data',
        `column ${show(known.name)} held ${was} in the fit and holds ${is} here: give it in the same form.`,
        { column: known.name },
      )
    }
    return found.levels === null ? found : recoded(found, known)
  })
}

/** Codes by the name of the level. A level that the fit had not even declared is an error, where a row has it. */
function recoded({ name, values, levels }: Feature, known: Feature): Feature {
  const { levels: declared } = known
  if (declared === null || levels === null || levels === declared) return { name, values, levels }
  const code = new Map(declared.map((level, i) => [level, i]))
  const to = levels.map((level) => code.get(level) ?? -1)
  const codes = new Int32Array(values.length)
  for (let i = 0; i < codes.length; i++) {
    codes[i] = to[values[i]!]!
    if (codes[i]! < 0)
      throw unknownName(`category of column ${show(name)} in the fit called`, levels[values[i]!], declared)
  }
  return { name, values: codes, levels: declared }
}

/** A feature at some of its rows. */
export function featureAt(feature: Feature, rows: Int32Array): Feature {
  const { values } = feature
  const taken = values instanceof Float64Array ? new Float64Array(rows.length) : new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!
  return { ...feature, values: taken }
}
