import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readRows } from '../../../examples/playground/src/data/csv/read-rows'
import { type CsvForm, firstForm } from '../../../examples/playground/src/data/csv/settings'
import { codeOfReading, isReading, plainReading } from '../../../examples/playground/src/data/reading'
import { codeOf } from '../../../examples/playground/src/share/code'
import { firstWork } from '../../../examples/playground/src/work'
import { readCsv, toRows } from '../../../src/data/index.js'

const folder = mkdtempSync(join(tmpdir(), 'reading-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The rows that exported code reads from a file. */
async function readByCode(file: string, lines: readonly string[]): Promise<unknown> {
  const body = `return (async () => { ${lines.join('\n')}\nreturn table })()`
  return new Function('file', 'readFile', 'readCsv', body)(file, readFile, readCsv)
}

const western = Uint8Array.from('n\u00e4me;wert;tag\nGr\u00fc\u00dfe;1,5;2024-01-01\n.;2;2024-01-02\n', (c) =>
  c.charCodeAt(0),
)
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const files: Readonly<Record<string, readonly [Uint8Array, Partial<CsvForm>]>> = {
  plain: [utf8('a,b\n1,x\n2,y\n'), {}],
  'western, decimal comma, dates, words for missing': [western, { missing: 'NA .' }],
  'a line that tells the separator': [utf8('sep=|\na|b;c\n1|2\n'), {}],
  'a separator that was said': [utf8('a,b;c\n1,2;3\n'), { separator: ',' }],
  'columns kept as categories': [utf8('a,b\n1,x\n-,y\n3,x\n'), { categories: 'a' }],
}

describe('exported code reads a file as the page does', () => {
  for (const [name, [bytes, form]] of Object.entries(files))
    it(name, async () => {
      const { table, reading } = readRows(bytes, 'rows.csv', { ...firstForm, ...form })
      expect(isReading(JSON.parse(JSON.stringify(reading)))).toBe(true)
      const file = join(folder, 'rows.csv')
      writeFileSync(file, bytes)
      expect(toRows((await readByCode(file, codeOfReading(reading))) as never)).toEqual(toRows(table))
    })
  it('or says what it cannot', () => {
    const { reading } = readRows(utf8('a;b\n1.234,5;x\n2.000;y\n'), 'rows.csv', { ...firstForm, numbers: '.,' })
    expect(codeOfReading(reading)[0]).toMatch(/readCsv does not read/)
    expect(codeOfReading({ ...plainReading, format: 'parquet' })[0]).toMatch(/Parquet.*CSV first/)
  })
  it('stands in the code of the work', () => {
    const parts = { text: 'a -> b', treatment: 'a', outcome: 'b' }
    const made = (data: unknown): string => {
      const code = codeOf({ ...firstWork, ...parts, panels: { data } })
      return code.ok ? code.text : code.message
    }
    expect(made({ ...plainReading, decimal: ',' })).toContain("readCsv(await readFile(file, 'utf8'), { decimal: ',' })")
    for (const wrong of [
      null,
      undefined,
      { ...plainReading, encoding: "x')" },
      { ...plainReading, columns: { a: 'x' } },
      5,
    ])
      expect(made(wrong)).toContain("readCsv(await readFile(file, 'utf8'))")
  })
})
