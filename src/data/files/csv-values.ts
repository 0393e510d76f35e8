import { show } from '../../show.js'
import type { CsvCells } from './csv-cells.js'
import { daysOf } from './csv-dates.js'
import type { CsvRecord } from './csv-records.js'

/** The number for a cell of one column, NaN where it is missing; an error for any other text. */
export type CellValue = (record: CsvRecord, field: number) => number

/** The value of the cells of a column declared a number, date or boolean. */
export function cellValue(name: string, type: 'number' | 'date' | 'boolean', cells: CsvCells): CellValue {
  if (type === 'number') return numberCell(name, cells)
  return type === 'date'
    ? cellByText(name, cells, type, daysOf, 'a date such as 2024-02-29 or 2024-02-29T12:30:00Z')
    : cellByText(name, cells, type, truthOf, 'true or false (or t, f, yes, no, 1, 0)')
}

function numberCell(name: string, cells: CsvCells): CellValue {
  return (record, field) =>
    cells.number(record, field, 'any', (text) =>
      cells.fail(
        record,
        field,
        `${show(text)} is not a number, and column ${show(name)} is declared numeric: mend it, or add it to \`missing\`.`,
      ),
    )
}

const truth: ReadonlyMap<string, number> = new Map(
  ['false', 'f', 'no', '0', 'true', 't', 'yes', '1'].map((text, i) => [text, i < 4 ? 0 : 1]),
)

function truthOf(text: string): number {
  return truth.get(text.trim().toLowerCase()) ?? Number.NaN
}

/** Numbers that stand for texts: each different text is read once. */
function cellByText(
  name: string,
  cells: CsvCells,
  type: string,
  read: (text: string) => number,
  form: string,
): CellValue {
  const texts = cells.texts()
  const known: number[] = []
  return (record, field) => {
    const text = cells.textNumber(record, field, texts)
    if (text === known.length) {
      const cell = texts.texts[text]!
      const isMissing = cells.isMissing(cell)
      const value = isMissing ? Number.NaN : read(cell)
      if (Number.isNaN(value) && !isMissing)
        throw cells.fail(
          record,
          field,
          `${show(cell)} is not ${form}, and column ${show(name)} is declared ${type}: mend it, or add it to \`missing\`.`,
        )
      known.push(value)
    }
    return known[text]!
  }
}
