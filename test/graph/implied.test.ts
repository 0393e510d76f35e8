import { describe, expect, it } from 'vitest'
import {
  admg,
  dag,
  impliedIndependencies,
  independenceBasis,
  moralGraph,
  pag,
  pdag,
  toAdjacency,
  vermaConstraints,
} from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

const chainOf = (names: readonly string[]) => names.slice(1).map((name, i) => [names[i]!, name] as const)

describe('impliedIndependencies', () => {
  it('lists all minimal sets, or one a pair', () => {
    const g = dag('A -> B -> C -> D')
    expect(impliedIndependencies(g).length).toBe(4)
    expect(impliedIndependencies(g, { sets: 'one' }).map(({ given }) => given)).toEqual([['B'], ['B'], ['C']])
    expect(impliedIndependencies(dag('A -> B'))).toEqual([])
    expect(impliedIndependencies(pag('A o-> B <-o C'))).toEqual([{ x: 'A', y: 'C', given: [] }])
  })

  it('says nothing about latents, and refuses too many', () => {
    const hidden = dag({
      nodes: ['U', 'X', 'Y', 'Z'],
      directed: [
        ['U', 'X'],
        ['U', 'Y'],
        ['X', 'Z'],
      ],
      latents: ['U'],
    })
    expect(impliedIndependencies(hidden)).toEqual([{ x: 'Y', y: 'Z', given: ['X'] }])
    const wide = dag({
      nodes: ['X', 'Y', ...Array.from({ length: 40 }, (_, i) => `v${i}`)],
      directed: Array.from(
        { length: 20 },
        (_, i) =>
          [
            ['X', `v${2 * i}`],
            [`v${2 * i}`, `v${2 * i + 1}`],
            [`v${2 * i + 1}`, 'Y'],
          ] as const,
      ).flat(),
    })
    expectCausalError(() => impliedIndependencies(wide), 'impliedIndependencies', 'too-large')
    expectCausalError(
      () => impliedIndependencies(wide, { maxStatements: Number.NaN }),
      'impliedIndependencies',
      'invalid-argument',
    )
    expect(impliedIndependencies(wide, { sets: 'one' }).length).toBe((42 * 41) / 2 - 60)
    expectCausalError(
      () => impliedIndependencies(pdag('A -- B -- C -- D -- A')),
      'impliedIndependencies',
      'invalid-graph',
    )
    expect(impliedIndependencies(dag({ nodes: oddNames, directed: chainOf(oddNames) }), { sets: 'one' }).length).toBe(
      55,
    )
  })
})

describe('independenceBasis', () => {
  it('has a statement for each node, none about latents', () => {
    expect(independenceBasis(dag('A -> B -> C -> D'))).toEqual([
      { x: 'C', y: ['A'], given: ['B'] },
      { x: 'D', y: ['A', 'B'], given: ['C'] },
    ])
    expect(
      independenceBasis(
        dag({
          nodes: ['U', 'X', 'Y', 'Z'],
          directed: [
            ['U', 'X'],
            ['U', 'Y'],
            ['X', 'Z'],
          ],
          latents: ['U'],
        }),
      ),
    ).toEqual([{ x: 'Z', y: ['Y'], given: ['X'] }])
    expectCausalError(() => independenceBasis(pdag('A -- B') as never), 'independenceBasis', 'invalid-argument')
  })
})

describe('vermaConstraints', () => {
  it('finds the constraint of Verma, and none where independences say it all', () => {
    expect(vermaConstraints(admg('A -> B -> C -> D; B <-> D'))).toEqual([
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

  it('are refused, at once, where there is no end to them', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    const chain = dag({ nodes, directed: chainOf(nodes) })
    expectCausalError(() => impliedIndependencies(chain), 'impliedIndependencies', 'too-large')
    expectCausalError(() => independenceBasis(chain), 'independenceBasis', 'too-large')
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
    expectCausalError(() => toAdjacency(chain), 'toAdjacency', 'too-large')
    const star = dag({ nodes, directed: nodes.slice(1).map((name) => [name, 'n0'] as const) })
    expectCausalError(() => moralGraph(star), 'moralGraph', 'too-large')
  })
})
