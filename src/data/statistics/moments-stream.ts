import { CausalError, calledAsAsync } from '../../errors.js'
import { indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { CsvCells } from '../files/csv-cells.js'
import { type CsvChunks, readChunks } from '../files/csv-chunks.js'
import { checkDeclared, csvKeys, csvSettings } from '../files/csv-options.js'
import { csvReader } from '../files/csv-reader.js'
import { type CellValue, cellValue } from '../files/csv-values.js'
import { gapIn, leavesOut, type SummaryStreamOptions } from '../files/stream-options.js'
import type { Moments } from '../types.js'
import { makeMoments } from './check-moments.js'
import { blockRows, momentSums } from './moment-sums.js'

/**
 * Options of `momentsStream`.
 *
 * @category Data
 */
export interface MomentsStreamOptions<N extends string = string> extends SummaryStreamOptions {
  /** The columns to sum up, in this order (default: all). */
  readonly names?: readonly N[]
}

/**
 * Means and covariance of the columns of a CSV text that comes in chunks, in one pass and without keeping its rows: for
 * files larger than the memory, or where nothing but a linear or Gaussian method follows.
 *
 * The same numbers, to the last bit, as `moments(readCsv(text))`. Every column that is summed up must hold numbers;
 * booleans and dates are taken where they are declared in `columns`. Parts of a file that are summed up apart are put
 * together by {@link mergeMoments}.
 *
 * @param chunks - as for {@link readCsvStream}
 * @param options - the columns, what becomes of incomplete rows, and how the text is to be read
 * @returns `{ names, count, mean, covariance }`
 * @throws CausalError as {@link readCsvStream}, and `missing-values` with line and column; `unknown-name`; `too-few-rows`;
 *   `invalid-argument` for a column declared to hold categories
 * @complexity O(length of the text + n p²) time, O(p²) memory
 * @category Data
 * @example
 * const m = await momentsStream(['X,Y,site\n1,2,a\n2,', '4,b\n3,9,a\n'], { names: ['X', 'Y'] })
 * m.mean
 * //=> [2, 5]
 */
export function momentsStream<const N extends string = string>(
  chunks: CsvChunks,
  options: MomentsStreamOptions<N> = {},
): Promise<Moments<N>> {
  return calledAsAsync('momentsStream', async () => {
    checkOptions('options', options, [...csvKeys, 'names', 'incomplete'])
    const settings = csvSettings(options)
    const isLeftOut = leavesOut(options)
    const wanted = options.names
    if (wanted !== undefined) indexNames('column', wanted)
    let names: readonly string[] = []
    let values: CellValue[] = []
    let fields: number[] = []
    let block: Float64Array[] = []
    let filled = 0
    let count = 0
    let sums = momentSums(0)
    const flush = (): void => {
      if (filled > 0) sums.add(block, 0, filled)
      count += filled
      filled = 0
    }
    const reader = csvReader(settings, (found, cells) => {
      checkDeclared(settings.declared, found)
      names = wanted ?? found
      const at = new Map(found.map((name, j) => [name, j]))
      fields = names.map((name) => lookUp('column', at, name))
      values = names.map((name) => summedValue(name, settings.declared.get(name), cells))
      block = names.map(() => new Float64Array(blockRows))
      sums = momentSums(names.length)
      return {
        push(record, shift) {
          for (let k = 0; k < fields.length; k++) {
            const value = values[k]!(record, fields[k]! + shift)
            if (Number.isNaN(value)) {
              if (isLeftOut) return
              throw gapIn(names[k]!, record, fields[k]! + shift, cells)
            }
            block[k]![filled] = value
          }
          if (++filled === blockRows) flush()
        },
      }
    })
    await readChunks(chunks, reader, options)
    reader.end()
    flush()
    if (count > 1) return makeMoments(names as readonly N[], count, ...sums.end())
    throw new CausalError('too-few-rows', `a covariance needs at least 2 complete rows: there is ${count}.`, { count })
  })
}

function summedValue(name: string, type: unknown, cells: CsvCells): CellValue {
  if (type === 'number' || type === 'date' || type === 'boolean') return cellValue(name, type, cells)
  if (type !== undefined) {
    const message = `column ${show(name)} is declared one of categories, which have no mean: name the columns of numbers in \`names\`.`
    throw new CausalError('invalid-argument', message, { column: name })
  }
  return (record, field) =>
    cells.number(record, field, 'plain', (text) =>
      cells.fail(
        record,
        field,
        `${show(text)} is not a plain number: add it to \`missing\`, declare what column ${show(name)} holds in \`columns\`, or name the columns to sum up in \`names\`.`,
      ),
    )
}
