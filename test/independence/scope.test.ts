import { describe, expect, it } from 'vitest'
import { kci, pc, rankCorrelation, rcit, table } from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { tested } from '../support/tested.js'

const random = generator('scope')
const normal = (n: number) => Float64Array.from({ length: n }, () => random.normal())
const words = (n: number, levels: number) => Array.from({ length: n }, () => `c${random.integer(levels)}`)

describe('a question beyond what a test was measured to bear is answered with a warning', () => {
  it('rankCorrelation: a set that leaves little of the variance', () => {
    const z = normal(80)
    const near = (noise: number) => z.map((v) => v + noise * random.normal())
    const test = rankCorrelation(table({ z, x: near(0.33), y: near(0.33), far: near(1) }))
    expect(tested(test('x', 'y', ['z'])).warning).toContain('below a quarter')
    expect(tested(test('far', 'z')).warning).toBeUndefined()
    expect(tested(test('far', 'x')).warning).toBeUndefined()
  })
  it('rcit and kci: several conditions and few rows', () => {
    const few = table({ x: normal(60), y: normal(60), a: normal(60), b: normal(60), c: normal(60) })
    expect(tested(rcit(few)('x', 'y', ['a'])).warning).toBeUndefined()
    expect(tested(rcit(few)('x', 'y', ['a', 'b'])).warning).toContain('600')
    expect(tested(kci(few)('x', 'y', ['a', 'b'])).warning).toBeUndefined()
    expect(tested(kci(few)('x', 'y', ['a', 'b', 'c'])).warning).toContain('300')
    expect(tested(kci(few, { parity: 'causal-learn' })('x', 'y', ['a', 'b', 'c'])).warning).toBeUndefined()
  })
})

describe('kci given categories alone', () => {
  const n = 100
  const data = table({ x: normal(n), y: normal(n), a: words(n, 5), b: words(n, 5), c: words(n, 2), z: normal(n) })
  const test = kci(data)
  it('is not tested where a stratum has fewer than five rows on average', () => {
    const sparse = test('x', 'y', ['a', 'b'])
    expect(sparse).toMatchObject({ tested: false, reason: 'sparse' })
    expect(sparse.tested ? undefined : sparse.witness.needed).toBeGreaterThan(n)
    expect(test('x', 'y', ['a', 'c']).tested).toBe(true)
    expect(test('x', 'y', ['a', 'b', 'z']).tested).toBe(true)
  })
  it('and a search keeps the edge, and names the set', () => {
    const x = normal(n)
    const close = table({ x, y: x.map((v) => v + random.normal()), a: words(n, 7), b: words(n, 7) })
    const { untested, graph } = pc(kci(close), { alpha: 0.9 })
    for (const { given, reason } of untested) if (given.length === 2) expect(reason).toBe('sparse')
    expect(graph.edges.some(({ from, to }) => [from, to].sort().join() === 'x,y')).toBe(true)
  })
})
