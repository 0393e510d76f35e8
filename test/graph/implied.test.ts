import { describe, expect, it } from 'vitest'
import { dag, impliedIndependencies, independenceBasis, moralGraph, pag, pdag, toAdjacency } from '../../src/index.js'
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

describe('what has no end', () => {
  it('is refused at once', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    const chain = dag({ nodes, directed: chainOf(nodes) })
    expectCausalError(() => impliedIndependencies(chain), 'impliedIndependencies', 'too-large')
    expectCausalError(() => independenceBasis(chain), 'independenceBasis', 'too-large')
    expectCausalError(() => toAdjacency(chain), 'toAdjacency', 'too-large')
    const star = dag({ nodes, directed: nodes.slice(1).map((name) => [name, 'n0'] as const) })
    expectCausalError(() => moralGraph(star), 'moralGraph', 'too-large')
  })
})
