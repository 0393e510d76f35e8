import { describe, expect, it } from 'vitest'
import { dag, pag, pdag, toDot, toMermaid, toTikz } from '../../src/index.js'
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

describe('toMermaid', () => {
  it('gives nodes ids of their own and escapes labels', () => {
    expect(toMermaid(odd)).toContain('n9["#34;q#34;"]')
    expect(toMermaid(odd)).toContain('class n2 latent')
    expect(toMermaid(pdag('A -- B'))).toContain('n0 --- n1')
    expect(toMermaid(pag('A o-o B; B o-> C; C -o D'))).toContain('n0 o--o n1')
    expectCausalError(() => toMermaid({} as never), 'toMermaid', 'invalid-argument')
  })
})

describe('toTikz', () => {
  it('escapes what LaTeX would read, and puts causes to the left', () => {
    const text = toTikz(dag({ nodes: ['50%_{x}', 'Y'], directed: [['50%_{x}', 'Y']], latents: ['Y'] }))
    expect(text).toContain('(n0) at (0, 0) {50\\%\\_\\{x\\}}')
    expect(text).toContain('[draw, dashed, rounded corners] (n1) at (2, 0)')
    expect(toTikz(pag('A o-o B'))).toContain('\\draw[{Circle[open]}-{Circle[open]}] (n0) to (n1);')
    expect(toTikz(pdag('A -- B'))).toContain('\\draw[-] (n0) to (n1);')
    expectCausalError(() => toTikz({} as never), 'toTikz', 'invalid-argument')
  })

  it('all cope with a chain of 100,000 nodes', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    const chain = dag({ nodes, directed: nodes.slice(1).map((name, i) => [nodes[i]!, name] as const) })
    for (const write of [toDot, toMermaid, toTikz]) expect(write(chain).split('\n').length).toBeGreaterThan(199_000)
  })
})
