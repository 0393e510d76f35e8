import { describe, expect, it } from 'vitest'
import { admg, categorical, cpt, dag, diagramOf, findComb, linear, normal, openAt, scm } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('findComb', () => {
  it('reads graphs with latents and network diagrams alike', () => {
    const hidden = dag({
      nodes: ['S', 'T', 'C', 'H'],
      directed: [
        ['H', 'S'],
        ['H', 'C'],
        ['S', 'T'],
        ['T', 'C'],
      ],
      latents: ['H'],
    })
    const wanted = findComb(admg('S -> T -> C; S <-> C'), 'S', 'C')
    expect(findComb(hidden, 'S', 'C')).toEqual(wanted)
    expect(findComb(diagramOf(hidden), 'S', 'C')).toEqual(wanted)
    expectCausalError(() => findComb(hidden, 'H', 'C'), 'findComb', 'latent')
    expectCausalError(() => findComb(hidden, 'Q' as never), 'findComb', 'unknown-name')
    expectCausalError(() => findComb(3 as never, 'H'), 'findComb', 'invalid-argument')
  })

  it('discards what is no ancestor of the outcome, and says what', () => {
    const g = admg('X -> B; X <-> B; X -> M -> Y')
    expect(findComb(g, 'X')).toMatchObject({ applicable: false, path: ['X', 'B'], child: 'B' })
    expect(findComb(g, 'X', 'Y')).toMatchObject({ applicable: true, discarded: ['B'], component: ['X'] })
  })

  it('copes with a chain of 100,000 nodes', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    const chain = dag({ nodes, directed: nodes.slice(1).map((name, i) => [nodes[i]!, name] as const) })
    const comb = findComb(chain, 'n0', 'n99999')
    expect(comb.applicable && comb.teeth.at(-1)).toEqual({
      variable: 'n99999',
      given: ['n99998'],
      withTreatment: false,
    })
  })
})

describe('diagramOf a model', () => {
  it('is functional: noises come from outside, unstated chance stays inside', () => {
    const model = scm({
      Z: categorical({ a: 0.5, b: 0.5 }),
      W: cpt(['Z'], { a: { y: 0.1, n: 0.9 }, b: { y: 0.4, n: 0.6 } }),
      X: normal(0, 1),
      Y: linear({ X: 2 }, normal(0, 1)),
      V: linear({ Y: 1 }, null),
    })
    const d = diagramOf(model)
    expect(d.outputs).toEqual(['Z', 'W', 'X', 'Y', 'V'])
    const kinds = new Map(d.boxes.map(({ box }) => [box.name, [box.inputs.join(), box.deterministic]]))
    expect(kinds).toEqual(
      new Map<string, unknown[]>([
        ['U(Y)', ['', false]],
        ['Z', ['', false]],
        ['W', ['Z', false]],
        ['X', ['', false]],
        ['Y', ['X,U(Y)', true]],
        ['V', ['Y', true]],
      ]),
    )
    expect(diagramOf(model, { inputs: 'X', outputs: 'Y' }).inputs).toEqual(['X'])
    expect(openAt(d, 'Y').diagram.inputs).toEqual(['Y'])
  })
})
