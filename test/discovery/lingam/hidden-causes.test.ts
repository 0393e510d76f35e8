import { describe, expect, it } from 'vitest'
import {
  dag,
  directLingam,
  knowledge,
  parceLingam,
  rcd,
  residualIndependence,
  select,
  simulateLinear,
  table,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

/** Rows of a -> b -> c, with a hidden cause of a and b or none. */
function rows(hidden: boolean, seed: number, n = 500) {
  const graph = dag(hidden ? 'U -> A; U -> B; A -> C; C -> D' : 'U; A -> B; A -> C; C -> D')
  const { data } = simulateLinear(graph, n, { seed, noise: 'exponential', coefficients: [1, 1.6] })
  return select(data, ['A', 'B', 'C', 'D'])
}

describe('rcd', () => {
  it('finds direct effects and the pair that shares a hidden cause', () => {
    let right = 0
    for (let seed = 1; seed <= 8; seed++) {
      const found = rcd(rows(true, seed))
      if (found.confounded.length === 1) {
        const [{ x, y }] = found.confounded as [{ x: string; y: string }]
        if (x === 'A' && y === 'B') right++
        expect(found.coefficients[0 * 4 + 1]).toBeNaN()
        expect(found.coefficients[1 * 4 + 0]).toBeNaN()
      }
    }
    expect(right).toBeGreaterThanOrEqual(7)
  })
  it('finds the DAG where there is none', () => {
    let right = 0
    for (let seed = 1; seed <= 8; seed++) {
      const found = rcd(rows(false, seed))
      const edges = found.graph.edges.map((e) => `${e.from}${e.to}`).sort()
      if (edges.join() === 'AB,AC,CD' && found.confounded.length === 0) right++
    }
    expect(right).toBeGreaterThanOrEqual(7)
  })
  it('does not depend on the order of columns or on units', () => {
    const data = rows(true, 3)
    const found = rcd(data)
    const turned = rcd(select(data, ['D', 'B', 'C', 'A']))
    const edges = (graph: typeof found.graph): string[] =>
      graph.edges.map(({ from, to, fromMark, toMark }) =>
        from < to ? `${from} ${fromMark} ${toMark} ${to}` : `${to} ${toMark} ${fromMark} ${from}`,
      )
    expect(edges(turned.graph).sort()).toEqual(edges(found.graph).sort())
    const scaled = table(
      Object.fromEntries(
        data.columns.map((name, i) => [name, (data.data[i] as Float64Array).map((v) => v * 10 ** (3 * i - 4))]),
      ) as Record<'A' | 'B' | 'C' | 'D', Float64Array>,
    )
    expect(edges(rcd(scaled).graph).sort()).toEqual(edges(found.graph).sort())
  })
  it('obeys knowledge', () => {
    for (let seed = 1; seed <= 3; seed++) {
      const found = rcd(rows(true, seed), {
        knowledge: knowledge({ required: [['A', 'B']], forbidden: [['C', 'D']], tiers: [['C'], ['A', 'B']] }),
      })
      const edges = found.graph.edges.filter((e) => e.fromMark === 'tail').map((e) => `${e.from}${e.to}`)
      expect(edges).toContain('AB')
      expect(edges).not.toContain('CD')
      expect(edges).not.toContain('AC')
      expect(edges).not.toContain('BC')
    }
  })
  it('refuses levels and columns that make no sense', () => {
    expectCausalError(() => rcd(rows(true, 1), { alpha: 0 }), 'rcd', 'invalid-argument')
    expectCausalError(() => rcd(rows(true, 1), { maxExplanatory: 0 }), 'rcd', 'invalid-argument')
    const x = Float64Array.from({ length: 50 }, (_, i) => i % 7)
    expectCausalError(() => rcd(table({ x, twice: x.map((v) => 2 * v) })), 'rcd', 'invalid-data')
  })
})

describe('parceLingam', () => {
  it('orders what follows the columns that share a hidden cause', () => {
    let right = 0
    for (let seed = 1; seed <= 8; seed++) {
      const found = parceLingam(rows(true, seed), { alpha: 0.01 })
      const place = new Map(found.order.flatMap((block, k) => block.map((name) => [name, k] as const)))
      if (place.get('A')! < place.get('C')! && place.get('C')! < place.get('D')!) right++
      for (const i of found.undecided) {
        for (const j of found.undecided) {
          const at = found.names.indexOf(i) * 4 + found.names.indexOf(j)
          if (i !== j) expect(found.coefficients[at]).toBeNaN()
        }
      }
    }
    expect(right).toBeGreaterThanOrEqual(7)
  })
  it('leaves undecided what it rejects', () => {
    const found = parceLingam(select(rows(true, 1, 500), ['A', 'B']))
    expect(found.order).toEqual([['A', 'B']])
    expect(found.undecided).toEqual(['A', 'B'])
    expect(found.graph.edges).toEqual([])
  })
  it('obeys knowledge, also in the undecided block', () => {
    const known = knowledge({ required: [['B', 'A']] })
    const found = parceLingam(select(rows(true, 1), ['A', 'B']), { knowledge: known })
    expect(found.graph.edges.map((e) => e.from + e.to)).toEqual(['BA'])
  })
})

describe('residualIndependence', () => {
  it('holds for the right model, and names the pair that shares a hidden cause', () => {
    const good = rows(false, 2)
    const bad = rows(true, 2)
    expect(residualIndependence(good, directLingam(good)).pValue!).toBeGreaterThan(0.05)
    const { worst, pValue, pairs } = residualIndependence(bad, directLingam(bad))
    expect(pValue!).toBeLessThan(0.001)
    expect([worst!.x, worst!.y]).toEqual(['A', 'B'])
    expect(pairs).toHaveLength(6)
  })
  it('refuses a model with effects that could not be told, or of other columns', () => {
    const data = rows(true, 1)
    expectCausalError(() => residualIndependence(data, rcd(data)), 'residualIndependence', 'invalid-argument')
    expectCausalError(
      () => residualIndependence(data, { names: ['A', 'Q'] as never, coefficients: new Float64Array(4) }),
      'residualIndependence',
      'unknown-name',
    )
  })
})
