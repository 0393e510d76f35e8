import { describe, expect, it } from 'vitest'
import {
  type CausalGraph,
  chiSquare,
  conditionalGaussian,
  fci,
  fisherZ,
  gSquare,
  type IndependenceTest,
  missingDataDeletion,
  pc,
  rfci,
  table,
  type UntestedQuery,
} from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { edgeTexts, plain } from './support.js'

const n = 500
const random = generator(7)
const draw = (count = n): number[] => Array.from({ length: count }, () => random.normal())
const adjacent = (graph: CausalGraph): string[] => graph.edges.map(({ from, to }) => [from, to].sort().join(' ')).sort()
const named = (untested: readonly UntestedQuery[]): string[] =>
  untested.map(({ x, y, given }) => `${x} ${y} | ${given}`)
const searches = { pc, fci, rfci }

describe('what could not be tested removes no edge, and is named', () => {
  const noise = draw()
  const C = draw().map((v) => 20 + 5 * v)
  const F = C.map((c) => 1.8 * c + 32)
  const S = C.map((c, i) => 3 * c + 10 * noise[i]!)
  it.each(Object.entries(searches))('%s: Celsius, Fahrenheit and sales', (_, search) => {
    const test = fisherZ(table({ C, F, S }))
    const found = search(test)
    expect(adjacent(found.graph)).toEqual(['C F', 'C S', 'F S'])
    expect(named(found.untested)).toEqual(['C S | F', 'F S | C'])
    expect(found.untested.map(({ reason }) => reason)).toEqual(['determined', 'determined'])
    expect(found.untested[0]!.message).toMatch(/"F" determines "C"/)
    expect(found.determined).toEqual([
      { column: 'C', by: ['F'] },
      { column: 'F', by: ['C'] },
    ])
    expect(found.undetermined).toEqual([])
    expect(found.warnings.join(' ')).toMatch(/"C" and "F" are determined/)
    // a plan decides as the calls do
    expect(search(plain(test))).toEqual(found)
  })
  it.each(Object.entries(searches))('%s: a sum and its parts', (_, search) => {
    const [a, b, e] = [draw(), draw(), draw()]
    const total = a.map((v, i) => v + b[i]!)
    const out = total.map((v, i) => v + e[i]!)
    const test = fisherZ(table({ a, b, total, out }))
    const found = search(test, { alpha: 0.01 })
    expect(adjacent(found.graph)).toEqual(['a total', 'b total', 'out total'])
    expect(found.determined).toContainEqual({ column: 'total', by: ['a', 'b'] })
    expect(named(found.untested)).toContain('total out | a,b')
    expect(search(plain(test), { alpha: 0.01 })).toEqual(found)
    if (search === pc) expect(edgeTexts(found.graph)).toContain('["a","-",">","total"]')
  })
  it('a fork whose cause stands twice', () => {
    const [x, y] = [draw(), draw()]
    const data = table({
      cause: C,
      copy: C.map((v) => -2 * v),
      left: C.map((v, i) => v + 5 * x[i]!),
      right: C.map((v, i) => v + 5 * y[i]!),
    })
    const found = pc(fisherZ(data))
    expect(adjacent(found.graph)).toEqual(['cause copy', 'cause left', 'cause right', 'copy left', 'copy right'])
    // {cause} separates left and right and determines copy: neither is a collider
    expect(found.ambiguous).toEqual([])
    expect(found.graph.edges.every(({ fromMark, toMark }) => fromMark === 'tail' && toMark === 'tail')).toBe(true)
  })
  it.each(Object.entries(searches))('%s: a pair never observed together', (_, search) => {
    const [A, e, f] = [draw(200), draw(200), draw(200)]
    const data = table({
      A,
      B: A.map((v, i) => (i < 100 ? null : v + 0.3 * e[i]!)),
      C: A.map((v, i) => (i >= 100 ? null : v + 0.3 * f[i]!)),
    })
    const found = search(missingDataDeletion(data, fisherZ) as IndependenceTest<'A' | 'B' | 'C'>)
    expect(adjacent(found.graph)).toEqual(['A B', 'A C', 'B C'])
    expect(named(found.untested)).toContain('B C | ')
    expect(found.undetermined).toEqual([{ x: 'B', y: 'C' }])
    expect(found.warnings.join(' ')).toMatch(/No test of "B — C" could be made/)
  })
  it('a recoded category', () => {
    const G = Array.from({ length: n }, () => Math.floor(3 * random.uniform()))
    const L = G.map((g) => ['young', 'mid', 'old'][g]!)
    const B = G.map((g) => (random.uniform() < 0.1 + 0.4 * g ? 'y' : 'n'))
    for (const make of [gSquare, chiSquare]) {
      const found = pc(make(table({ G: G.map(String), L, B })))
      expect(adjacent(found.graph)).toEqual(['B G', 'B L', 'G L'])
      expect(named(found.untested)).toEqual(['G B | L', 'L B | G'])
      expect(found.determined.map(({ column, by }) => `${by} ${column}`)).toEqual(['L G', 'G L'])
    }
  })
  it('a site and its altitude', () => {
    const rows = Array.from({ length: 90 }, (_, i) => i)
    const data = table({
      site: rows.map((i) => `s${i % 3}`),
      altitude: rows.map((i) => [100, 250, 900][i % 3]!),
      T: rows.map((i) => [20, 18, 9][i % 3]! + Math.sin(i * 7.1)),
    })
    const found = pc(conditionalGaussian(data))
    expect(adjacent(found.graph)).toEqual(['T altitude', 'T site', 'altitude site'])
    expect(found.untested.map(({ x, y }) => `${x} ${y}`)).toContain('altitude T')
    expect(found.determined).toContainEqual({ column: 'altitude', by: ['site'] })
  })
  it('an id, and a family with 197 levels', () => {
    const rows = Array.from({ length: 200 }, (_, i) => i)
    const x = rows.map(() => (random.uniform() < 0.5 ? 'a' : 'b'))
    const y = x.map((v) => (random.uniform() < 0.15 ? 'c' : v))
    const id = rows.map((i) => `row ${i}`)
    const family = rows.map((i) => `family ${Math.min(i, 196)}`)
    for (const key of [{ id }, { family }]) {
      const found = pc(gSquare(table({ x, y, ...key })))
      // given the key nothing of x and y is left to test: their edge stays
      expect(adjacent(found.graph)).toContain('x y')
      expect(found.untested.every(({ message }) => message.length > 20)).toBe(true)
    }
  })
  it('dates that say the same', () => {
    const day = Array.from({ length: 200 }, (_, i) => i)
    const e = draw(200)
    const data = table({
      day,
      week: day.map((d) => d / 7),
      seconds: day.map((d) => 86400 * d),
      sales: day.map((d, i) => 0.02 * d + e[i]!),
    })
    const found = pc(fisherZ(data))
    expect(adjacent(found.graph)).toEqual([
      'day sales',
      'day seconds',
      'day week',
      'sales seconds',
      'sales week',
      'seconds week',
    ])
    expect(new Set(found.untested.map(({ x, y }) => `${x} ${y}`))).toEqual(
      new Set(['day week', 'day seconds', 'day sales', 'week seconds', 'week sales', 'seconds sales']),
    )
  })
  it('sets with too few rows', () => {
    const columns = Object.fromEntries(Array.from({ length: 6 }, (_, k) => [`V${k}`, draw(6)]))
    const test = fisherZ(table(columns))
    const found = pc(test, { alpha: 0.999 })
    expect(found.untested.some(({ reason }) => reason === 'too-few-rows')).toBe(true)
    expect(found.untested.every(({ given }) => given.length <= 3)).toBe(true)
  })
})

describe('warnings', () => {
  it('tell of rows that follow each other, and of nothing where there is nothing', () => {
    const walk = (): number[] => {
      let at = 0
      return draw().map((v) => {
        at = 0.9 * at + v
        return at
      })
    }
    for (const search of [pc, fci, rfci]) {
      expect(search(fisherZ(table({ A: walk(), B: walk(), C: walk() }))).warnings).not.toEqual([])
      expect(search(fisherZ(table({ A: draw(), B: draw(), C: draw() }))).warnings).toEqual([])
    }
  })
})

describe('collider votes', () => {
  it('where no set is left to speak, a triple is ambiguous and no rule starts there', () => {
    // X and Y are independent given nothing at first sight, and nothing else can be tested
    const answers = new Map([['X Y', 0.6]])
    const variables = ['X', 'M', 'Y'] as const
    let asked = 0
    const test = Object.assign(
      (x: string, y: string, given: readonly string[] = []) => {
        const p = given.length > 0 ? undefined : (answers.get([x, y].sort().join(' ')) ?? 1e-9)
        // the second time the test of X and Y is not to be had either
        if (p === 0.6 && asked++ > 0) return silent
        if (p === undefined) return silent
        return { tested: true, statistic: 0, pValue: p, logPValue: Math.log(p), method: 'made up' } as const
      },
      { variables },
    ) as IndependenceTest<'X' | 'M' | 'Y'>
    for (const colliderRule of ['majority', 'conservative', 'max-p', 'definite-max-p'] as const) {
      asked = 0
      const found = pc(test, { colliderRule })
      expect(adjacent(found.graph)).toEqual(['M X', 'M Y'])
      expect(found.ambiguous).toEqual([{ x: 'X', middle: 'M', y: 'Y' }])
      expect(found.graph.edges.every(({ fromMark, toMark }) => fromMark === 'tail' && toMark === 'tail')).toBe(true)
    }
  })
})

const silent = {
  tested: false,
  reason: 'sparse',
  message: 'made up: nothing can be tested.',
  witness: {},
  method: 'made up',
} as const
