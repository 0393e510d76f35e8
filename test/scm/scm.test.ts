import { describe, expect, it } from 'vitest'
import {
  additive,
  bernoulli,
  categorical,
  cpt,
  deterministic,
  expectation,
  graphOf,
  intervene,
  latent,
  linear,
  mechanism,
  normal,
  openInput,
  query,
  sample,
  scale,
  scm,
  shift,
  toRows,
} from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length

const model = () =>
  scm({
    Z: normal(0, 1),
    X: linear({ Z: 0.8 }, normal(0, 1), { intercept: 2 }),
    S: categorical({ low: 0.3, high: 0.7 }),
    C: cpt(['S'], { low: { yes: 0.1, no: 0.9 }, high: { yes: 0.6, no: 0.4 } }),
    Y: mechanism(
      ['X', 'C'],
      normal(0, 1),
      ({ X, C }: { X: number; C: 'yes' | 'no' }, u) => X + (C === 'yes' ? 1 : 0) + u,
    ),
  })

describe('scm', () => {
  it('makes a frozen model in the order of its specification', () => {
    const m = model()
    expect(m.variables).toEqual(['Z', 'X', 'S', 'C', 'Y'])
    expect(Object.isFrozen(m) && Object.isFrozen(m.laws) && Object.isFrozen(m.laws[1])).toBe(true)
    expect(graphOf(m).edges.map((e) => `${e.from}${e.to}`)).toEqual(['ZX', 'XY', 'SC', 'CY'])
  })

  it('takes variables in any order, and names of any form', () => {
    const m = scm({ Y: linear({ X: 1 }, null), X: normal(3, 1) })
    expect(expectation(m, 'Y').value).toBeCloseTo(3, 12)
    const spec = Object.fromEntries(
      oddNames.map((name, i) => [
        name,
        i === 0 ? normal(1, 1) : linear(Object.fromEntries([[oddNames[i - 1]!, 1]]), normal(0, 1)),
      ]),
    )
    const odd = scm(spec)
    expect(new Set(odd.variables)).toEqual(new Set(oddNames))
    expect(expectation(odd, 'valueOf', { do: { constructor: 5 } }).value).toBeCloseTo(5, 12)
    const functions = scm(
      Object.fromEntries(
        oddNames.map((name, i) => [
          name,
          i === 0
            ? bernoulli(1)
            : deterministic([oddNames[i - 1]!], (pa: Record<string, number>) => pa[oddNames[i - 1]!]! + 1),
        ]),
      ),
    )
    expect(expectation(functions, 'valueOf').value).toBeCloseTo(oddNames.length, 12)
    expect(Object.keys(toRows(sample(odd, 2, { seed: 1 }))[0]!).length).toBe(oddNames.length)
  })

  it('refuses what is no model', () => {
    const lost = expectCausalError(
      () => scm({ smoking: normal(), Y: linear({ smokin: 1 }, null) } as never),
      'scm',
      'unknown-name',
    )
    expect(lost.message).toContain('"smoking"')
    const cycle = expectCausalError(
      () => scm({ A: linear({ B: 1 }, null), B: linear({ C: 1 }, null), C: linear({ A: 1 }, null) }),
      'scm',
      'cycle',
    )
    expect(new Set(cycle.details['cycle'] as string[])).toEqual(new Set(['A', 'B', 'C']))
    expectCausalError(() => scm({ A: linear({ A: 1 }, null) }), 'scm', 'cycle')
    expectCausalError(() => scm({ A: 3 } as never), 'scm', 'invalid-argument')
    expectCausalError(() => scm(null as never), 'scm', 'invalid-argument')
    expectCausalError(
      () => scm({ S: categorical({ a: 0.5, b: 0.5 }), Y: cpt(['S'], { a: 0.5 }) } as never),
      'scm',
      'invalid-argument',
    )
    expectCausalError(
      () => scm({ S: categorical({ a: 0.5, b: 0.5 }), Y: cpt(['S'], { a: 0.5, b: 0.5, c: 0.5 }) }),
      'scm',
      'invalid-argument',
    )
    expectCausalError(
      () => scm({ S: categorical({ a: 0.5, b: 0.5 }), Y: linear({ S: 1 }, null) } as never),
      'scm',
      'type-mismatch',
    )
    expectCausalError(() => linear({ A: Number.NaN }, null), 'linear', 'invalid-argument')
    expectCausalError(() => linear({ A: 1 }, 3 as never), 'linear', 'invalid-argument')
    expectCausalError(() => cpt(['S'], { a: { x: 0.5, y: 0.6 }, b: { x: 0.5, y: 0.5 } }), 'cpt', 'not-probability')
    expectCausalError(() => cpt(['S'], { a: { x: 0.5, y: 0.5 }, b: { x: 1 } } as never), 'cpt', 'invalid-argument')
    expectCausalError(() => cpt(['S', 'S'], 0.5 as never), 'cpt', 'duplicate-name')
  })

  it('copes with a chain of 30,000 variables', () => {
    const n = 30_000
    const chain = scm(
      Object.fromEntries(
        Array.from({ length: n }, (_, i) => [`V${i}`, i === 0 ? normal(0, 1) : linear({ [`V${i - 1}`]: 1 }, null)]),
      ),
    )
    expect(expectation(chain, `V${n - 1}`, { do: { V0: 4 } }).value).toBe(4)
    expect(sample(chain, 1, { seed: 1 }).columns.length).toBe(n)
  })
})

describe('open models', () => {
  it('must be given their inputs, and can be completed', () => {
    const part = scm({
      dose: openInput(),
      kind: openInput(['a', 'b']),
      Y: mechanism(
        ['dose', 'kind'],
        bernoulli(0.5),
        ({ dose, kind }: { dose: number; kind: 'a' | 'b' }, u) => (kind === 'a' ? dose : 0) + u,
      ),
    })
    expect(expectation(part, 'Y', { do: { dose: 3, kind: 'a' } }).value).toBeCloseTo(3.5, 12)
    expect(
      expectCausalError(() => expectation(part, 'Y', { do: { dose: 3 } }), 'expectation', 'invalid-argument').details[
        'input'
      ],
    ).toBe('kind')
    expectCausalError(() => sample(part, 2), 'sample', 'invalid-argument')
    expectCausalError(() => intervene(part, { kind: 'c' as 'a' }), 'intervene', 'unknown-name')
    const whole = intervene(part, { dose: bernoulli(0.5), kind: categorical({ a: 1, b: 0 }) })
    expect(expectation(whole, 'Y').value).toBeCloseTo(1, 12)
    expect(graphOf(part).edges.length).toBe(2)
    expectCausalError(() => openInput([]), 'openInput', 'invalid-argument')
  })
})

describe('sample', () => {
  it('gives the same numbers for the same seed, whatever the order of the variables', () => {
    const a = sample(scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) }), 50, { seed: 'a' })
    const b = sample(scm({ Y: linear({ X: 2 }, normal(0, 1)), X: normal(0, 1) }), 50, { seed: 'a' })
    expect(a.data[0]).toEqual(b.data[1])
    expect(a.data[1]).toEqual(b.data[0])
    expect(sample(model(), 20, { seed: 3 })).toEqual(sample(model(), 20, { seed: 3 }))
    expect(sample(model(), 20, { seed: 3 })).not.toEqual(sample(model(), 20, { seed: 4 }))
  })

  it('draws each variable once, also those that stand after a child and its parent', () => {
    const free = scm({ Z: normal(5, 0.1) })
    const late = scm({ Y: linear({ X: 2 }, normal(0, 1)), X: normal(0, 1), Z: normal(5, 0.1) })
    const z = sample(late, 50, { seed: 'z' }).data[2] as Float64Array
    expect(z).toEqual(sample(free, 50, { seed: 'z' }).data[0])
    expect(mean(z)).toBeCloseTo(5, 0)
  })

  it('draws from the distribution that the model states', () => {
    const t = sample(model(), 40_000, { seed: 1 })
    expect(mean(t.data[1] as Float64Array)).toBeCloseTo(2, 1)
    const c = t.data[3] as { codes: Int32Array; levels: readonly string[] }
    expect(c.levels).toEqual(['yes', 'no'])
    expect(c.codes.filter((code) => code === 0).length / 40_000).toBeCloseTo(0.45, 1)
    expect(mean(t.data[4] as Float64Array)).toBeCloseTo(2.45, 1)
  })

  it('hides latent variables unless asked', () => {
    const m = scm({ U: latent(normal(0, 1)), X: linear({ U: 1 }, normal(0, 1)) })
    expect(sample(m, 2).columns).toEqual(['X'])
    expect(sample(m, 2, { latents: true }).columns).toEqual(['U', 'X'])
    expect(graphOf(m).latents).toEqual(['U'])
  })

  it('draws correlated noises', () => {
    const m = scm({ X: normal(1, 2), Y: linear({ X: 1 }, normal(0, 1)) }, { correlated: [['X', 'Y', -1.5]] })
    expect(graphOf(m).kind).toBe('admg')
    const t = sample(m, 40_000, { seed: 1 })
    const [x, y] = t.data as Float64Array[]
    const e = y!.map((v, i) => v - x![i]!)
    const mx = mean(x!)
    expect(mean(x!.map((v, i) => (v - mx) * e[i]!))).toBeCloseTo(-1.5, 1)
    expect(graphOf(intervene(m, { X: 1 })).edges.length).toBe(1)
    expectCausalError(
      () => sample(scm({ X: normal(0, 1), Y: normal(0, 1) }, { correlated: [['X', 'Y', 1.2]] }), 2),
      'sample',
      'not-probability',
    )
  })

  it('says where a mechanism gives no number', () => {
    const m = scm({ X: normal(0, 1), Y: additive(['X'], ({ X }: { X: number }) => Math.log(X), normal(0, 1)) })
    expect(expectCausalError(() => sample(m, 100), 'sample', 'invalid-argument').details['variable']).toBe('Y')
    expectCausalError(() => sample(m, 0), 'sample', 'invalid-argument')
    expectCausalError(() => sample(m, 1.5), 'sample', 'invalid-argument')
  })
})

describe('intervene', () => {
  const m = scm({ Z: normal(1, 1), X: linear({ Z: 1 }, normal(0, 1)), Y: linear({ X: 2 }, normal(0, 1)) })

  it('sets, shifts, scales, draws anew, and follows a policy', () => {
    expect(expectation(intervene(m, { X: 3 }), 'Y').value).toBeCloseTo(6, 12)
    expect(expectation(intervene(m, { X: shift(1) }), 'Y').value).toBeCloseTo(4, 12)
    expect(expectation(intervene(m, { X: scale(3) }), 'Y').value).toBeCloseTo(6, 12)
    expect(expectation(intervene(m, { X: normal(5, 1) }), 'Y').value).toBeCloseTo(10, 12)
    expect(expectation(intervene(m, { X: linear({ Z: -1 }, null) }), 'Y').value).toBeCloseTo(-2, 12)
    expect(expectation(intervene(m, { X: linear({ X: 2, Z: 1 }, null) }), 'Y').value).toBeCloseTo(6, 12)
    expect(expectation(intervene(intervene(m, { X: shift(1) }), { X: scale(2), Z: 0 }), 'Y').value).toBeCloseTo(4, 12)
  })

  it('shows in the graph', () => {
    const edges = (act: Parameters<typeof intervene<{ Z: number; X: number; Y: number }, never, 'dag'>>[1]) =>
      graphOf(intervene(m, act)).edges.map((e) => `${e.from}${e.to}`)
    expect(edges({ X: 1 })).toEqual(['XY'])
    expect(edges({ X: shift(1) })).toEqual(['ZX', 'XY'])
    expect(edges({ Y: linear({ Z: 1 }, null) })).toEqual(['ZX', 'ZY'])
  })

  it('refuses unknown names, states, cycles and numbers that are none', () => {
    expectCausalError(() => intervene(m, { Q: 1 } as never), 'intervene', 'unknown-name')
    expectCausalError(() => intervene(m, { Z: linear({ Y: 1 }, null) }), 'intervene', 'cycle')
    expectCausalError(() => intervene(m, { Z: Number.NaN }), 'intervene', 'invalid-argument')
    expectCausalError(() => intervene(m, { Z: {} } as never), 'intervene', 'invalid-argument')
    expectCausalError(() => intervene(model(), { S: 'medium' } as never), 'intervene', 'unknown-name')
    expectCausalError(
      () => intervene(intervene(model(), { S: 'low' }), { S: 'medium' } as never),
      'intervene',
      'unknown-name',
    )
    expectCausalError(() => intervene(model(), { S: categorical({ medium: 1 }) } as never), 'intervene', 'unknown-name')
    expectCausalError(() => intervene(model(), { S: shift(0.5) }), 'intervene', 'invalid-argument')
    expectCausalError(() => intervene(model(), { S: scale(2) } as never), 'intervene', 'invalid-argument')
  })

  it('moves states, and stops at the ends', () => {
    const three = scm({ S: categorical({ a: 0.2, b: 0.3, c: 0.5 }) })
    expect(Array.from((query(intervene(three, { S: shift(1) }), ['S']) as { values: Float64Array }).values)).toEqual([
      0, 0.2, 0.8,
    ])
    expect(Array.from((query(intervene(three, { S: shift(-5) }), ['S']) as { values: Float64Array }).values)).toEqual([
      1, 0, 0,
    ])
  })
})
