import { describe, expect, it } from 'vitest'
import { admg, cpdag, dag, dSeparation } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

describe('dSeparation', () => {
  it('answers 1 for separated and 0 for connected', () => {
    const test = dSeparation(dag('X -> M -> Y; X -> C <- Y'))
    expect(test('X', 'Y', ['M'])).toMatchObject({ statistic: 0, pValue: 1, logPValue: 0 })
    expect(test('X', 'Y', ['M', 'C'])).toMatchObject({ statistic: 1, pValue: 0, logPValue: Number.NEGATIVE_INFINITY })
  })

  it('speaks of the measured nodes of a graph with latents', () => {
    const g = dag({
      nodes: ['A', 'U', 'B'],
      directed: [
        ['U', 'A'],
        ['U', 'B'],
      ],
      latents: ['U'],
    })
    const test = dSeparation(g)
    expect(test.variables).toEqual(['A', 'B'])
    expect(test('A', 'B').pValue).toBe(0)
    expectCausalError(() => test('A', 'U'), 'dSeparation', 'unknown-name')
  })

  it('speaks of the nodes asked for, in their order', () => {
    expect(dSeparation(dag('A -> B -> C'), { nodes: ['C', 'A'] }).variables).toEqual(['C', 'A'])
  })

  it('conditions on selection in every question', () => {
    const g = dag('A -> S <- B')
    expect(dSeparation(g)('A', 'B').pValue).toBe(1)
    const selected = dSeparation(g, { selected: ['S'] })
    expect(selected.variables).toEqual(['A', 'B'])
    expect(selected('A', 'B').pValue).toBe(0)
  })

  it('reads bidirected edges', () => {
    expect(dSeparation(admg('A <-> B <-> C'))('A', 'C').pValue).toBe(1)
    expect(dSeparation(admg('A <-> B <-> C'))('A', 'C', ['B']).pValue).toBe(0)
  })

  it('offers a plan with the same answers', () => {
    const test = dSeparation(dag('A -> B -> C; D'))
    if (test.plan?.kind !== 'indexed') throw new Error('expected an indexed plan')
    expect(test.plan.logPValue(0, 2, Int32Array.of(1), 1)).toBe(0)
    expect(test.plan.logPValue(0, 2, Int32Array.of(1), 0)).toBe(Number.NEGATIVE_INFINITY)
    expect(test.plan.logPValue(0, 3, Int32Array.of(1), 0)).toBe(0)
  })

  it('works with names of any form, and on a chain of 100,000 nodes', () => {
    const odd = dag({ nodes: oddNames, directed: oddNames.slice(1).map((name, i) => [oddNames[i]!, name] as const) })
    expect(dSeparation(odd)(oddNames[0]!, oddNames[2]!, [oddNames[1]!]).pValue).toBe(1)
    const nodes = Array.from({ length: 100_000 }, (_, i) => `N${i}`)
    const chain = dag({ nodes, directed: nodes.slice(1).map((name, i) => [nodes[i]!, name] as const) })
    const test = dSeparation(chain)
    expect(test('N0', 'N99999').pValue).toBe(0)
    expect(test('N0', 'N99999', ['N500']).pValue).toBe(1)
  })

  it('refuses classes, unknown nodes and overlaps', () => {
    expectCausalError(() => dSeparation(cpdag('A -- B')), 'dSeparation', 'not-supported')
    expectCausalError(() => dSeparation(dag('A -> B'), { nodes: ['a' as 'A'] }), 'dSeparation', 'unknown-name')
    expectCausalError(() => dSeparation(dag('A -> B'), { nodes: ['A'], selected: ['A'] }), 'dSeparation', 'overlap')
    const test = dSeparation(dag('A -> B'))
    expectCausalError(() => test('A', 'A'), 'dSeparation', 'overlap')
  })
})
