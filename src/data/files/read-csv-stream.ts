import { calledAsAsync } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { type CsvChunks, readChunks } from './csv-chunks.js'
import {
  type CellsOfCsv,
  type CsvColumnType,
  type CsvOptions,
  type CsvTable,
  csvKeys,
  csvSettings,
} from './csv-options.js'
import { csvTableReader } from './csv-table.js'

/**
 * A table from a CSV text that comes in chunks: a file of any size, a response, a string cut into pieces.
 *
 * Reads as {@link readCsv} does, with the same result wherever the chunks end, and without the text as a whole: the memory
 * needed is that of the typed columns (8 bytes for a number, 4 for a category, once more while a column is joined), and of
 * each different category once.
 *
 * @param chunks - an async iterable of texts, or of bytes in UTF-8: `createReadStream(path)`, `(await fetch(url)).body`
 * @param options - as those of {@link readCsv}
 * @returns the table, with `reading`
 * @throws CausalError as {@link readCsv}; `parse` also for bytes that are not UTF-8 (UTF-16, ZIP and gzip by name)
 * @complexity O(length of the text) time, O(n p) memory for n rows and p columns
 * @category Data
 * @example
 * const t = await readCsvStream(['dose;na', 'me\n1.5;"a', ';b"\n2;c'])
 * toRows(t)
 * //=> [{ dose: 1.5, name: 'a;b' }, { dose: 2, name: 'c' }]
 * t.reading.delimiter
 * //=> { character: ';', found: true }
 */
export function readCsvStream<const C extends Readonly<Record<string, CsvColumnType>> = Readonly<Record<never, never>>>(
  chunks: CsvChunks,
  options: CsvOptions<C> = {},
): Promise<CsvTable<CellsOfCsv<C>>> {
  return calledAsAsync('readCsvStream', async () => {
    checkOptions('options', options, csvKeys)
    const reader = csvTableReader(csvSettings(options), options)
    await readChunks(chunks, reader, options)
    return reader.end() as unknown as CsvTable<CellsOfCsv<C>>
  })
}
