import { describe, expect, it } from 'vitest'
import { dag, dSeparation, fci, knowledge, rfci } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { edgeTexts, plain, whimsicalTest } from './support.js'

const hidden = dag({
  nodes: ['A', 'B', 'C', 'D', 'U'],
  directed: [
    ['A', 'B'],
    ['U', 'B'],
    ['U', 'C'],
    ['D', 'C'],
  ],
  latents: ['U'],
})

describe('fci', () => {
  it('sees a hidden common cause', () => {
    const { graph, separatingSets, nearAlpha } = fci(dSeparation(hidden))
    expect(graph.kind).toBe('pag')
    expect(edgeTexts(graph)).toEqual(['["A","o",">","B"]', '["B",">",">","C"]', '["C",">","o","D"]'])
    expect(separatingSets).toContainEqual({ x: 'A', y: 'C', given: [] })
    expect(nearAlpha).toEqual([])
  })
  it('does the same with and without a plan, and for names of any form', () => {
    expect(fci(plain(dSeparation(hidden)))).toEqual(fci(dSeparation(hidden)))
    const [a, b, c] = oddNames as [string, string, string]
    const odd = dag({
      nodes: [a, b, c],
      directed: [
        [a, c],
        [b, c],
      ],
    })
    expect(fci(dSeparation(odd)).graph.edges.map((edge) => edge.to)).toEqual([c, c])
  })
  it('needs Possible-D-SEP where neighbourhoods do not separate', () => {
    // Spirtes, Glymour & Scheines 2000, Figure 6.2 and its kin: A and E are separated by {B, C, D} only, and not by neighbours
    const far = dag({
      nodes: ['A', 'B', 'C', 'D', 'E', 'T1', 'T2'],
      directed: [
        ['T1', 'A'],
        ['T1', 'B'],
        ['T2', 'D'],
        ['T2', 'E'],
        ['B', 'E'],
        ['D', 'A'],
        ['C', 'B'],
        ['C', 'D'],
      ],
      latents: ['T1', 'T2'],
    })
    const test = dSeparation(far)
    const found = fci(test)
    const pair = found.separatingSets.find(({ x, y }) => x === 'A' && y === 'E')
    expect(pair?.given).toEqual(['B', 'C', 'D'])
    // without it the edge stays, and is not read as a cause
    const quick = rfci(test)
    expect(quick.tests).toBeLessThan(found.tests)
    expect(quick.graph.edges.some(({ from, to }) => [from, to].sort().join() === 'A,E')).toBe(true)
  })
  it('says circles, not tails, where selection may have been at work', () => {
    const test = dSeparation(dag('A -> S <- B; A; B'), { selected: ['S'] })
    expect(edgeTexts(fci(test).graph)).toEqual(['["A","o","o","B"]'])
  })

  describe('with knowledge', () => {
    const two = dSeparation(dag('A -> B'))
    it('puts an arrow, and no tail, where a cause is excluded', () => {
      const known = knowledge({ forbidden: [['B', 'A']] })
      expect(edgeTexts(fci(two, { knowledge: known }).graph)).toEqual(['["A","o",">","B"]'])
      expect(edgeTexts(fci(two, { knowledge: knowledge({ tiers: [['A'], ['B']] }) }).graph)).toEqual([
        '["A","o",">","B"]',
      ])
    })
    it('leaves room for a hidden cause of two nodes of which neither causes the other', () => {
      const known = knowledge({
        forbidden: [
          ['A', 'B'],
          ['B', 'A'],
        ],
      })
      expect(edgeTexts(fci(two, { knowledge: known }).graph)).toEqual(['["A",">",">","B"]'])
      const chain = dSeparation(dag('A -> B -> C'))
      const far = knowledge({
        forbidden: [
          ['A', 'C'],
          ['C', 'A'],
        ],
      })
      expect(edgeTexts(fci(chain, { knowledge: far }).graph)).toEqual(['["A","o","o","B"]', '["B","o","o","C"]'])
    })
    it('takes a required edge for a cause', () => {
      const known = knowledge({ required: [['A', 'B']] })
      expect(edgeTexts(fci(two, { knowledge: known }).graph)).toEqual(['["A","-",">","B"]'])
      expect(edgeTexts(rfci(two, { knowledge: known }).graph)).toEqual(['["A","-",">","B"]'])
    })
  })

  it('refuses options out of range, and stops when asked to', () => {
    expectCausalError(() => fci(dSeparation(hidden), { alpha: 0 }), 'fci', 'invalid-argument')
    expectCausalError(() => rfci(dSeparation(hidden), { alpha: 1 }), 'rfci', 'invalid-argument')
    expectCausalError(() => fci(null as never), 'fci', 'invalid-argument')
    expectCausalError(() => fci(dSeparation(hidden), { signal: { aborted: true } }), 'fci', 'aborted')
  })
  it('copes with a test that contradicts itself, twice the same way', () => {
    for (let seed = 0; seed < 30; seed++) {
      const test = whimsicalTest(['A', 'B', 'C', 'D', 'E', 'F'], seed)
      expect(fci(test, { alpha: 0.2 })).toEqual(fci(test, { alpha: 0.2 }))
      expect(rfci(test, { alpha: 0.2 })).toEqual(rfci(test, { alpha: 0.2 }))
    }
  })
})
