import { describe, expect, it } from 'vitest'
import {
  box,
  compose,
  cut,
  dag,
  diagramOf,
  discard,
  doValue,
  equalDiagrams,
  openAt,
  plug,
  replaceBox,
  splitAt,
  tensor,
  uniformState,
  withHoles,
  withOutputs,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

/** The running example: genes G are hidden, smoking S, tar T, ageing A, cancer C. */
const model = diagramOf(
  dag({
    nodes: ['G', 'S', 'T', 'C'],
    directed: [
      ['G', 'S'],
      ['S', 'T'],
      ['T', 'C'],
      ['G', 'C'],
    ],
    latents: ['G'],
  }),
)

describe('Lorenz & Tull 2023, Causal models in string diagrams', () => {
  it('opening removes a mechanism: every intervention on it is plugged into the opened model', () => {
    const opened = openAt(model, 'S').diagram
    expect(opened.inputs).toEqual(['S'])
    // cut and do are states on the open wire
    expect(equalDiagrams(compose(uniformState('S'), opened), cut(model, 'S').diagram)).toBe(true)
    const point = withOutputs(doValue(model, 'S', 1).diagram, ['S', 'T', 'C'])
    expect(
      equalDiagrams(
        compose(withOutputs(splitAt(model, 'S', { values: { S: 1 } }).diagram, ['T', 'C'])),
        withOutputs(point, ['T', 'C']),
      ),
    ).toBe(true)
  })

  it('a soft intervention is another mechanism in the hole that is left, with parents of its own choice or fewer', () => {
    const comb = withHoles(model, 'S')
    const policy = box('tax', ['G'], ['S'])
    expect(equalDiagrams(plug(comb, policy), replaceBox(model, 'S', 'tax', ['G']).diagram)).toBe(true)
    expect(equalDiagrams(plug(comb, compose(discard('G'), uniformState('S'))), cut(model, 'S').diagram)).toBe(true)
    expectCausalError(() => plug(comb, box('tax', ['T'], ['S'])), 'plug', 'type-mismatch')
  })

  it('a split node is the opened model with the natural value kept; discarding that is opening', () => {
    const split = splitAt(model, 'S')
    const [s] = split.wires
    const kept = withOutputs(split.diagram, ['T', 'C'])
    expect(equalDiagrams(kept, withOutputs(openAt(model, 'S').diagram, ['T', 'C']))).toBe(true)
    expect(split.diagram.wires[s!.natural]).toBe(split.diagram.wires[s!.fixed])
    expect(split.labels.filter((label) => label.endsWith('(s)'))).toEqual(['T(s)', 'C(s)'])
  })

  it('opening at one place and then at another is opening at both, in either order', () => {
    const both = openAt(openAt(model, 'S').diagram, 'T').diagram
    const other = openAt(openAt(model, 'T').diagram, 'S').diagram
    const turned = compose(tensor(box('s', [], ['S']), box('t', [], ['T'])), both)
    const straight = compose(tensor(box('t', [], ['T']), box('s', [], ['S'])), other)
    expect(equalDiagrams(turned, straight)).toBe(true)
  })
})
