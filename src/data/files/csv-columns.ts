import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { sortLevels } from '../tables/column-of.js'
import { makeCategorical } from '../tables/make-table.js'
import type { Categorical } from '../types.js'
import type { CsvCells } from './csv-cells.js'
import type { CsvRecord } from './csv-records.js'
import type { CellValue } from './csv-values.js'
import { parts } from './parts.js'

/** What a column was found or declared to be. */
export type CsvColumnKind = 'number' | 'category' | 'boolean' | 'date'

/** A column that grows cell by cell. */
export interface CsvColumn {
  /** Takes the cell of the next record. */
  push(record: CsvRecord, field: number): void
  /** The whole column; nothing may be pushed after it. */
  end(): { readonly kind: CsvColumnKind; readonly column: Float64Array | Categorical }
}

/** A column of numbers, each read from its cell. */
export function valuesColumn(kind: CsvColumnKind, value: CellValue): CsvColumn {
  const values = parts(Float64Array)
  return {
    push: (record, field) => values.push(value(record, field)),
    end: () => ({ kind, column: values.whole() }),
  }
}

/** A column of categories: those declared, in their order, or those found. */
export function categoryColumn(name: string, cells: CsvCells, type: 'category' | readonly string[]): CsvColumn {
  const given = type === 'category' ? [] : type
  if (new Set(given).size !== given.length) {
    throw new CausalError('invalid-argument', `the categories of column ${show(name)} are not all different.`, {
      column: name,
    })
  }
  const index = new Map(given.map((level, code) => [level, code]))
  const codes = parts(Int32Array)
  const texts = cells.texts()
  const codeOf: number[] = []
  return {
    push(record, field) {
      const text = cells.textNumber(record, field, texts)
      if (text === codeOf.length) {
        const cell = texts.texts[text]!
        let code = cells.isMissing(cell) ? -1 : index.get(cell)
        if (code === undefined) {
          if (type !== 'category')
            throw cells.fail(
              record,
              field,
              `${show(cell)} is not among the categories declared for column ${show(name)}: ${given.join(', ')}.`,
            )
          code = index.size
          index.set(cell, code)
        }
        codeOf.push(code)
      }
      codes.push(codeOf[text]!)
    },
    end: () => ({
      kind: 'category',
      column:
        type === 'category' ? sortLevels(codes.whole(), [...index.keys()]) : makeCategorical(codes.whole(), given),
    }),
  }
}
