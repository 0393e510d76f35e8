import { describe, expect, it } from 'vitest'
import { cpdag, cpdagOf, dag, isExtendable, orientByKnowledge, pdag, toDag, toDagitty } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

const chainOf = (nodes: readonly string[]) => nodes.slice(1).map((name, i) => [nodes[i]!, name] as const)
const long = Array.from({ length: 100_000 }, (_, i) => `n${i}`)

describe('cpdagOf', () => {
  it('directs v-structures and what follows from them', () => {
    expect(toDagitty(cpdagOf(dag('A -> B -> C')))).toBe('pdag { A -- B B -- C }')
    expect(toDagitty(cpdagOf(dag('A -> B <- C; B -> D')))).toBe('pdag { A B C D A -> B B -> D C -> B }')
  })

  it('takes odd names, a chain of 100,000 nodes and a star with 10,000 parents', () => {
    expect(cpdagOf(dag({ nodes: oddNames, directed: chainOf(oddNames) })).edges.every((e) => e.toMark === 'tail')).toBe(
      true,
    )
    expect(cpdagOf(dag({ nodes: long, directed: chainOf(long) })).edges.length).toBe(99_999)
    const star = dag({ nodes: long.slice(0, 10_001), directed: long.slice(1, 10_001).map((a) => [a, 'n0'] as const) })
    expect(cpdagOf(star).edges.every((e) => e.toMark === 'arrow')).toBe(true)
  })

  it('refuses another kind', () => {
    expectCausalError(() => cpdagOf(pdag('A -- B') as never), 'cpdagOf', 'invalid-argument')
  })
})

describe('cpdag', () => {
  it('takes the CPDAG of a DAG only', () => {
    expect(cpdag('A -> B <- C; B -> D').kind).toBe('cpdag')
    expect(expectCausalError(() => cpdag('A -> B'), 'cpdag', 'invalid-graph').details).toEqual({ from: 'A', to: 'B' })
    expectCausalError(() => cpdag('A -> B <- C; B -- D'), 'cpdag', 'invalid-graph')
    expectCausalError(() => cpdag('A -- B -- C -- D -- A'), 'cpdag', 'invalid-graph')
    expectCausalError(() => cpdag('A -> B -> C -> A'), 'cpdag', 'cycle')
    expectCausalError(() => cpdag('A -> B; B -- C; C -> D; D -> A'), 'cpdag', 'invalid-graph')
    expect(cpdag({ nodes: long, undirected: chainOf(long) }).edges.length).toBe(99_999)
  })
})

describe('toDag and isExtendable', () => {
  it('find an extension or say that there is none', () => {
    expect(toDag(pdag('A -- B; B -> C; A -> C'))!.kind).toBe('dag')
    expect(isExtendable(pdag('A -- B -- C -- D -- A'))).toBe(false)
    expect(isExtendable(pdag('A -> B -> C -> A'))).toBe(false)
    expect(isExtendable(pdag('A <-> B'))).toBe(false)
    expect(toDagitty(toDag(pdag('A -> B -- C -- D'))!)).toBe('dag { A -> B B -> C C -> D }')
    expectCausalError(() => toDag(dag('A -> B') as never), 'toDag', 'invalid-argument')
    expectCausalError(() => isExtendable(dag('A -> B') as never), 'isExtendable', 'invalid-argument')
  })

  it('cope with a chain of 100,000 nodes', () => {
    expect(toDag(cpdag({ nodes: long, undirected: chainOf(long) })).edges.length).toBe(99_999)
    const first = [['n0', 'n1']] as const
    const rest = chainOf(long).slice(1)
    expect(
      toDag(pdag({ nodes: long, directed: first, undirected: rest }))!.edges.every(
        (e) => e.from < e.to || e.from.length < e.to.length,
      ),
    ).toBe(true)
  })
})

describe('orientByKnowledge', () => {
  it('carries a direction as far as it goes', () => {
    const g = cpdag('A -- B -- C -- D')
    expect(toDagitty(orientByKnowledge(g, { required: [['B', 'C']] }))).toBe('pdag { A -- B B -> C C -> D }')
    expect(
      toDagitty(
        orientByKnowledge(g, {
          forbidden: [
            ['B', 'C'],
            ['A', 'D'],
          ],
        }),
      ),
    ).toBe('pdag { A B C D B -> A C -> B C -- D }')
    expect(toDagitty(orientByKnowledge(g, { tiers: [['D'], ['A', 'C']] }))).toBe(
      'pdag { A B C D B -> A C -> B D -> C }',
    )
    expect(
      orientByKnowledge(cpdag({ nodes: long, undirected: chainOf(long) }), { required: [['n0', 'n1']] }).edges.every(
        (e) => e.toMark === 'arrow',
      ),
    ).toBe(true)
  })

  it('refuses what no member obeys', () => {
    const g = cpdag('A -- B -- C; D -> E <- F')
    const error = expectCausalError(
      () =>
        orientByKnowledge(g, {
          required: [
            ['A', 'B'],
            ['C', 'B'],
          ],
        }),
      'orientByKnowledge',
      'contradiction',
    )
    expect(error.details).toEqual({ from: 'C', to: 'B' })
    for (const knowledge of [
      { required: [['A', 'C']] },
      { required: [['E', 'D']] },
      { forbidden: [['D', 'E']] },
      {
        forbidden: [
          ['A', 'B'],
          ['B', 'A'],
        ],
      },
      { tiers: [['E'], ['D']] },
    ] as const)
      expectCausalError(() => orientByKnowledge(g, knowledge), 'orientByKnowledge', 'contradiction')
    expectCausalError(
      () => orientByKnowledge(g, { required: [['A', 'Q' as 'A']] }),
      'orientByKnowledge',
      'unknown-name',
    )
    expectCausalError(() => orientByKnowledge(pdag('A -- B -- C -- D -- A'), {}), 'orientByKnowledge', 'invalid-graph')
  })
})
