import { CausalError, calledAsAsync } from '../../errors.js'
import { indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { type CsvChunks, readChunks } from '../files/csv-chunks.js'
import { checkDeclared, csvKeys, csvSettings } from '../files/csv-options.js'
import { csvReader } from '../files/csv-reader.js'
import { gapIn, leavesOut, type SummaryStreamOptions } from '../files/stream-options.js'
import type { ContingencyTable } from '../types.js'
import { mostCells } from './counts.js'
import { type StreamedStates, streamedStates } from './streamed-states.js'

/**
 * How often each combination of states occurs in a CSV text that comes in chunks: counted in one pass, without keeping rows.
 *
 * The same table as `counts(readCsv(text), variables)`: the states of a column declared as a list are these, in their
 * order; those of any other are the ones that occur.
 *
 * @param chunks - as for {@link readCsvStream}
 * @param variables - the columns to count, in the order of the axes
 * @param options - what becomes of incomplete rows, and how the text is to be read
 * @returns a factor of counts over these variables
 * @throws CausalError as {@link readCsvStream}, and `missing-values` with line and column; `unknown-name`, `duplicate-name`;
 *   `invalid-data` for a column of fractions; `too-large` above 2²⁶ cells
 * @complexity O(length of the text) time, memory for the combinations that occur
 * @category Data
 * @example
 * const c = await countsStream(['T,Y\na,0\nb,1\n', 'a,1\na,1\n'], ['T', 'Y'])
 * c.values
 * //=> [1, 2, 0, 1]
 */
export function countsStream<const V extends string>(
  chunks: CsvChunks,
  variables: readonly V[],
  options: SummaryStreamOptions = {},
): Promise<ContingencyTable<V>> {
  return calledAsAsync('countsStream', async () => {
    checkOptions('options', options, [...csvKeys, 'incomplete'])
    const settings = csvSettings(options)
    const isLeftOut = leavesOut(options)
    indexNames('variable', variables)
    if (variables.length === 0) throw new CausalError('invalid-argument', 'name at least one column to count.')
    let columns: readonly StreamedStates[] = []
    const seen = combinations(variables.length)
    const row = new Int32Array(variables.length)
    const reader = csvReader(settings, (found, cells) => {
      checkDeclared(settings.declared, found)
      const at = new Map(found.map((name, j) => [name, j]))
      const fields = variables.map((name) => lookUp('column', at, name))
      columns = variables.map((name) => streamedStates(name, settings.declared.get(name), cells))
      return {
        push(record, shift) {
          let isWhole = true
          for (let k = 0; k < fields.length; k++) {
            row[k] = columns[k]!.code(record, fields[k]! + shift)
            if (row[k]! >= 0) continue
            if (!isLeftOut) throw gapIn(variables[k]!, record, fields[k]! + shift, cells)
            isWhole = false
          }
          if (isWhole) seen.add(row)
        },
      }
    })
    await readChunks(chunks, reader, options)
    reader.end()
    return tableOf(variables, columns, seen)
  })
}

/** Combinations of codes, each with the number of rows that have it. */
interface Combinations {
  add(codes: Int32Array): void
  readonly codes: readonly Int32Array[]
  readonly counts: readonly number[]
}

function combinations(width: number): Combinations {
  // a combination of k codes is a number for its first k − 1 and one code more
  const steps = Array.from({ length: width }, () => new Map<number, number>())
  const codes: Int32Array[] = []
  const counts: number[] = []
  return {
    codes,
    counts,
    add(row) {
      let prefix = 0
      for (let k = 0; k < row.length; k++) {
        const step = steps[k]!
        const key = prefix * 2 ** 26 + row[k]!
        let next = step.get(key)
        if (next === undefined) {
          next = step.size
          step.set(key, next)
          if (k === row.length - 1) {
            codes.push(row.slice())
            counts.push(0)
          }
        }
        prefix = next
      }
      counts[prefix]!++
    },
  }
}

function tableOf<V extends string>(
  variables: readonly V[],
  columns: readonly StreamedStates[],
  seen: Combinations,
): ContingencyTable<V> {
  const ended = columns.map((column) => column.end())
  const cells = ended.reduce((product, { states }) => product * states.length, 1)
  if (cells > mostCells) {
    throw new CausalError('too-large', `the table would have ${cells} cells: count fewer variables.`, {
      cells,
      limit: mostCells,
    })
  }
  const values = new Float64Array(cells)
  for (const [i, codes] of seen.codes.entries()) {
    let cell = 0
    for (const [k, { states, stateOf }] of ended.entries()) cell = cell * states.length + stateOf[codes[k]!]!
    values[cell]! += seen.counts[i]!
  }
  return Object.freeze({
    variables: Object.freeze(
      ended.map(({ states }, k) => Object.freeze({ name: variables[k]!, states: Object.freeze([...states]) })),
    ),
    values,
  })
}
