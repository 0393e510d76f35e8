import { describe, expect, it } from 'vitest'
import {
  adjacencyScores,
  cam,
  column,
  dag,
  knowledge,
  resit,
  ridge,
  select,
  simulateNonlinear,
  table,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const graph = dag('A -> B; A -> C; B -> D; C -> D')
const edgesOf = (g: { edges: readonly { from: string; to: string }[] }): string[] =>
  g.edges.map((e) => e.from + e.to).sort()
const rows = (seed: number, n = 300) => simulateNonlinear(graph, n, { seed })

describe.each([
  ['cam', cam, 2],
  ['resit', resit, 2],
] as const)('%s', (name, search, least) => {
  it('finds the DAG of nonlinear models with additive noise', () => {
    let right = 0
    let f = 0
    for (let seed = 1; seed <= 6; seed++) {
      const found = search(rows(seed, name === 'resit' ? 150 : 300)).graph
      if (edgesOf(found).join() === edgesOf(graph).join()) right++
      f += (adjacencyScores(graph, found).recall ?? 0) / 6
    }
    expect(right).toBeGreaterThanOrEqual(least)
    expect(f).toBeGreaterThan(0.7)
  })
  it('does not depend on units or the order of columns', () => {
    const data = rows(3, 120)
    const found = search(data)
    expect(edgesOf(search(select(data, ['D', 'B', 'A', 'C'])).graph)).toEqual(edgesOf(found.graph))
    const scaled = table({
      A: column(data, 'A').map((v) => 1e6 * v + 3),
      B: column(data, 'B').map((v) => 1e-7 * v),
      C: column(data, 'C'),
      D: column(data, 'D').map((v) => -v),
    })
    expect(edgesOf(search(scaled).graph)).toEqual(edgesOf(found.graph))
  })
  it('obeys knowledge', () => {
    const known = knowledge({ required: [['D', 'B']], forbidden: [['A', 'C']], tiers: [['C'], ['A']] })
    const found = search(rows(2, 120), { knowledge: known })
    expect(edgesOf(found.graph)).toContain('DB')
    expect(edgesOf(found.graph)).not.toContain('AC')
    expect(found.order.indexOf('C')).toBeLessThan(found.order.indexOf('A'))
    expect(found.order.indexOf('D')).toBeLessThan(found.order.indexOf('B'))
  })
  it('refuses a level that is none', () => {
    expectCausalError(() => search(rows(1, 50), { alpha: 2 }), name, 'invalid-argument')
  })
})

describe('cam', () => {
  it('needs rows for its coefficients', () => {
    expectCausalError(() => cam(rows(1, 16), { knots: 9 }), 'cam', 'too-few-rows')
    expectCausalError(() => cam(rows(1, 50), { knots: 1 }), 'cam', 'invalid-argument')
  })
})

describe('resit', () => {
  it('takes any learner', () => {
    const found = resit(rows(1, 80), { learner: ridge() })
    expect(found.order).toHaveLength(4)
    expectCausalError(() => resit(rows(1, 50), { learner: {} as never }), 'resit', 'invalid-argument')
  })
})
