import { describe, expect, it } from 'vitest'
import { dag, pag, toDot, toMermaid, toTikz } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

const odd = dag({
  nodes: oddNames,
  directed: oddNames.slice(1).map((name, i) => [oddNames[i]!, name] as const),
  latents: ['2'],
})

describe('toDot', () => {
  it('quotes every name and shows marks', () => {
    expect(toDot(odd)).toContain('"\\"q\\""')
    expect(toDot(odd)).toContain('"2" [latent=true, style=dashed]')
    expect(toDot(pag('A o-> B; C <-> D'))).toContain('"A" -> "B" [dir=both, arrowtail=odot, arrowhead=normal]')
    expectCausalError(() => toDot({} as never), 'toDot', 'invalid-argument')
  })
})

describe('all', () => {
  it('cope with names of any form', () => {
    for (const write of [toDot, toMermaid, toTikz]) expect(write(odd).length).toBeGreaterThan(100)
    expect(toMermaid(odd)).toContain('#34;q#34;')
    expect(toMermaid(pag('A o-o B; B o-> C; C -o D'))).toContain('n0 o--o n1')
  })

  it('cope with a chain of 100,000 nodes, but for the layout', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    const chain = dag({ nodes, directed: nodes.slice(1).map((name, i) => [nodes[i]!, name] as const) })
    for (const write of [toDot, toMermaid]) expect(write(chain).split('\n').length).toBeGreaterThan(199_000)
  })
})
