/** How the rows at hand are read from their file: plain JSON, kept in the work so that exported code reads the same. */
export interface Reading {
  readonly format: 'csv' | 'parquet'
  /** A label of a TextDecoder. */
  readonly encoding: string
  /** What parts the fields, where it was said. */
  readonly delimiter: string | null
  readonly decimal: '.' | ','
  /** Whether numbers have signs between thousands. */
  readonly hasSigns: boolean
  /** Whether the first line says what parts the fields (`sep=;`). */
  readonly skipsLine: boolean
  /** Words for a missing value; null for the usual ones. */
  readonly missing: readonly string[] | null
  /** Columns that are read in another way than they would be unasked. */
  readonly columns: Readonly<Record<string, 'number' | 'category' | 'date'>>
}

export const plainReading: Reading = {
  format: 'csv',
  encoding: 'utf-8',
  delimiter: null,
  decimal: '.',
  hasSigns: false,
  skipsLine: false,
  missing: null,
  columns: {},
}

const encodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be']

/** Whether a kept value is one: it comes from addresses too. */
export function isReading(value: unknown): value is Reading {
  if (typeof value !== 'object' || value === null) return false
  const it = value as Record<string, unknown>
  const isText = (each: unknown): boolean => typeof each === 'string' && each.length < 1000
  return (
    ['csv', 'parquet'].includes(it['format'] as string) &&
    encodings.includes(it['encoding'] as string) &&
    (it['delimiter'] === null || isText(it['delimiter'])) &&
    ['.', ','].includes(it['decimal'] as string) &&
    typeof it['hasSigns'] === 'boolean' &&
    typeof it['skipsLine'] === 'boolean' &&
    (it['missing'] === null || (Array.isArray(it['missing']) && it['missing'].every(isText))) &&
    typeof it['columns'] === 'object' &&
    it['columns'] !== null &&
    Object.values(it['columns']).every((type) => ['number', 'category', 'date'].includes(type as string))
  )
}

/** The lines of code that read a table from `file` in the same way. */
export function codeOfReading(reading: Reading): string[] {
  const { format, encoding, delimiter, decimal, hasSigns, skipsLine, missing, columns } = reading
  const lines: string[] = []
  if (format === 'parquet') lines.push('// The rows came from a Parquet file: save them as CSV first.')
  if (hasSigns)
    lines.push(
      '// Numbers have signs that readCsv does not read (1,234.5, or 1,5 in quotes): write them plainly first.',
    )
  const options = [
    ...(delimiter === null ? [] : [`delimiter: ${JSON.stringify(delimiter)}`]),
    ...(decimal === '.' ? [] : ["decimal: ','"]),
    ...(missing === null ? [] : [`missing: ${JSON.stringify(missing)}`]),
    ...(Object.keys(columns).length === 0 ? [] : [`columns: ${JSON.stringify(columns)}`]),
  ]
  const text =
    encoding === 'utf-8'
      ? "await readFile(file, 'utf8')"
      : `new TextDecoder('${encoding}').decode(await readFile(file))`
  const told = options.length === 0 ? '' : `, { ${options.join(', ')} }`
  if (!skipsLine) return [...lines, `const table = readCsv(${text}${told})`]
  return [...lines, `const text = ${text}`, `const table = readCsv(text.slice(text.indexOf('\\n') + 1)${told})`]
}
