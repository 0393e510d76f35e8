import { describe, expect, it } from 'vitest'
import {
  additive,
  column,
  expectation,
  linear,
  logLikelihood,
  mechanism,
  normal,
  query,
  sample,
  scm,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

type P = { A: number }

describe('noises that are perfectly correlated', () => {
  // U(Y) = −2 U(A)
  const model = scm(
    { A: normal(1, 0.5), B: normal(0, 1), Y: linear({ A: 1, B: 1 }, normal(0, 1)) },
    { correlated: [['A', 'Y', -0.5]] },
  )

  it('are drawn as one noise', () => {
    const rows = sample(model, 200, { seed: 1 })
    const [a, b, y] = ['A', 'B', 'Y'].map((name) => column(rows, name as 'A') as Float64Array)
    for (let i = 0; i < 200; i++) expect(y![i]! - a![i]! - b![i]!).toBeCloseTo(-2 * (a![i]! - 1), 9)
  })

  it('are answered exactly where all is linear', () => {
    const found = query(model, ['A', 'Y'])
    if (found.method !== 'gaussian') throw new Error(found.method)
    // Y = A + B − 2 (A − 1) = 2 − A + B
    expect([...found.covariance]).toEqual([0.25, -0.25, -0.25, 1.25].map((v) => expect.closeTo(v, 12)))
    expect(expectation(model, 'B', { given: { A: 2, Y: 3 } }).value).toBeCloseTo(3, 9)
    expect(expectation(model, 'Y', { do: { A: 3 } }).value).toBeCloseTo(3, 12)
    const impossible = scm({ A: normal(0, 1), Y: linear({ A: 1 }, normal(0, 1)) }, { correlated: [['A', 'Y', 1]] })
    expect(query(impossible, ['A'], { given: { A: 1, Y: 3 } }).method).toBe('zero-probability')
    expect(expectation(impossible, 'A', { given: { Y: 3 } }).value).toBeCloseTo(1.5, 12)
  })

  it('are drawn given what was seen of one of them, also beside mechanisms that are not linear', () => {
    const bent = scm(
      {
        A: normal(0, 1),
        B: normal(0, 2),
        Y: mechanism(['A', 'B'], normal(0, 1), ({ A, B }: P & { B: number }, u) => A * A + B + u, {
          invert: (y, { A, B }) => y - A * A - B,
        }),
      },
      { correlated: [['A', 'B', 2]] },
    )
    // B = 2 A: given B = 3, A = 1.5 and Y ~ N(5.25, 1)
    const found = expectation(bent, 'Y', { given: { B: 3 }, draws: 4000, seed: 1 })
    expect(Math.abs(found.value! - 5.25)).toBeLessThan(0.08)
    expect(query(bent, ['Y'], { given: { A: 1.5, B: 3.5 }, draws: 200 }).method).toBe('zero-probability')
    const both = expectation(bent, 'Y', { given: { A: 1.5, B: 3 }, draws: 4000, seed: 1 })
    expect(Math.abs(both.value! - 5.25)).toBeLessThan(0.08)
  })

  it('are refused by name where drawing cannot agree with what was seen', () => {
    const hidden = scm(
      {
        A: normal(0, 1),
        B: additive(['A'], ({ A }: P) => A ** 3, normal(0, 1)),
        Y: linear({ B: 1 }, normal(0, 1)),
      },
      { correlated: [['A', 'Y', 1]] },
    )
    const error = expectCausalError(() => query(hidden, ['A'], { given: { Y: 1 } }), 'query', 'not-supported')
    expect(error.message).toContain('"Y"')
    const rows = table({ A: [2], B: [0], Y: [2 + 2 - 2] })
    expectCausalError(() => logLikelihood(model, rows), 'logLikelihood', 'not-supported')
  })

  it('three noises of rank two are drawn; what no distribution has is told apart', () => {
    const spec = { A: normal(0, 1), B: normal(0, 1), C: normal(0, Math.SQRT2) }
    // C = A + B
    const sum = scm(spec, {
      correlated: [
        ['A', 'C', 1],
        ['B', 'C', 1],
      ],
    })
    const rows = sample(sum, 50, { seed: 2 })
    const [a, b, c] = ['A', 'B', 'C'].map((name) => column(rows, name as 'A') as Float64Array)
    for (let i = 0; i < 50; i++) expect(c![i]!).toBeCloseTo(a![i]! + b![i]!, 9)
    const pair = scm(spec, { correlated: [['A', 'B', 1.1]] })
    const wide = expectCausalError(() => sample(pair, 5), 'sample', 'not-probability')
    expect(wide.message).toContain('between -1 and 1')
    const three = scm(spec, {
      correlated: [
        ['A', 'C', 1],
        ['B', 'C', 1],
        ['A', 'B', -0.5],
      ],
    })
    expect(expectCausalError(() => sample(three, 5), 'sample', 'not-probability').message).toContain('not all together')
  })
})
