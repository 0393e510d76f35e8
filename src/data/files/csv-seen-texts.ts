import { show } from '../../show.js'
import type { CsvCells } from './csv-cells.js'
import { type CsvPosition, csvFailure } from './csv-encoding.js'
import { hasDecimalComma, numberOf } from './csv-numbers.js'
import type { CsvRecord } from './csv-records.js'

/** How a column is declared one of categories. */
export function declaredAsCategory(name: string): string {
  return `columns: { ${JSON.stringify(name)}: 'category' }`
}

/** What the texts of a column are, each looked at once, and how many cells have them. */
export interface SeenTexts {
  /** Each text as a number. */
  readonly values: readonly number[]
  count(text: number, texts: readonly string[], record: CsvRecord, field: number): void
  /** How many different numbers there are. */
  numberCount(): number
  /** Whether all present cells are plain numbers. */
  areNumbers(): boolean
  /** One cell among many numbers would turn them all into categories. */
  checkMixed(): void
  /** Two categories that look alike on paper would be told apart. */
  checkSpaces(): void
}

/** A text that is out of line, where it stands first, and how many cells are like it. */
interface Odd {
  readonly text: string
  readonly at: CsvPosition
  cells: number
}

export function seenTexts(name: string, cells: CsvCells): SeenTexts {
  const values: number[] = []
  /** m: missing, p: a plain number, c: a code such as 007, d: a number with a decimal comma, t: another text */
  const kinds: string[] = []
  const bare = new Map<string, string>()
  let spaced: { readonly texts: readonly [string, string]; readonly at: CsvPosition } | null = null
  let numberTexts = 0
  let present = 0
  let numberCells = 0
  let codeTexts = 0
  let odd: Odd | null = null
  let comma: Odd | null = null

  const take = (cell: string, record: CsvRecord, field: number): string => {
    const missing = cells.isMissing(cell)
    const { kind, value } = missing ? { kind: 'none', value: Number.NaN } : numberOf(cell, cells.decimal)
    values.push(value)
    if (missing) return 'm'
    if (kind !== 'none') {
      numberTexts++
      if (kind === 'code') codeTexts++
      noteSpaces(cell, record, field)
      return kind === 'plain' ? 'p' : 'c'
    }
    noteSpaces(cell, record, field)
    odd ??= { text: cell, at: record.position(field), cells: 0 }
    if (cells.decimal === ',' || !hasDecimalComma(cell)) return 't'
    comma ??= { text: cell, at: record.position(field), cells: 0 }
    return 'd'
  }
  const noteSpaces = (cell: string, record: CsvRecord, field: number): void => {
    const trimmed = cell.trim()
    const other = bare.get(trimmed)
    if (other === undefined) bare.set(trimmed, cell)
    else spaced ??= { texts: [other, cell], at: record.position(field) }
  }
  return {
    values,
    count(text, texts, record, field) {
      if (text === kinds.length) kinds.push(take(texts[text]!, record, field))
      const kind = kinds[text]!
      if (kind === 'm') return
      present++
      if (kind === 'p' || kind === 'c') numberCells++
      else if (kind === 'd') comma!.cells++
    },
    numberCount: () => numberTexts,
    areNumbers: () => odd === null && codeTexts === 0,
    checkMixed() {
      if (comma !== null && 2 * (numberCells + comma.cells) > present) {
        throw csvFailure(
          comma.at,
          `${show(comma.text)} looks like a number with a decimal comma, as do ${comma.cells} of the ${present} cells of column ${show(name)}: give \`decimal: ","\`, or declare the column, ${declaredAsCategory(name)} if it is none.`,
        )
      }
      if (odd === null || 2 * numberCells <= present) return
      throw csvFailure(
        odd.at,
        `${show(odd.text)} is not a number, while ${numberCells} of the ${present} cells of column ${show(name)} are: mend it, add it to \`missing\`, or declare the column, ${declaredAsCategory(name)}.`,
      )
    },
    checkSpaces() {
      if (spaced === null) return
      const { texts, at } = spaced
      throw csvFailure(
        at,
        `column ${show(name)} holds ${show(texts[0])} and ${show(texts[1])}, which differ by spaces only: mend them, or declare the column, ${declaredAsCategory(name)}, to keep both.`,
      )
    },
  }
}
