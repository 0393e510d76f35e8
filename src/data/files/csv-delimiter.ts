import { csvFailure } from './csv-encoding.js'
import { csvRecords } from './csv-records.js'

/** The delimiters that are looked for, as characters of ASCII. */
const candidates: readonly string[] = [',', '\t', ';', '|']

/** Records that are looked at. */
const looked = 50

/**
 * What parts the fields of a text, from its first bytes: the one delimiter that parts header and rows into as many fields
 * each, more than one. Where several do, the user is asked. Where none does, it is the first that parts the header, and the
 * first row of another length will be the error. The comma is no candidate where it is the decimal sign.
 */
export function foundDelimiter(sample: Uint8Array, isWhole: boolean, decimal: '.' | ','): string {
  const possible = candidates
    .filter((character) => character !== decimal)
    .map((character) => ({ character, ...fieldCounts(sample, isWhole, character) }))
    .filter(({ header }) => header > 1)
  const fitting = possible.filter(({ isEven }) => isEven)
  if (fitting.length === 0) return possible[0]?.character ?? (decimal === ',' ? ';' : ',')
  const [first, second] = fitting
  if (second === undefined) return first!.character
  const shown = fitting.map(({ character }) => JSON.stringify(character)).join(' or ')
  throw csvFailure(
    { line: 1, column: 1 },
    `${shown} could part the fields: each gives all lines the same number of them. Give \`delimiter\`.`,
  )
}

/** Fields of the header, and whether the first rows have as many (or one more: row names without a name). */
function fieldCounts(
  sample: Uint8Array,
  isWhole: boolean,
  character: string,
): { readonly header: number; readonly isEven: boolean } {
  const lengths: number[] = []
  try {
    const records = csvRecords(character.charCodeAt(0), ({ length, starts, ends }) => {
      const isEmpty = length === 1 && starts[0] === ends[0]
      if (!isEmpty && lengths.length < looked) lengths.push(length)
    })
    records.push(sample)
    if (isWhole) records.end()
  } catch {
    // a quote in the wrong place for this delimiter; the reading itself will say where
    lengths.push(-1)
  }
  const [header = 0, ...rows] = lengths
  const width = rows[0] === header + 1 ? header + 1 : header
  return { header, isEven: rows.every((length) => length === width) }
}
