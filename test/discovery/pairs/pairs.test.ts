import { describe, expect, it } from 'vitest'
import { additiveNoise, igci, reci, table } from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { expectCausalError } from '../../support/errors.js'
import { deepFreeze } from '../../support/freeze.js'

const random = generator(8)
const n = 200
const x = Float64Array.from({ length: n }, () => 2 * random.uniform() - 1)
const y = x.map((v) => v ** 3 + 0.6 * v + 0.15 * (random.uniform() - 0.5))
const forward = deepFreeze(table({ x, y }))
const backward = table({ y, x })

describe.each([
  { name: 'additiveNoise', method: additiveNoise },
  { name: 'igci', method: (t: typeof forward) => igci(t) },
  { name: 'reci', method: (t: typeof forward) => reci(t) },
])('$name', ({ name, method }) => {
  it('finds the cause, whatever the order of the columns and the units', () => {
    const found = method(forward)
    expect([found.cause, found.effect]).toEqual(['x', 'y'])
    expect(found.margin).toBeGreaterThan(0)
    const turned = method(backward as unknown as typeof forward)
    expect(turned.cause).toBe('x')
    expect([...turned.scores].reverse()).toEqual(found.scores)
    expect(method(table({ x: x.map((v) => 1000 * v + 3), y })).cause).toBe('x')
  })
  it('refuses what it cannot use', () => {
    const bad = method as (t: unknown) => unknown
    expectCausalError(() => bad(table({ x })), name, 'invalid-data')
    expectCausalError(() => bad(table({ x, c: Array.from(x, () => 'a') })), name, 'invalid-data')
    expectCausalError(() => bad(table({ x, y: new Float64Array(n) })), name, 'constant-column')
    expectCausalError(() => bad(table({ x: x.slice(0, 5), y: y.slice(0, 5) })), name, 'too-few-rows')
  })
})

it('additiveNoise says which directions its model allows', () => {
  expect(additiveNoise(forward).accepted).toEqual(['x'])
})
it('reci takes a degree', () => {
  expectCausalError(() => reci(forward, { degree: 0 }), 'reci', 'invalid-argument')
})
