import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import {
  type CellsOfCsv,
  type CsvColumnType,
  type CsvOptions,
  type CsvTable,
  csvKeys,
  csvSettings,
  reportProgress,
} from './csv-options.js'
import { csvTableReader } from './csv-table.js'

/** Characters read between two reports. */
const betweenReports = 1 << 15

/**
 * A table from a CSV text with a header row.
 *
 * Follows RFC 4180: quoted fields may hold delimiters, doubled quotes and line breaks; lines end in LF, CRLF or CR. A
 * byte order mark is passed over, and so are empty lines (in a table of one column they are missing values). A column
 * whose present cells are all decimal numbers is numeric, one whose cells are all `true` and `false` (or `True`, `TRUE`) is
 * 0 and 1, as in {@link table}; any other is categorical. One with codes such as `007` or with whole numbers of more than 15
 * digits stays categorical, since as numbers they would lose digits. Spaces around a number, or around a text that stands
 * for a missing value, don't count. Row names as pandas and R write them, a first column without a name, are left out.
 *
 * Nothing is dropped or guessed in silence: `reading` of the result tells the delimiter, the type of each column with the
 * number of its missing values, and the row names. A column most of whose cells are numbers while some are not is an error
 * at the first of these, and so is a cell that is no number after 4,096 different ones, numbers with a decimal comma where
 * none is declared, categories that differ by spaces at their ends only, two delimiters that both fit, and a text in
 * UTF-16: declare what is meant in `columns`, `decimal` or `delimiter`. {@link toCsv} writes what is read here, and
 * {@link readCsvStream} reads files of any size in the same way.
 *
 * @param text - the text of the file
 * @param options - column types, the texts for a missing value, the delimiter, the decimal sign, the row names
 * @returns the table; missing numbers are `NaN`, missing categories have the code −1; with `reading`
 * @throws CausalError `parse`, with `line` and `column` of the text in `details`: a row with too few or too many fields,
 *   an unterminated quote, a cell that is not of its column's declared type, a duplicate or empty name in the header, an
 *   empty text, and what may be misread; `unknown-name` for a declared column that is not there; `invalid-argument` for
 *   a bad option; `duplicate-name` for a taken `index`; `aborted`
 * @complexity O(length of the text)
 * @category Data
 * @example
 * const t = readCsv('name,dose\n"Smith, J.",1.5\nDoe,NA\n')
 * toRows(t)
 * //=> [{ name: 'Smith, J.', dose: 1.5 }, { name: 'Doe', dose: null }]
 * t.reading.columns
 * //=> [{ column: 'name', type: 'category', missing: 0 }, { column: 'dose', type: 'number', missing: 1 }]
 * readCsv('dose\n1.5\n2\nhigh')
 * //=> throws 'parse'
 */
export function readCsv<const C extends Readonly<Record<string, CsvColumnType>> = Readonly<Record<never, never>>>(
  text: string,
  options: CsvOptions<C> = {},
): CsvTable<CellsOfCsv<C>> {
  return calledAs('readCsv', () => {
    checkOptions('options', options, csvKeys)
    const settings = csvSettings(options)
    if (typeof text !== 'string')
      throw new CausalError('invalid-argument', `give the text of the file, got ${show(text)}.`, {})
    const reader = csvTableReader(settings, options)
    for (let done = 0; done < text.length; done += betweenReports) {
      reportProgress(options, { stage: 'rows', done, total: text.length })
      reader.push(text.slice(done, done + betweenReports))
    }
    reportProgress(options, { stage: 'rows', done: text.length, total: text.length })
    return reader.end() as unknown as CsvTable<CellsOfCsv<C>>
  })
}
