import { show } from '../../show.js'
import { sortLevels } from '../tables/column-of.js'
import type { CsvCells } from './csv-cells.js'
import type { CsvColumn, CsvColumnKind } from './csv-columns.js'
import { booleanValues } from './csv-dates.js'
import { declaredAsCategory, seenTexts } from './csv-seen-texts.js'
import { type Parts, parts } from './parts.js'

/** So many different numbers, and nothing else, make a column numeric for good: from then on only numbers are kept. */
const settledAt = 4096

/**
 * A column of which nothing is declared: numbers where every present cell is a plain one, 0 and 1 where all are booleans,
 * else categories; an error where that may be misread.
 *
 * At first each different text is kept once, and each cell as the number of its text, since it may still turn out to be a
 * category. So a column never costs more than its different texts and four or eight bytes a row.
 */
export function foundColumn(name: string, cells: CsvCells): CsvColumn {
  let numbers: Parts<Float64Array> | null = null
  let codes = parts(Int32Array)
  let texts = cells.texts()
  const seen = seenTexts(name, cells)

  const settle = (): void => {
    numbers = parts(Float64Array)
    for (const text of codes.whole()) numbers.push(seen.values[text]!)
    // these are given up: the texts of numbers are not needed any more
    codes = parts(Int32Array)
    texts = cells.texts()
  }
  return {
    push(record, field) {
      if (numbers !== null) {
        numbers.push(cells.number(record, field, 'plain', (text) => cells.fail(record, field, oddCell(name, text))))
        return
      }
      const text = cells.textNumber(record, field, texts)
      seen.count(text, texts.texts, record, field)
      codes.push(text)
      if (seen.numberCount() !== settledAt) return
      seen.checkMixed()
      if (seen.areNumbers()) settle()
    },
    end() {
      if (numbers !== null) return { kind: 'number', column: numbers.whole() }
      const found = codes.whole()
      const given = (kind: CsvColumnKind, values: readonly number[]): ReturnType<CsvColumn['end']> => ({
        kind,
        column: Float64Array.from(found, (text) => values[text]!),
      })
      if (seen.areNumbers()) return given('number', seen.values)
      seen.checkMixed()
      const present = texts.texts.filter((text) => !cells.isMissing(text))
      const booleans = booleanValues(present)
      if (booleans !== null) {
        const value = new Map(present.map((text, i) => [text, booleans[i]!]))
        return given(
          'boolean',
          texts.texts.map((text) => value.get(text) ?? Number.NaN),
        )
      }
      seen.checkSpaces()
      const code = new Map(present.map((text, i) => [text, i]))
      const codeOf = Int32Array.from(texts.texts, (text) => code.get(text) ?? -1)
      for (let i = 0; i < found.length; i++) found[i] = codeOf[found[i]!]!
      return { kind: 'category', column: sortLevels(found, present) }
    },
  }
}

function oddCell(name: string, text: string): string {
  return `${show(text)} is not a plain number, while the ${settledAt} different values of column ${show(name)} before it are: mend it, add it to \`missing\`, or declare the column, ${declaredAsCategory(name)}.`
}
