import { describe, expect, it } from 'vitest'
import { cpdag, cpdagOf, dag, designExperiment, mpdag, pag } from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const star = cpdag('H -- A; H -- B; H -- C; H -- D')

describe('designExperiment', () => {
  it('sets the middle of a star, and says what each outcome would leave', () => {
    const { best, members, undirectedEdges } = designExperiment(star)
    expect([members, undirectedEdges]).toEqual([5n, 4])
    expect(best?.targets).toEqual(['H'])
    expect(best?.expectedMembers).toBe(1)
    expect(best?.outcomes).toHaveLength(5)
    for (const { share, undirectedEdges: left } of best!.outcomes) expect([share, left]).toEqual([0.2, 0])
  })

  it('takes costs into account, and sets of targets', () => {
    expect(designExperiment(star, { costs: { H: 10 } }).best?.targets).not.toEqual(['H'])
    const pairs = designExperiment(star, { targets: [['A', 'B'], ['A']] })
    expect(pairs.experiments.map(({ targets }) => targets.join())).toEqual(['A,B', 'A'])
    expect(designExperiment(star, { maxTargets: 2 }).experiments).toHaveLength(15)
  })

  it('has nothing to propose where there is nothing to tell apart', () => {
    const found = designExperiment(cpdag('A -> B <- C'))
    expect(found).toMatchObject({ best: null, experiments: [], members: 1n, undirectedEdges: 0 })
  })

  it('works part by part in large graphs: members beyond counting, outcomes few', () => {
    const nodes = Array.from({ length: 300 }, (_, i) => `N${i}`)
    const tree = dag({ nodes, directed: nodes.slice(1).map((name, i) => [nodes[i >> 1]!, name] as const) })
    const found = designExperiment(cpdagOf(tree))
    expect(found.members).toBe(300n)
    expect(found.best!.worstMembers).toBeLessThan(170n)
    const chains = dag({
      nodes,
      directed: nodes.flatMap((name, i) => (i % 3 === 2 ? [] : [[name, nodes[i + 1]!] as const])),
    })
    const many = designExperiment(cpdagOf(chains))
    expect(many.members).toBe(3n ** 100n)
    expect(many.best!.targets).toEqual(['N1'])
    expect(many.best!.gain).toBeCloseTo(Math.log2(3), 12)
  })

  it('refuses what it cannot judge', () => {
    const refused = (call: () => unknown, code: string): void => {
      expectCausalError(call, 'designExperiment', code as 'latent')
    }
    refused(() => designExperiment(pag('A o-o B') as never), 'not-supported')
    refused(() => designExperiment(dag('A -> B') as never), 'invalid-argument')
    refused(() => designExperiment(star, { targets: [['Z' as 'A']] }), 'unknown-name')
    refused(() => designExperiment(star, { targets: [[]] }), 'invalid-argument')
    refused(() => designExperiment(star, { targets: [['A']], maxTargets: 1 }), 'invalid-argument')
    refused(() => designExperiment(star, { maxTargets: 0 }), 'invalid-argument')
    refused(() => designExperiment(star, { costs: { A: 0 } }), 'invalid-argument')
    refused(() => designExperiment(star, { costs: { Z: 1 } as never }), 'unknown-name')
    refused(() => designExperiment(star, { objective: 'best' as 'information' }), 'invalid-argument')
    refused(() => designExperiment(star, { budget: 2 }), 'too-large')
    const hidden = mpdag({ nodes: ['A', 'B'], undirected: [['A', 'B']], latents: ['A'] })
    refused(() => designExperiment(hidden, { targets: [['A']] }), 'latent')
    expect(designExperiment(hidden).experiments.map(({ targets }) => targets)).toEqual([['B']])
  })
})
