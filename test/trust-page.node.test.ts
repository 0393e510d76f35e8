import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recordText, trustPage } from '../docs/trust.mjs'

const read = (path: string) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'))
const page = trustPage()
/** The lines from a heading to the next one of its rank. */
const section = (heading: string): string => page.slice(page.indexOf(`${heading}\n`)).split(/\n#{1,2} /)[0]!
const withoutCode = (text: string): string => text.replace(/``[^`]*``|`[^`]*`/g, '')

interface Row {
  readonly work: string
  readonly ratio: number
  readonly equal: boolean
  readonly target: string | null
  readonly met: boolean | null
}
interface Fault {
  readonly file: string
  readonly line: number
  readonly from: string
  readonly to: string
}

describe('the page of trust', () => {
  it('is made from records, and says how each was made', () => {
    expect(withoutCode(page)).not.toMatch(/undefined|NaN|not recorded|\[object/)
    expect(page.match(/^## /gm)?.length).toBe(8)
    expect(page.match(/`(npm run|node|CAUSALKIT_|python)/g)?.length).toBeGreaterThan(6)
  })

  it('fails where a record is missing', () =>
    expect(() => recordText('bench/none.json', 'npm run bench -- none')).toThrow('`npm run bench -- none` makes it'))

  it('shows all rows beside other packages: those that are slower in bold, those whose answers differ with a word, targets that were missed', () => {
    const rows: readonly Row[] = read('bench/beside/measured.json').rows
    const lines = section('## Times beside other packages')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
    expect(lines.length).toBe(rows.length)
    for (const [k, row] of rows.entries()) {
      const line = lines[k]!
      expect(line).toContain(row.work)
      expect(line.includes(`**${row.ratio}**`), line).toBe(row.ratio > 1)
      expect(line.includes('not equal: '), line).toBe(!row.equal)
      expect(line.includes('**not met**'), line).toBe(row.met === false)
    }
    const claims = section('## What is not claimed')
    for (const row of rows) if (row.met === false || row.ratio > 1) expect(claims).toContain(row.work)
  })

  it('names what survived, and explains no fault that did not', () => {
    const rooms: Readonly<Record<string, { readonly survived: number; readonly survivors?: readonly Fault[] }>> =
      read('test/mutation/measured.json')
    const survivors = Object.values(rooms).flatMap((room) => room.survivors ?? [])
    expect(survivors.length).toBe(Object.values(rooms).reduce((sum, { survived }) => sum + survived, 0))
    const shown = section('## Do the tests notice faults?')
    for (const { file, line } of survivors) expect(shown).toContain(`${file.replace('src/', '')}:${line}`)
    const key = ({ file, line, from, to }: Fault) => [file, line, from, to].join(' ')
    const judged: readonly Fault[] = read('test/mutation/judged.json')
    expect(judged.map(key).filter((one) => !survivors.map(key).includes(one))).toEqual([])
  })

  it('says by room what is not claimed', () => {
    const rooms = section('## What is not claimed').match(/^### .*$/gm)
    expect(rooms?.length).toBe(11)
  })
})
