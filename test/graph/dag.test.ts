import { describe, expect, it } from 'vitest'
import { admg, dag, pag, parents, pdag } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

const edgesOf = (g: { edges: readonly { from: string; to: string }[] }) => g.edges.map((e) => `${e.from} ${e.to}`)

describe('dag', () => {
  it('reads chains, separators, lone nodes and line breaks', () => {
    expect(dag('A -> B <- C; D, E -> A\nF').nodes).toEqual(['A', 'B', 'C', 'D', 'E', 'F'])
    expect(edgesOf(dag('A ->\n B\n -> C'))).toEqual(['A B', 'B C'])
    expect(dag('smoking status -> lung cancer').nodes).toEqual(['smoking status', 'lung cancer'])
    expect(dag('"a,b" -> "c -> d"').nodes).toEqual(['a,b', 'c -> d'])
    expect(dag('')).toEqual({ kind: 'dag', nodes: [], edges: [], latents: [] })
  })

  it('is frozen all the way, and equal whatever the order of its edges', () => {
    const g = dag('A -> B; A -> C')
    expect(
      Object.isFrozen(g) && Object.isFrozen(g.nodes) && Object.isFrozen(g.edges) && Object.isFrozen(g.edges[0]),
    ).toBe(true)
    expect(
      dag({
        nodes: ['A', 'B', 'C'],
        directed: [
          ['A', 'C'],
          ['A', 'B'],
          ['A', 'C'],
        ],
      }),
    ).toEqual(g)
  })

  it('lists the nodes of a cycle, in order', () => {
    const error = expectCausalError(() => dag('S -> A -> B -> C -> A; C -> D'), 'dag', 'cycle')
    expect(new Set(error.details['cycle'] as string[])).toEqual(new Set(['A', 'B', 'C']))
    expectCausalError(() => dag('A -> B; B -> A'), 'dag', 'cycle')
  })

  it('says what is wrong with a name, an edge or a text', () => {
    expect(
      expectCausalError(() => dag({ X: ['smokin' as 'X'], smoking: [] } as never), 'dag', 'unknown-name').message,
    ).toContain('"smoking"')
    expectCausalError(() => dag({ nodes: ['A', 'A'] }), 'dag', 'duplicate-name')
    expectCausalError(() => dag('A -> A'), 'dag', 'parse')
    expectCausalError(() => dag('A -> -> B'), 'dag', 'parse')
    expectCausalError(() => dag('A -> ; B'), 'dag', 'parse')
    expectCausalError(() => dag('dag { A -> B }'), 'dag', 'parse')
    expectCausalError(() => dag('A <-> B'), 'dag', 'invalid-graph')
    expectCausalError(() => dag(3 as never), 'dag', 'invalid-argument')
    expectCausalError(() => dag(null as never), 'dag', 'invalid-argument')
    expectCausalError(() => dag({ A: 'B' } as never), 'dag', 'invalid-argument')
  })

  it('tells a parents map from lists', () => {
    expect(edgesOf(dag({ nodes: ['directed'], directed: [] }))).toEqual([])
    expect(dag({ nodes: [], directed: ['nodes'] } as never).nodes).toEqual(['nodes', 'directed'])
    expect(dag({ nodes: ['A', 'B'], directed: [['A', 'B']] }).nodes).toEqual(['A', 'B'])
  })

  it('takes names of any form', () => {
    const g = dag({ nodes: oddNames, directed: oddNames.slice(1).map((name, i) => [oddNames[i]!, name] as const) })
    for (const [i, name] of oddNames.slice(1).entries()) expect(parents(g, name)).toEqual([oddNames[i]])
  })

  it('copes with a chain of 100,000 nodes', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    const directed = nodes.slice(1).map((name, i) => [nodes[i]!, name] as const)
    expect(parents(dag({ nodes, directed }), 'n99999')).toEqual(['n99998'])
    expectCausalError(() => dag({ nodes, directed: [...directed, ['n99999', 'n0']] }), 'dag', 'cycle')
  })
})

describe('the other kinds', () => {
  it('read their own marks only', () => {
    expect(admg('X -> M -> Y; X <-> Y').edges).toContainEqual({
      from: 'X',
      to: 'Y',
      fromMark: 'arrow',
      toMark: 'arrow',
    })
    expect(pdag('B -- A').edges).toEqual([{ from: 'B', to: 'A', fromMark: 'tail', toMark: 'tail' }])
    expect(pag('A <-o B; C -o D').edges).toEqual([
      { from: 'B', to: 'A', fromMark: 'circle', toMark: 'arrow' },
      { from: 'D', to: 'C', fromMark: 'circle', toMark: 'tail' },
    ])
    expectCausalError(() => pdag('A o-> B'), 'pdag', 'invalid-graph')
    expectCausalError(() => pdag('A -> B; A -- B'), 'pdag', 'invalid-graph')
    expect(admg('A -> B; A <-> B').edges.length).toBe(2)
  })
})
