/** Where a field begins in a text, counting from 1. */
export interface CsvPosition {
  readonly line: number
  readonly column: number
}

/** What is wrong with the quotes of a text, and where. */
export interface QuoteProblem extends CsvPosition {
  readonly problem: 'unterminated' | 'text after quote'
}

const quote = 34
const newline = 10
const carriageReturn = 13

/**
 * Walks over the fields of a text as d3-dsv reads them, telling `visit` where each begins until it returns true.
 * Returns the first problem with quotes, which d3-dsv passes over.
 */
export function walkCsv(
  text: string,
  delimiter: string,
  visit: (row: number, field: number, at: CsvPosition) => boolean,
): QuoteProblem | null {
  const separator = delimiter.charCodeAt(0)
  let row = 0
  let field = 0
  let line = 1
  let lineStart = 0
  let i = 0
  const endOfLine = (): void => {
    if (text.charCodeAt(i) === carriageReturn && text.charCodeAt(i + 1) === newline) i++
    i++
    line++
    lineStart = i
  }
  const isBreak = (code: number): boolean => code === newline || code === carriageReturn
  while (i <= text.length) {
    const at = { line, column: i - lineStart + 1 }
    if (visit(row, field, at)) return null
    if (text.charCodeAt(i) === quote) {
      i++
      while (i < text.length && (text.charCodeAt(i) !== quote || text.charCodeAt(i + 1) === quote)) {
        if (isBreak(text.charCodeAt(i))) endOfLine()
        else i += text.charCodeAt(i) === quote ? 2 : 1
      }
      if (i >= text.length) return { ...at, problem: 'unterminated' }
      i++
      const next = text.charCodeAt(i)
      if (i < text.length && next !== separator && !isBreak(next)) {
        return { line, column: i - lineStart + 1, problem: 'text after quote' }
      }
    } else {
      while (i < text.length && text.charCodeAt(i) !== separator && !isBreak(text.charCodeAt(i))) i++
    }
    if (i >= text.length) return null
    if (text.charCodeAt(i) === separator) {
      field++
      i++
    } else {
      row++
      field = 0
      endOfLine()
    }
  }
  return null
}

/** Where a field begins. */
export function csvPosition(text: string, delimiter: string, row: number, field: number): CsvPosition {
  let found: CsvPosition = { line: 1, column: 1 }
  walkCsv(text, delimiter, (r, f, at) => {
    if (r < row || (r === row && f <= field)) found = at
    return r > row || (r === row && f >= field)
  })
  return found
}
