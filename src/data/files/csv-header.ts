import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { CsvCells } from './csv-cells.js'
import type { CsvReading } from './csv-options.js'
import type { CsvRecord } from './csv-records.js'

/** The header of a text: the names of its columns, and whether row names stand before them. */
export interface CsvHeader {
  readonly names: readonly string[]
  readonly index: CsvIndex | null
  /** Fields that a row must have. */
  readonly width: number
}

/** Row names as pandas and R write them. */
export interface CsvIndex {
  push(record: CsvRecord): void
  end(): NonNullable<CsvReading['index']>
  /** What to say of them. */
  warnings(): readonly string[]
}

/** The names in the first record; a first name that is empty is that of the row names, unless `index` is false. */
export function csvHeader(record: CsvRecord, cells: CsvCells, index: string | false | null): CsvHeader {
  const all = Array.from({ length: record.length }, (_, j) => cells.text(record, j))
  const seen = new Map<string, number>()
  const hasIndex = index !== false && all.length > 1 && all[0]!.trim() === ''
  for (const [j, name] of all.entries()) {
    if (j === 0 && hasIndex) continue
    if (name.trim() === '') throw cells.fail(record, j, `the header has no name for column ${j + 1}.`)
    if (seen.has(name)) {
      const message = `the header has ${show(name)} twice, in columns ${seen.get(name)! + 1} and ${j + 1}.`
      throw cells.fail(record, j, message)
    }
    seen.set(name, j)
  }
  return hasIndex
    ? { names: all.slice(1), index: csvIndex('empty name', index || null, cells), width: all.length }
    : { names: all, index: null, width: all.length }
}

/**
 * A first row with one field more than the header has: R's `write.table` writes row names so. They are quoted, or count the
 * rows; a row that ends in a delimiter too many looks alike and is refused.
 */
export function withRowNames(
  header: CsvHeader,
  record: CsvRecord,
  cells: CsvCells,
  index: string | false | null,
): CsvHeader {
  const isOneShort = header.index === null && index !== false && record.length === header.width + 1
  if (!isOneShort) return header
  const first = cells.text(record, 0)
  const last = record.length - 1
  const endsEmpty = record.quoted[last] === 0 && record.starts[last] === record.ends[last]
  const looksSo = record.quoted[0]! > 0 || first === '1' || first === '0' || typeof index === 'string'
  if (!looksSo || endsEmpty) return header
  return { ...header, index: csvIndex('header one short', index || null, cells), width: header.width + 1 }
}

function csvIndex(sign: 'empty name' | 'header one short', keptAs: string | null, cells: CsvCells): CsvIndex {
  let rows = 0
  let from = 0
  let counts = true
  let first = ''
  return {
    push(record) {
      if (counts) {
        const text = cells.text(record, 0)
        if (rows === 0) {
          first = text
          from = text === '0' ? 0 : 1
        }
        counts = text === String(rows + from)
      }
      rows++
    },
    end: () => Object.freeze({ sign, counts, keptAs }),
    warnings() {
      if (counts || keptAs !== null) return []
      return [
        `the first column has no name and was left out as row names; it does not count the rows, but begins with ${show(first)}: give \`index: "name"\` to keep it under a name.`,
      ]
    },
  }
}

/** An error where the name under which row names are kept is taken. */
export function checkIndexName(keptAs: string, names: readonly string[]): void {
  if (!names.includes(keptAs)) return
  const message = `the row names cannot be kept as ${show(keptAs)}: a column has this name.`
  throw new CausalError('duplicate-name', message, { name: keptAs })
}
