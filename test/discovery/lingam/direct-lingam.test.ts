import { describe, expect, it } from 'vitest'
import { directLingam, table } from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { oddNames } from '../../support/arbitrary.js'
import { expectCausalError } from '../../support/errors.js'
import { deepFreeze } from '../../support/freeze.js'

const random = generator(11)
const uniform = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.uniform() - 0.5)
const n = 600
const [e1, e2, e3] = [uniform(n), uniform(n), uniform(n)]
const B = e1.map((v, i) => 1.2 * v + e2[i]!)
const C = B.map((v, i) => -0.8 * v + 0.5 * e1[i]! + e3[i]!)
const data = deepFreeze(table({ C, A: e1, B }))

describe('directLingam', () => {
  it('finds order, effects and graph', () => {
    const found = directLingam(data)
    expect(found.order).toEqual(['A', 'B', 'C'])
    expect(found.graph.edges.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(['A B', 'A C', 'B C'])
    expect(found.coefficients[2 * 3 + 1]).toBeCloseTo(1.2, 0)
    expect(found.coefficients[0 * 3 + 2]).toBeCloseTo(-0.8, 0)
    expect(Object.isFrozen(found)).toBe(true)
  })

  it('permutes with its columns and does not care for units', () => {
    const turned = directLingam(table({ B: B.map((v) => 1000 * v + 7), C, A: e1 }))
    expect(turned.order).toEqual(['A', 'B', 'C'])
    expect(turned.coefficients[0 * 3 + 2]).toBeCloseTo(1000 * directLingam(data).coefficients[2 * 3 + 1]!, 6)
  })

  it('keeps to known paths', () => {
    const forced = directLingam(data, { prior: { paths: [['C', 'A']] } })
    expect(forced.order.indexOf('C')).toBeLessThan(forced.order.indexOf('A'))
    const none = directLingam(data, {
      prior: {
        noPaths: [
          ['A', 'C'],
          ['C', 'A'],
        ],
      },
    })
    expect(none.coefficients[0 * 3 + 1]).toBe(0)
  })

  it('works with names of any form', () => {
    const odd = table(Object.fromEntries(oddNames.slice(0, 4).map((name) => [name, uniform(50)])))
    expect([...directLingam(odd).order].sort()).toEqual([...odd.columns].sort())
  })

  it('refuses what it cannot use', () => {
    const call = (columns: Record<string, Float64Array>) => () => directLingam(table(columns))
    expectCausalError(call({ A: e1, B: e1.map((v) => 2 * v), C: B }), 'directLingam', 'collinear')
    expectCausalError(call({ A: e1, K: new Float64Array(n) }), 'directLingam', 'constant-column')
    expectCausalError(call({ A: uniform(3), B: uniform(3) }), 'directLingam', 'too-few-rows')
    const prior = (p: object) => () => directLingam(data, { prior: p as never })
    expectCausalError(prior({ paths: [['A', 'Q']] }), 'directLingam', 'unknown-name')
    expectCausalError(prior({ paths: [['A', 'A']] }), 'directLingam', 'invalid-argument')
    expectCausalError(
      prior({
        paths: [
          ['A', 'B'],
          ['B', 'A'],
        ],
      }),
      'directLingam',
      'contradiction',
    )
    expectCausalError(prior({ paths: [['A', 'B']], noPaths: [['A', 'B']] }), 'directLingam', 'contradiction')
    expectCausalError(
      prior({
        paths: [
          ['A', 'B'],
          ['B', 'C'],
          ['C', 'A'],
        ],
      }),
      'directLingam',
      'contradiction',
    )
  })
})
