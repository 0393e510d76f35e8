import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  CausalError,
  type CausalGraph,
  cpdag,
  dag,
  dagittyRoles,
  mag,
  pag,
  parseDagitty,
  parseDot,
  parseEstimand,
  parseLavaan,
  pdag,
  readBif,
  readCsv,
  readNetwork,
  toBif,
  toCsv,
  toDagitty,
  toNetwork,
  toText,
} from '../src/index.js'

/** Numbers in [0, 1) from the seed of all property tests (mulberry32). */
function numbers(salt: number): () => number {
  let state = (fc.readConfigureGlobal()?.seed ?? 1) * 7919 + salt
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const pieces = [
  ...'"\'\\/*#!{}[]()<>-~|+=:;,.@o \t\n\r_^0179eEx',
  ...['->', '<-', '<->', '--', 'o->', '<-o', '/*', '*/', '//', '\\"', '\r\n', '""', '=~', '~~', ':=', '0*', 'NA'],
  ...['Σ_', 'any_', 'do(', 'subgraph', 'node', 'table', 'default', 'latent', 'é', 'e\u0301', '→', '\u00a0', '\ud800'],
  ...['\u0000', '\uFEFF', '💊', '1e999', '__proto__', 'constructor'],
]

/** One to four small changes: pieces put in, cut out, doubled, moved. */
function mutated(text: string, next: () => number): string {
  const at = (length: number): number => Math.floor(next() * (length + 1))
  let result = text
  for (let changes = 1 + Math.floor(next() * 4); changes > 0; changes--) {
    const [i, j] = [at(result.length), at(result.length)]
    const [from, to] = [Math.min(i, j), Math.min(Math.max(i, j), Math.min(i, j) + 6)]
    const kind = next()
    const piece = pieces[Math.floor(next() * pieces.length)]!
    if (kind < 0.4) result = result.slice(0, from) + piece + result.slice(from)
    else if (kind < 0.6) result = result.slice(0, from) + piece + result.slice(to)
    else if (kind < 0.8) result = result.slice(0, from) + result.slice(to)
    else if (kind < 0.9) result = result.slice(0, to) + result.slice(from)
    else result = result.slice(to) + result.slice(0, to)
  }
  return result
}

/** Runs `read`: what comes back, or null for an error that says where, under the reader's own name. */
function answer<R>(where: string, input: string, read: () => R): R | null {
  try {
    return read()
  } catch (error) {
    const shown = `${where} ${input}: ${error}`
    expect(error, shown).toBeInstanceOf(CausalError)
    const { code, details, message } = error as CausalError
    expect(message.startsWith(`${where}: `), shown).toBe(true)
    if (code === 'parse') {
      expect(Number(details['line']), shown).toBeGreaterThanOrEqual(1)
      expect(Number(details['column']), shown).toBeGreaterThanOrEqual(1)
      expect(Number(details['line']), shown).toBeLessThanOrEqual(input.split(/\r\n|\r|\n/).length)
    }
    return null
  }
}

/** How many texts each parser gets; more than 50,000 in all. */
const each = 6500
/** Mutates the texts and reads each; `check` looks at what was read. Both outcomes must be common. */
function fuzz<R>(where: string, texts: readonly string[], read: (text: string) => R, check: (value: R) => void): void {
  const next = numbers(where.length * 131 + texts[0]!.length)
  let results = 0
  for (let run = 0; run < each; run++) {
    const text = mutated(texts[run % texts.length]!, next)
    const value = answer(where, text, () => read(text))
    if (value === null) continue
    results++
    check(value)
  }
  expect(results).toBeGreaterThan(each / 100)
  expect(each - results).toBeGreaterThan(each / 100)
}

const graphTexts = [
  'Z -> X -> Y <- Z; U, V',
  '# a model\nsmoking status -> "lung cancer" // b\n  <- /* c */ age\nX\' -> Y_1.2; "a\\"b" -> é',
]
const dagittyTexts = [
  'dag {\nbb="0,0,1,1"\nA [exposure,pos="0.1,-2"]\nB [latent]\nA -> {B C} -> "D e" [beta=-0.4]\n/* x */ E <-> A // y\n}',
  'pag { A @-> B <-@ C; C @-@ D --@ E }',
  'A E @0.1,0.2\nB%20C O @0.5,0.2\nU U @0.3,0.1\n\nA B%20C @0.2,0.3\nU A B%20C',
]

describe('mutated texts: a result, or an error that says where', () => {
  it('graph texts', () => {
    const makers = Object.entries({ dag, admg, pdag, cpdag, mag, pag } as Record<string, (text: string) => CausalGraph>)
    const mixed = ['A <-> B -> C; A -- D', 'A o-> B <-o C; "q r" o-o E o- F -o G\n# end\n', ...graphTexts]
    const next = numbers(5)
    let results = 0
    for (let run = 0; run < each; run++) {
      const text = mutated(mixed[Math.floor(run / makers.length) % mixed.length]!, next)
      const [kind, make] = makers[run % makers.length]!
      const graph = answer(kind, text, () => make(text))
      if (graph === null) continue
      results++
      expect(toDagitty(parseDagitty(toDagitty(graph)))).toBe(toDagitty(graph))
    }
    expect(results).toBeGreaterThan(each / 20)
  })

  it('dagitty', () => {
    fuzz('parseDagitty', dagittyTexts, parseDagitty, (graph) => {
      expect(toDagitty(parseDagitty(toDagitty(graph)))).toBe(toDagitty(graph))
    })
    fuzz('dagittyRoles', dagittyTexts, dagittyRoles, () => {})
  })

  it('DOT', () => {
    const texts = [
      'strict digraph "G" {\n # c\n rankdir=LR; node [shape=box]; edge [dir=both]\n graph [label=<<b>x</b>>]\n Z:n -> {X Y} [weight=-2.5]; W [latent=true]\n subgraph c { A -> B [arrowhead=odot] } }',
      'graph { a -- b -- c; d [observed="no"]; kind=pdag }',
    ]
    fuzz('parseDot', texts, parseDot, (graph) => {
      expect(toDagitty(parseDagitty(toDagitty(graph)))).toBe(toDagitty(graph))
    })
  })

  it('lavaan', () => {
    const texts = [
      '# m\nind60 =~ x1 + start(0.8)*x2 +\n l3*x3\ndem60 ~ a*ind60 + 1 ! i\nx1 ~~ c(0, NA)*x2; x3 ~ 0*x1\nf <~ y1 + y2; ab := a*2; a > 0; y1 | t1',
    ]
    fuzz('parseLavaan', texts, parseLavaan, (graph) => expect(graph.kind === 'dag' || graph.kind === 'admg').toBe(true))
  })

  it('expressions', () => {
    const texts = [
      "Σ_m P(m | do(x), z) Σ_x' P(y | m, x') P(x') / P^\"a b\"(q = 1)",
      '[Σ_{a, b} P(a, b) 0.5] any_"c d" P("c d" | e) / [P(a)]',
    ]
    fuzz('parseEstimand', texts, parseEstimand, (e) => {
      const text = toText(e)
      expect(toText(parseEstimand(text))).toBe(text)
    })
  })

  it('CSV', () => {
    const texts = ['a,b,"c d"\n1,x,NA\n-2.5e3,"y, ""z""",7\r\n0.1,\' \',\n', 'a;b\n1,5;x\n2;y\n']
    fuzz(
      'readCsv',
      texts,
      (text) => readCsv(text),
      (t) => {
        if (t.columns.every((name) => name.trim() !== ''))
          expect(
            readCsv(toCsv(t, { missing: '?' }), {
              missing: ['?'],
              columns: Object.fromEntries(
                t.columns.map((name, j) => {
                  const column = t.data[j]!
                  return [name, column instanceof Float64Array ? ('number' as const) : column.levels]
                }),
              ),
            }),
          ).toEqual(t)
      },
    )
  })

  const bif =
    'network n { property "x"; }\nvariable rain { type discrete [ 2 ] { yes, no }; property p = 1; }\nvariable "wet ground" { type discrete [ 2 ] { yes, "n o" }; }\nprobability ( rain ) { table 0.2, 0.8; }\n// c\nprobability ( "wet ground" | rain ) { (yes) 0.8, 0.2; default 0.1, 0.9; }'
  it('BIF', () => {
    fuzz(
      'readBif',
      [bif],
      (text) => readBif(text),
      (model) => {
        expect(toNetwork(readBif(toBif(model)))).toEqual(toNetwork(model))
      },
    )
  })

  it('networks as data', () => {
    const next = numbers(11)
    const odd: readonly unknown[] = [
      null,
      undefined,
      3,
      -1,
      Number.NaN,
      '',
      'rain',
      [],
      {},
      [[]],
      true,
      1e308,
      ['a', 'a'],
      () => 1,
    ]
    let results = 0
    for (let run = 0; run < each; run++) {
      const data = structuredClone(toNetwork(readBif(bif)))
      // walks down at random and puts something odd there
      let place: unknown = { data }
      let key: string | number = 'data'
      for (let depth = Math.floor(next() * 6); depth > 0; depth--) {
        const inner: unknown = (place as Record<string | number, unknown>)[key]
        if (typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0) break
        place = inner
        const keys: string[] = Object.keys(inner)
        key = keys[Math.floor(next() * keys.length)]!
      }
      const holder = place as Record<string | number, unknown>
      const thing = odd[Math.floor(next() * odd.length)]
      const value = key === 'data' && 'data' in holder ? thing : data
      if (value === data) holder[key] = thing
      if (answer('readNetwork', '', () => readNetwork(value as typeof data)) !== null) results++
    }
    expect(results).toBeGreaterThan(0)
  })
})
