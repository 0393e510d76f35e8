import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { CsvCells } from '../files/csv-cells.js'
import { booleanValues } from '../files/csv-dates.js'
import type { CsvColumnType } from '../files/csv-options.js'
import type { CsvRecord } from '../files/csv-records.js'
import { seenTexts } from '../files/csv-seen-texts.js'
import { cellValue } from '../files/csv-values.js'

/** Different texts of one column that are counted. */
const mostTexts = 1 << 20

/** The states of a column that is counted while it is read. */
export interface StreamedStates {
  /** A code for the cell, −1 where it is missing. */
  code(record: CsvRecord, field: number): number
  /** The states in order, and for each code its state. */
  end(): { readonly states: readonly string[]; readonly stateOf: readonly number[] }
}

/** States as `counts(readCsv(text))` has them. */
export function streamedStates(name: string, type: CsvColumnType | undefined, cells: CsvCells): StreamedStates {
  if (type === 'number' || type === 'boolean' || type === 'date') return ofNumbers(name, type, cells)
  return type === undefined ? found(name, cells) : declared(name, type, cells)
}

function ofNumbers(name: string, type: 'number' | 'boolean' | 'date', cells: CsvCells): StreamedStates {
  const value = cellValue(name, type, cells)
  const codes = new Map<number, number>()
  return {
    code(record, field) {
      const number = value(record, field)
      if (Number.isNaN(number)) return -1
      const code = codes.get(number) ?? codes.size
      if (code === codes.size) codes.set(number, code)
      checkCount(name, codes.size)
      return code
    },
    end: () => numericStates(name, [...codes.keys()]),
  }
}

function found(name: string, cells: CsvCells): StreamedStates {
  const texts = cells.texts()
  const seen = seenTexts(name, cells)
  const present: boolean[] = []
  return {
    code(record, field) {
      const text = cells.textNumber(record, field, texts)
      seen.count(text, texts.texts, record, field)
      if (text === present.length) present.push(!cells.isMissing(texts.texts[text]!))
      checkCount(name, texts.texts.length)
      return present[text]! ? text : -1
    },
    end() {
      if (seen.areNumbers()) return numericStates(name, seen.values)
      seen.checkMixed()
      const levels = texts.texts.filter((_, text) => present[text])
      const booleans = booleanValues(levels)
      if (booleans !== null) {
        const value = new Map(levels.map((level, i) => [level, booleans[i]!]))
        return numericStates(
          name,
          texts.texts.map((text) => value.get(text) ?? Number.NaN),
        )
      }
      seen.checkSpaces()
      return sortedStates(texts.texts, levels.sort())
    },
  }
}

function declared(name: string, type: 'category' | readonly string[], cells: CsvCells): StreamedStates {
  const given = type === 'category' ? null : type
  const texts = cells.texts()
  const codes: number[] = []
  return {
    code(record, field) {
      const text = cells.textNumber(record, field, texts)
      if (text === codes.length) {
        const cell = texts.texts[text]!
        const isMissing = cells.isMissing(cell)
        if (!isMissing && given !== null && !given.includes(cell))
          throw cells.fail(
            record,
            field,
            `${show(cell)} is not among the categories declared for column ${show(name)}: ${given.join(', ')}.`,
          )
        codes.push(isMissing ? -1 : text)
        checkCount(name, codes.length)
      }
      return codes[text]!
    },
    end: () => sortedStates(texts.texts, given ?? texts.texts.filter((_, text) => codes[text]! >= 0).sort()),
  }
}

/** Whole numbers in their order, as `counts` has them. */
function numericStates(name: string, values: readonly number[]): ReturnType<StreamedStates['end']> {
  const present = values.filter((value) => !Number.isNaN(value))
  const fraction = present.find((value) => !Number.isSafeInteger(value))
  if (fraction !== undefined) {
    throw new CausalError(
      'invalid-data',
      `column ${show(name)} holds ${fraction}, and only categories or whole numbers are counted: group its values first.`,
      { column: name },
    )
  }
  const states = [...new Set(present.map((value) => value + 0))].sort((a, b) => a - b)
  const rank = new Map(states.map((value, i) => [value, i]))
  return { states: states.map(String), stateOf: values.map((value) => rank.get(value + 0) ?? -1) }
}

function sortedStates(texts: readonly string[], states: readonly string[]): ReturnType<StreamedStates['end']> {
  const rank = new Map(states.map((level, i) => [level, i]))
  return { states, stateOf: texts.map((text) => rank.get(text) ?? -1) }
}

function checkCount(name: string, different: number): void {
  if (different <= mostTexts) return
  const message = `column ${show(name)} has more than ${mostTexts} different values: is it an identifier? Leave it out.`
  throw new CausalError('too-large', message, { column: name, limit: mostTexts })
}
