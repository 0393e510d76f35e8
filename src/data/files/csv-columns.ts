import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { sortLevels } from '../tables/column-of.js'
import { makeCategorical } from '../tables/make-table.js'
import type { Categorical } from '../types.js'

/** Makes the error for the cell of row i. */
export type CellFailure = (i: number, message: string) => CausalError

// no digit can be taken by two parts of these, so that they are linear in the cell
const number = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/
/** A decimal number that is no code: without leading zeros, and short enough for a double. */
const plainNumber = /^\s*[+-]?(?:(?:0|[1-9]\d{0,14})(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/
const commaNumber = /^\s*[+-]?\d*,\d+(?:[eE][+-]?\d+)?\s*$/

/** A cell with its decimal sign as a point; a cell that has both signs is no number. */
function pointed(cell: string, decimal: '.' | ','): string {
  if (decimal === '.') return cell
  return cell.includes('.') ? 'no number' : cell.replace(',', '.')
}

function isNumber(cell: string): boolean {
  // most texts are told by their first letter
  return cell.charCodeAt(0) <= 57 && number.test(cell) && Number.isFinite(Number(cell))
}

/** A column of which nothing is declared: numbers where every present cell is a plain one, else categories; an error where that may be misread. */
export function foundColumn(
  name: string,
  cells: readonly (string | null)[],
  decimal: '.' | ',',
  fail: CellFailure,
): Float64Array | Categorical {
  const values = plainNumbers(cells, decimal)
  if (values !== null) return values
  checkMixed(name, cells, decimal, fail)
  const column = categories(name, cells, 'category', fail)
  checkSpaces(name, column, fail)
  return column
}

/** The cells as numbers when every one that is present is a plain number, else null. */
function plainNumbers(cells: readonly (string | null)[], decimal: '.' | ','): Float64Array | null {
  const out = new Float64Array(cells.length)
  for (let i = 0; i < out.length; i++) {
    const cell = cells[i] === null ? null : pointed(cells[i]!, decimal)
    const value = cell === null ? Number.NaN : Number(cell)
    if (cell !== null && !(Number.isFinite(value) && plainNumber.test(cell))) return null
    out[i] = value
  }
  return out
}

/** One cell among many numbers would turn them all into categories. */
function checkMixed(name: string, cells: readonly (string | null)[], decimal: '.' | ',', fail: CellFailure): void {
  let present = 0
  let count = 0
  let commas = 0
  let first = -1
  let firstComma = -1
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!
    if (cell === null) continue
    present++
    if (isNumber(pointed(cell, decimal))) {
      count++
      continue
    }
    if (first < 0) first = i
    if (decimal === ',' || cell.charCodeAt(0) > 57 || !commaNumber.test(cell)) continue
    commas++
    if (firstComma < 0) firstComma = i
  }
  const column = JSON.stringify(name)
  const asText = `declare the column, columns: { ${column}: 'category' }`
  if (commas > 0 && 2 * (count + commas) > present) {
    throw fail(
      firstComma,
      `${show(cells[firstComma]!)} looks like a number with a decimal comma, as do ${commas} of the ${present} cells of column ${column}: give \`decimal: ","\`, or ${asText} if it is none.`,
    )
  }
  if (first < 0 || 2 * count <= present) return
  throw fail(
    first,
    `${show(cells[first]!)} is not a number, while ${count} of the ${present} cells of column ${column} are: mend it, add it to \`missing\`, or ${asText}.`,
  )
}

/** Two categories that look alike on paper would be told apart. */
function checkSpaces(name: string, { codes, levels }: Categorical, fail: CellFailure): void {
  if (!levels.some((level) => level !== level.trim())) return
  const bare = new Map<string, number>()
  for (const [code, level] of levels.entries()) {
    const other = bare.get(level.trim())
    if (other === undefined) {
      bare.set(level.trim(), code)
      continue
    }
    const column = JSON.stringify(name)
    throw fail(
      Math.max(codes.indexOf(code), codes.indexOf(other)),
      `column ${column} holds ${show(levels[other]!)} and ${show(level)}, which differ by spaces only: mend them, or declare the column, columns: { ${column}: 'category' }, to keep both.`,
    )
  }
}

/** The cells of a column declared numeric. */
export function numbers(
  name: string,
  cells: readonly (string | null)[],
  decimal: '.' | ',',
  fail: CellFailure,
): Float64Array {
  const out = new Float64Array(cells.length)
  for (let i = 0; i < out.length; i++) {
    const cell = cells[i] === null ? null : pointed(cells[i]!, decimal)
    if (cell !== null && !isNumber(cell)) {
      throw fail(
        i,
        `${show(cells[i]!)} is not a number, and column ${show(name)} is declared numeric: mend it, or add it to \`missing\`.`,
      )
    }
    out[i] = cell === null ? Number.NaN : Number(cell)
  }
  return out
}

/** The cells of a column as categories: those declared, or those found. */
export function categories(
  name: string,
  cells: readonly (string | null)[],
  type: 'category' | readonly string[],
  fail: CellFailure,
): Categorical {
  const given = type === 'category' ? [] : type
  if (new Set(given).size !== given.length) {
    throw new CausalError('invalid-argument', `the categories of column ${show(name)} are not all different.`, {
      column: name,
    })
  }
  const index = new Map(given.map((level, code) => [level, code]))
  const codes = new Int32Array(cells.length)
  for (let i = 0; i < codes.length; i++) {
    const cell = cells[i]!
    let code = cell === null ? -1 : index.get(cell)
    if (code === undefined) {
      if (type !== 'category') {
        throw fail(
          i,
          `${show(cell!)} is not among the categories declared for column ${show(name)}: ${given.join(', ')}.`,
        )
      }
      code = index.size
      index.set(cell!, code)
    }
    codes[i] = code
  }
  return type === 'category' ? sortLevels(codes, [...index.keys()]) : makeCategorical(codes, given)
}
