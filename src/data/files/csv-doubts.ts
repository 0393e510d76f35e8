import { show } from '../../show.js'
import type { Categorical } from '../types.js'
import { declaredAsCategory } from './csv-seen-texts.js'

const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
const date = /^\d{4}-\d\d-\d\d([T ].*)?$/
/** A number with the sign of a currency or of percent, or infinite. */
const signed = /^(?:[$€£¥]\s?[+-]?[\d.,]+|[+-]?[\d.,]+\s?[%$€£¥]|[+-]?inf(?:inity)?)$/i

/** What was read as it stands and may yet be meant otherwise: a header that is a row, dates and signed numbers as categories. */
export function csvDoubts(
  names: readonly string[],
  data: readonly (Float64Array | Categorical)[],
  isDeclared: (name: string) => boolean,
): string[] {
  const doubts = names.every((name) => number.test(name.trim()))
    ? [
        `the first line was taken for the names of the columns, and all of them are numbers, such as ${show(names[0])}: has the text a header?`,
      ]
    : []
  for (const [j, name] of names.entries()) {
    const column = data[j]!
    if (column instanceof Float64Array || isDeclared(name) || column.levels.length === 0) continue
    const [first] = column.levels
    const all = (pattern: RegExp): boolean => column.levels.every((level) => pattern.test(level.trim()))
    const kept = `to keep them as they are, ${declaredAsCategory(name)}`
    if (all(date))
      doubts.push(
        `column ${show(name)} holds dates such as ${show(first)} and was read as categories: declare columns: { ${show(name)}: 'date' }, or ${kept}.`,
      )
    else if (column.levels.every((level) => signed.test(level.trim()) || number.test(level.trim())) && !all(number))
      doubts.push(
        `column ${show(name)} holds numbers with signs such as ${show(first)} and was read as categories: take the signs out, or, ${kept}.`,
      )
  }
  return doubts
}
