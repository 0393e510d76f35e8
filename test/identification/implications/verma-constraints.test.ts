import { describe, expect, it } from 'vitest'
import { admg, dag, pdag, toText, vermaConstraints } from '../../../src/index.js'
import { oddNames } from '../../support/arbitrary.js'
import { expectCausalError } from '../../support/errors.js'

const chainOf = (names: readonly string[]) => names.slice(1).map((name, i) => [names[i]!, name] as const)

describe('vermaConstraints', () => {
  it('finds the constraint of Verma, and none where independences say it all', () => {
    expect(vermaConstraints(admg('A -> B -> C -> D; B <-> D'))).toMatchObject([
      {
        node: 'D',
        among: ['A', 'B', 'C', 'D'],
        cFactors: [
          { nodes: ['B', 'D'], by: 'district' },
          { nodes: ['D'], by: 'sum' },
        ],
        independentOf: ['A'],
      },
    ])
    expect(vermaConstraints(dag('A -> B -> C'))).toEqual([])
    expect(vermaConstraints(admg('X -> M -> Y; X <-> Y'))).toEqual([])
    expect(vermaConstraints(admg('A -> B; C -> D; B <-> D'))).toEqual([])
    // D is independent of E and F given A: Q[D, E] = P(D | A) P(E) needs no more than that
    expect(vermaConstraints(admg('A -> D; C <-> D; C <-> E; F -> A; F -> C; F <-> E'))).toEqual([])
    // an ancestral graph, and yet a constraint beyond its independences
    expect(vermaConstraints(admg('P -> D -> X -> S; D <-> E; E <-> S')).map((c) => c.independentOf)).toEqual([['P']])
    const withLatent = dag({
      nodes: ['A', 'B', 'C', 'D', 'U'],
      directed: [
        ['A', 'B'],
        ['B', 'C'],
        ['C', 'D'],
        ['U', 'B'],
        ['U', 'D'],
      ],
      latents: ['U'],
    })
    expect(vermaConstraints(withLatent)[0]!.independentOf).toEqual(['A'])
    expectCausalError(() => vermaConstraints(pdag('A -- B') as never), 'vermaConstraints', 'invalid-argument')
  })

  it('copes with odd names and a chain of 100,000 nodes', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    expect(vermaConstraints(dag({ nodes, directed: chainOf(nodes) }))).toEqual([])
    const [a, b, c, d] = oddNames as [string, string, string, string]
    const g = admg({
      nodes: [a, b, c, d],
      directed: [
        [a, b],
        [b, c],
        [c, d],
      ],
      bidirected: [[b, d]],
    })
    expect(vermaConstraints(g)[0]!.independentOf).toEqual([a])
  })

  it('are formulas in which the irrelevant values are free', () => {
    const texts = (text: string) => vermaConstraints(admg(text)).map(({ formula }) => toText(formula))
    expect(texts('A -> B -> C -> D; B <-> D')).toEqual(['Σ_B P(D | A, C, B) P(B | A)'])
    expect(texts('P -> D -> X -> S; D <-> E; E <-> S')).toEqual(['Σ_D P(S | P, X, E, D) P(E, D | P)'])
  })

  it('are refused, at once, where there is no end to them', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    const hidden = admg({ nodes: nodes.slice(0, 3000), bidirected: chainOf(nodes.slice(0, 3000)) })
    expectCausalError(() => vermaConstraints(hidden), 'vermaConstraints', 'too-large')
    // 2^60 sets at least, which the refusal counts without a search: the cause in the middle comes first, or last
    for (const pairs of [
      nodes.slice(1, 61).map((name) => ['n0', name] as const),
      nodes.slice(0, 60).map((name) => [name, 'n60'] as const),
    ]) {
      const stars = admg({ nodes: nodes.slice(0, 61), bidirected: pairs })
      const error = expectCausalError(() => vermaConstraints(stars), 'vermaConstraints', 'too-large')
      expect(error.details['steps']).toBeGreaterThan(2 ** 59)
    }
  })
})
