import { describe, expect, it } from 'vitest'
import { CausalError, type CsvProgress, readCsv, readCsvStream, toRows } from '../../src/index.js'

async function* chunks<A>(...all: A[]) {
  for (const chunk of all) yield chunk
}

async function refused(call: () => Promise<unknown>): Promise<CausalError> {
  try {
    await call()
  } catch (error) {
    expect(error).toBeInstanceOf(CausalError)
    expect((error as CausalError).message.startsWith('readCsvStream: ')).toBe(true)
    return error as CausalError
  }
  throw new Error('no error')
}

describe('readCsvStream', () => {
  it('reads texts and bytes, in any pieces', async () => {
    const text = 'name,x\n"Żółć 😀",1.5\nb,NA\n'
    const wanted = readCsv(text)
    expect(await readCsvStream(chunks('name,x\n"Żó', 'łć \ud83d', '\ude00",1.', '5\nb,NA\n'))).toEqual(wanted)
    const bytes = new TextEncoder().encode(text)
    expect(await readCsvStream(chunks(...[...bytes].map((byte) => Uint8Array.of(byte))))).toEqual(wanted)
    expect(await readCsvStream([text])).toEqual(wanted)
  })

  it('reads the body of a response', async () => {
    const body = new Response('a,b\n1,x\n2,y\n').body!
    expect(toRows(await readCsvStream(body))).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: 'y' },
    ])
    let isReleased = false
    const reader = {
      read: async () => ({ done: false, value: 'a,a\n' }),
      cancel: async () => {
        isReleased = true
      },
    }
    expect(
      (await refused(() => readCsvStream({ getReader: () => reader }, { delimiter: ',', signal: { aborted: true } })))
        .code,
    ).toBe('aborted')
    expect(isReleased).toBe(true)
  })

  it('refuses what is not UTF-8 by its name', async () => {
    const utf16 = (mark: boolean, little: boolean) => {
      const codes = [...(mark ? [0xfeff] : []), ...[...'a,b\n1,2\n'].map((c) => c.charCodeAt(0))]
      return Uint8Array.from(codes.flatMap((c) => (little ? [c & 255, c >> 8] : [c >> 8, c & 255])))
    }
    for (const mark of [true, false])
      for (const little of [true, false]) {
        const error = await refused(() => readCsvStream(chunks(utf16(mark, little))))
        expect(error.code).toBe('parse')
        expect(error.message).toContain(little ? '"utf-16le"' : '"utf-16be"')
      }
    const zip = Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0)
    expect((await refused(() => readCsvStream(chunks(zip)))).message).toContain('ZIP')
    const gzip = Uint8Array.of(0x1f, 0x8b, 8, 0)
    expect((await refused(() => readCsvStream(chunks(gzip)))).message).toContain('gzip')
    const latin1 = Uint8Array.from('a,b\n1,caf\xe9\n', (c) => c.charCodeAt(0))
    const error = await refused(() => readCsvStream(chunks(latin1)))
    expect(error.message).toContain('not UTF-8')
    expect(error.details).toEqual({ line: 2, column: 3 })
    expect((await refused(() => readCsvStream(chunks('a\nx\ud83d')))).message).toContain('half of a character')
    expect((await refused(() => readCsvStream(chunks('a\nx\ud83dy')))).message).toContain('half of a character')
  })

  it('gives the line of a mistake in whichever chunk it is', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `${i},"x\ny"\n`)
    const error = await refused(() => readCsvStream(chunks('n,t\n', ...lines, '30000,"z"z\n')))
    expect(error.details).toEqual({ line: 60_002, column: 10 })
    const open = await refused(() =>
      readCsvStream(chunks('n,t\n', ...lines, '1,"open\n', ...lines.slice(0, 9), '1,1\n')),
    )
    expect(open.code).toBe('parse')
  })

  it('tells how far it is, and stops when asked to', async () => {
    const seen: CsvProgress[] = []
    await readCsvStream(chunks('a\n', '1\n', '2\n'), { onProgress: (progress) => seen.push(progress) })
    expect(seen.slice(0, 3).map(({ done, total }) => [done, total])).toEqual([
      [2, null],
      [4, null],
      [6, null],
    ])
    expect(seen.at(-1)).toEqual({ stage: 'columns', done: 1, total: 1 })
    const signal = { aborted: true }
    expect((await refused(() => readCsvStream(chunks('a\n1'), { signal }))).code).toBe('aborted')
  })

  it('names what is no stream, and chunks that are no text', async () => {
    expect((await refused(() => readCsvStream('a\n1' as never))).message).toContain('readCsv(text)')
    expect((await refused(() => readCsvStream(new Uint8Array(3) as never))).code).toBe('invalid-argument')
    expect((await refused(() => readCsvStream(chunks(7) as never))).message).toContain('got 7')
    expect((await refused(() => readCsvStream(chunks<string | Uint8Array>('a\n', Uint8Array.of(49))))).code).toBe(
      'invalid-argument',
    )
    expect((await refused(() => readCsvStream([]))).code).toBe('parse')
    expect((await refused(() => readCsvStream(['a\n1'], { colums: {} } as never))).code).toBe('unknown-option')
    expect((await refused(() => readCsvStream(['a\n1'], { columns: { b: 'number' } }))).code).toBe('unknown-name')
  })
})
