import { csvParseRows } from 'd3-dsv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberOf, quickNumber } from '../../src/data/files/csv-numbers.js'
import { CausalError, column, readCsv, readCsvStream, toRows } from '../../src/index.js'

const field = fc.string({
  unit: fc.constantFrom('a', 'b', '"', ',', ';', '\n', '\r', ' ', '1', '.', 'é', '😀', '語'),
  maxLength: 6,
})
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
/** A field as programs write it: in quotes where it must be, and elsewhere by the toss of a coin. */
const written = (text: string, coin: boolean) => (coin || /[",\n\r]/.test(text) ? quoted(text) : text)

const cells = fc.oneof(
  field,
  fc.constantFrom('', 'NA', ' NA ', 'true', 'false', '007', '1,5', '-0', '1e5', '.5', '5.', '+3', '1e999'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer({ min: -1000, max: 1000 }).map(String),
)
const texts = fc
  .record({
    width: fc.integer({ min: 1, max: 4 }),
    lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
    ends: fc.boolean(),
    bom: fc.boolean(),
  })
  .chain(({ width, lineBreak, ends, bom }) =>
    fc
      .array(fc.array(fc.tuple(cells, fc.boolean()), { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 8,
      })
      .map((rows) => {
        const header = Array.from({ length: width }, (_, j) => `V${j}`)
        const lines = [header.join(','), ...rows.map((row) => row.map(([text, coin]) => written(text, coin)).join(','))]
        return `${bom ? '\uFEFF' : ''}${lines.join(lineBreak)}${ends ? lineBreak : ''}`
      }),
  )

/** The table, or what the error says, without the name of the function. */
async function answer(call: () => unknown) {
  try {
    const read = (await call()) as { readonly reading?: unknown }
    return { table: read, reading: read.reading }
  } catch (error) {
    if (!(error instanceof CausalError)) throw error
    return { ...error.toJSON(), message: error.message.replace(/^\w+: /, '') }
  }
}

/** A list cut at some places. */
function cut<A extends string | Uint8Array>(all: A, at: readonly number[]): A[] {
  const places = [0, ...at.map((k) => k % (all.length + 1)).sort((a, b) => a - b), all.length]
  return places.slice(1).map((to, k) => all.slice(places[k], to) as A)
}

describe('readCsv', () => {
  it('reads back any table that is written with quotes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }).chain((p) =>
          fc.tuple(
            fc.uniqueArray(
              field.filter((name) => name.trim() !== ''),
              { minLength: p, maxLength: p },
            ),
            fc.array(fc.array(field, { minLength: p, maxLength: p }), { minLength: 1, maxLength: 5 }),
          ),
        ),
        fc.constantFrom('\n', '\r\n', '\r'),
        ([names, rows], lineBreak) => {
          const text = [names, ...rows].map((row) => row.map(quoted).join(',')).join(lineBreak)
          const columns = Object.fromEntries(names.map((name) => [name, 'category' as const]))
          const read = toRows(readCsv(text, { columns, missing: [] }))
          // an empty cell that is not to be missing is an empty category
          const wanted = rows.map((row) => Object.fromEntries(row.map((cell, j) => [names[j]!, cell])))
          expect(read).toEqual(wanted)
        },
      ),
    )
  })

  it('parts the fields as d3-dsv does', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const [header = [], ...rows] = csvParseRows(text.replace('\uFEFF', ''))
        const columns = Object.fromEntries(header.map((name) => [name, 'category' as const]))
        const present = rows.filter((row) => header.length === 1 || row.length > 1)
        fc.pre(present.length > 0)
        const read = readCsv(text, { columns, missing: [], delimiter: ',' })
        expect(toRows(read)).toEqual(present.map((row) => Object.fromEntries(header.map((name, j) => [name, row[j]]))))
      }),
    )
  })

  it('gives the same for a stream, wherever its chunks end, as texts and as bytes', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.nat(), { maxLength: 12 }), async (text, at) => {
        const whole = await answer(() => readCsv(text))
        if ('reading' in whole) answered++
        expect(await answer(() => readCsvStream(cut(text, at)))).toEqual(whole)
        const bytes = new TextEncoder().encode(text)
        expect(await answer(() => readCsvStream(cut(bytes, at)))).toEqual(whole)
        expect(
          await answer(() => readCsvStream(bytes.length > 0 ? [...bytes].map((b) => Uint8Array.of(b)) : [])),
        ).toEqual(whole)
      }),
      { numRuns: 200 },
    )
    expect(answered).toBeGreaterThan(50)
  })

  it('reads numbers to the last bit as Number does', () => {
    let quick = 0
    const spelled = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc
        .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 20 }))
        .map(([x, d]) => x.toFixed(d)),
      fc
        .tuple(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer({ min: 1, max: 21 }))
        .map(([x, d]) => x.toPrecision(d)),
      fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 19n }), fc.integer({ min: 0, max: 18 })).map(([m, d]) => {
        const digits = m.toString().padStart(d + 1, '0')
        return `${digits.slice(0, digits.length - d)}.${digits.slice(digits.length - d)}`
      }),
      fc.string({ unit: fc.constantFrom('0', '1', '9', '.', 'e', 'E', '-', '+', ' '), maxLength: 8 }),
    )
    fc.assert(
      fc.property(spelled, (text) => {
        const bytes = new TextEncoder().encode(text)
        const value = quickNumber(bytes, 0, bytes.length, 46)
        const { kind, value: sure } = numberOf(text, '.')
        if (Number.isNaN(value)) return
        quick++
        expect(kind).toBe('plain')
        expect(Object.is(value, sure)).toBe(true)
      }),
      { numRuns: 3000 },
    )
    expect(quick).toBeGreaterThan(1000)
  })

  it('keeps every bit of random doubles in a column', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 30 }),
        (xs) => {
          const read = column(readCsv(`x,y\n${xs.map((x) => `${Object.is(x, -0) ? '-0' : x},1`).join('\n')}`), 'x')
          // whole numbers of 16 digits and more stay codes, as texts
          fc.pre(read instanceof Float64Array)
          expect([...(read as Float64Array)]).toEqual(xs)
        },
      ),
    )
  })
})
