import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CausalError, icaLingam, simulateDag, simulateLinear, table } from '../../../src/index.js'
import { assignment } from '../../../src/numeric/assignment.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { expectCausalError } from '../../support/errors.js'

const random = generator(21)
const n = 800
const uniform = (): Float64Array => Float64Array.from({ length: n }, () => random.uniform() - 0.5)
const [a, e, f] = [uniform(), uniform(), uniform()]
const b = a.map((v, i) => 1.5 * v + e[i]!)
const c = b.map((v, i) => -v + 0.7 * a[i]! + f[i]!)

describe('icaLingam', () => {
  it('finds order and effects, whatever the order of the columns', () => {
    for (const data of [table({ a, b, c }), table({ c, a, b })]) {
      const found = icaLingam(data)
      expect(found.order).toEqual(['a', 'b', 'c'])
      expect(found.graph.edges.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(['a b', 'a c', 'b c'])
    }
  })
  it('repeats itself with the seed', () => {
    expect(icaLingam(table({ a, b, c }), { seed: 5 })).toEqual(icaLingam(table({ a, b, c }), { seed: 5 }))
  })
  it('refuses what it cannot use', () => {
    expectCausalError(() => icaLingam(table({ a, d: a.map((v) => 2 * v) })), 'icaLingam', 'collinear')
    expectCausalError(() => icaLingam(table({ a, k: new Float64Array(n) })), 'icaLingam', 'constant-column')
  })
  it('converges on small samples, and refuses where no order comes near what was found', () => {
    let refused = 0
    let turned = 0
    let edges = 0
    for (let seed = 1; seed <= 40; seed++) {
      const graph = simulateDag(8, { degree: 3, seed })
      const { data } = simulateLinear(graph, 200, { seed, noise: 'laplace' })
      try {
        const { order } = icaLingam(data, { prune: 'none' })
        edges += graph.edges.length
        turned += graph.edges.filter(({ from, to }) => order.indexOf(from) > order.indexOf(to)).length
      } catch (error) {
        expect((error as CausalError).code).toBe('contradiction')
        refused++
      }
    }
    expect(refused).toBeGreaterThan(5)
    expect(refused).toBeLessThan(35)
    // before the look at what is taken for zero, a third of the edges were turned
    expect(turned / edges).toBeLessThan(0.15)
  })
})

describe('assignment', () => {
  it('is the least of all permutations', () => {
    const permutations = (items: readonly number[]): number[][] =>
      items.length === 0
        ? [[]]
        : items.flatMap((x) => permutations(items.filter((y) => y !== x)).map((rest) => [x, ...rest]))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 1e6 }), (p, seed) => {
        const draw = generator(seed)
        const cost = Float64Array.from({ length: p * p }, () => draw.uniform())
        const total = (columns: ArrayLike<number>): number =>
          Array.from(columns).reduce((sum, j, i) => sum + cost[i * p + j]!, 0)
        const least = Math.min(...permutations(Array.from({ length: p }, (_, i) => i)).map(total))
        expect(total(assignment(cost, p))).toBeCloseTo(least, 12)
      }),
      { numRuns: 60 },
    )
  })
})
