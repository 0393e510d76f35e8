import type { Table } from 'causalkit/data'
import { daysOf, likeADate } from '../dates'
import { looksGrouped } from './grouped'

/** Texts of a column that are looked at. */
const looked = 200

const kinds: readonly (readonly [(text: string) => boolean, string])[] = [
  [
    looksGrouped,
    'look like numbers with signs between thousands: choose how numbers are written under "How the file is written"',
  ],
  [
    (text) => /^\s*[+-]?[€$£]?\s*\d[\d.,]*\s*(?:%|€|\$|£)?\s*$/.test(text) && /[%€$£]/.test(text),
    'look like numbers with a sign of a unit: take the signs out of the file to have numbers',
  ],
  [
    (text) => /^\s*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?:[ T].*)?\s*$|^\s*\d{4}\/\d{1,2}\/\d{1,2}/.test(text),
    'look like dates in an order that is not read here: write them as 2024-12-31 to have dates',
  ],
  [(text) => /^\s*[+-]?(?:inf|infinity|1\.#INF)\s*$/i.test(text), 'are infinite, which no method can use'],
]

/** Columns that were taken for categories though their cells may be meant for something else, a sentence each. */
export function doubtsOf({ columns, data }: Table, declared: readonly string[]): string[] {
  return data.flatMap((column, i) => {
    const name = columns[i]!
    if (column instanceof Float64Array || declared.includes(name)) return []
    const { levels } = column
    const step = Math.max(1, Math.floor(levels.length / looked))
    const some = levels.filter((_, k) => k % step === 0)
    for (const [isSuch, what] of kinds) {
      const such = some.filter(isSuch)
      if (such.length > 0 && such.length >= some.length / 4)
        return [`"${name}" was taken for categories, but cells such as "${such[0]}" ${what}.`]
    }
    if (some.filter((text) => likeADate.test(text)).length > some.length / 4) {
      const days = daysOf(column)
      if (!(days instanceof Float64Array))
        return [`"${name}" holds dates, but "${days.noDate}" is none: it was taken for categories.`]
    }
    const numbers = some.filter((text) => text.trim() !== '' && Number.isFinite(Number(text)))
    const word = some.find((text) => !numbers.includes(text))
    if (numbers.length > 0 && word === undefined)
      return [
        `"${name}" holds codes or long numbers such as "${numbers[0]}": it was taken for categories, so that no digit is lost.`,
      ]
    if (numbers.length <= some.length / 4) return []
    return [`"${name}" holds numbers ("${numbers[0]}") and words ("${word}"): it was taken for categories.`]
  })
}
