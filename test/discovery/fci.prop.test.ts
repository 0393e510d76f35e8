import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CausalGraph, type Dag, dag, dSeparation, fci, knowledge, magOf, pagOf, rfci } from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { edgeTexts, hashed, reordered } from './support.js'

interface Hidden {
  readonly graph: Dag
  readonly latents: readonly string[]
  readonly selected: readonly string[]
}

/** A DAG with some nodes hidden and some selected on. */
const arbitraryHidden: fc.Arbitrary<Hidden> = fc.tuple(arbitraryDag(3, 8), fc.integer()).map(([g, seed]) => {
  const kind = (node: string): number => hashed(`${seed}|${node}`)
  const latents = g.nodes.filter((node) => kind(node) < 0.3)
  const selected = g.nodes.filter((node) => kind(node) > 0.9)
  const directed = g.edges.map(({ from, to }) => [from, to] as const)
  return { graph: dag({ nodes: g.nodes, directed, latents }), latents, selected }
})

describe('fci with the oracle', () => {
  it('returns the complete PAG, hidden causes and selection allowed', () => {
    fc.assert(
      fc.property(arbitraryHidden, ({ graph, latents, selected }) => {
        const truth = pagOf(graph, { latents, selected })
        expect(edgeTexts(fci(dSeparation(graph, { selected })).graph)).toEqual(edgeTexts(truth))
      }),
      { numRuns: 150 },
    )
  })
  it('does not depend on the order of columns', () => {
    fc.assert(
      fc.property(arbitraryHidden, fc.integer(), ({ graph, selected }, seed) => {
        const test = dSeparation(graph, { selected })
        const order = [...test.variables].sort((a, b) => hashed(`${seed}${a}`) - hashed(`${seed}${b}`))
        expect(edgeTexts(fci(reordered(test, order)).graph)).toEqual(edgeTexts(fci(test).graph))
      }),
      { numRuns: 40 },
    )
  })
  it('with true knowledge never says what is false of the graph', () => {
    fc.assert(
      fc.property(arbitraryHidden, fc.integer(), ({ graph, latents, selected }, seed) => {
        const truth = magOf(graph, { latents, selected })
        const test = dSeparation(graph, { selected })
        // what is no cause of what, as the true MAG has it
        const forbidden = truth.edges.flatMap(({ from, to, fromMark, toMark }) => [
          ...(toMark === 'arrow' && hashed(`${seed}|${from}|${to}`) < 0.4 ? [[to, from] as const] : []),
          ...(fromMark === 'arrow' && hashed(`${seed}|${to}|${from}`) < 0.4 ? [[from, to] as const] : []),
        ])
        const { graph: found } = fci(test, { knowledge: knowledge({ forbidden }) })
        expectSound(found, truth)
        expect(circles(found)).toBeLessThanOrEqual(circles(fci(test).graph))
      }),
      { numRuns: 80 },
    )
  })
})

describe('rfci with the oracle', () => {
  it('has the edges of the truth and marks that hold in it', () => {
    fc.assert(
      fc.property(arbitraryHidden, ({ graph, latents, selected }) => {
        const truth = magOf(graph, { latents, selected })
        const { graph: found } = rfci(dSeparation(graph, { selected }))
        expect(found.edges.length).toBeGreaterThanOrEqual(truth.edges.length)
        expectSound(found, truth)
      }),
      { numRuns: 100 },
    )
  })
})

/** Every tail and arrow on an edge of the truth is that of the truth. */
function expectSound(found: CausalGraph, truth: CausalGraph): void {
  for (const edge of truth.edges) {
    const same = found.edges.find(({ from, to }) => from === edge.from && to === edge.to)
    const turned = found.edges.find(({ from, to }) => from === edge.to && to === edge.from)
    const [near, far] = same ? [same.fromMark, same.toMark] : [turned?.toMark, turned?.fromMark]
    expect(['circle', edge.fromMark]).toContain(near)
    expect(['circle', edge.toMark]).toContain(far)
  }
}

function circles(g: CausalGraph): number {
  return g.edges.reduce((sum, e) => sum + Number(e.fromMark === 'circle') + Number(e.toMark === 'circle'), 0)
}
