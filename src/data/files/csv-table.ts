import { knownTables, makeTable } from '../tables/make-table.js'
import { missingIn } from '../tables/missing.js'
import type { Categorical, Table } from '../types.js'
import type { CsvCells } from './csv-cells.js'
import { type CsvColumn, categoryColumn, valuesColumn } from './csv-columns.js'
import { csvDoubts } from './csv-doubts.js'
import { foundColumn } from './csv-found-column.js'
import {
  type CsvColumnType,
  type CsvOptions,
  type CsvReading,
  type CsvSettings,
  type CsvTable,
  checkDeclared,
  reportProgress,
} from './csv-options.js'
import { type CsvRead, type CsvReader, csvReader } from './csv-reader.js'
import { cellValue } from './csv-values.js'

/** A reading whose rows become a table. */
export interface CsvTableReader {
  push(chunk: unknown): void
  end(): CsvTable<Record<string, never>>
}

export function csvTableReader(settings: CsvSettings, options: CsvOptions): CsvTableReader {
  let columns: CsvColumn[] = []
  const reader: CsvReader = csvReader(settings, (names, cells) => {
    checkDeclared(settings.declared, names)
    columns = names.map((name) => columnFor(name, settings.declared.get(name), cells))
    return {
      push(record, shift) {
        for (let j = 0; j < columns.length; j++) columns[j]!.push(record, j + shift)
      },
    }
  })
  return {
    push: (chunk) => reader.push(chunk),
    end() {
      const read = reader.end()
      const total = columns.length
      const ended = columns.map((column, done) => {
        reportProgress(options, { stage: 'columns', done, total })
        return column.end()
      })
      reportProgress(options, { stage: 'columns', done: total, total })
      const data = ended.map(({ column }) => column)
      const found = read.names.map((column, j) =>
        Object.freeze({ column, type: ended[j]!.kind, missing: missingIn(data[j]!) }),
      )
      const doubts = csvDoubts(read.names, data, (name) => settings.declared.has(name))
      return tableOf(read, data, readingOf(read, found, settings.delimiter === null, doubts))
    },
  }
}

function columnFor(name: string, type: CsvColumnType | undefined, cells: CsvCells): CsvColumn {
  if (type === undefined) return foundColumn(name, cells)
  if (type === 'number' || type === 'date' || type === 'boolean')
    return valuesColumn(type, cellValue(name, type, cells))
  return categoryColumn(name, cells, type)
}

function readingOf(
  read: CsvRead,
  columns: CsvReading['columns'],
  found: boolean,
  doubts: readonly string[],
): CsvReading {
  return Object.freeze({
    delimiter: Object.freeze({ character: read.delimiter, found }),
    columns: Object.freeze(columns),
    index: read.index?.end() ?? null,
    warnings: Object.freeze([...(read.index?.warnings() ?? []), ...doubts]),
  })
}

function tableOf(
  { names, rowCount }: CsvRead,
  data: readonly (Float64Array | Categorical)[],
  reading: CsvReading,
): CsvTable<Record<string, never>> {
  const made = { ...makeTable(names, rowCount, data) }
  // not among the fields: the table is equal to the same one made otherwise
  Object.defineProperty(made, 'reading', { value: reading, enumerable: false })
  Object.freeze(made)
  return knownTables.made(made as unknown as Table<unknown, string>) as unknown as CsvTable<Record<string, never>>
}
