import { describe, expect, it } from 'vitest'
import { dag, diagramOf, dSeparatedIn, openAt, splitAt, verifyTrace } from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

describe('the examples of Richardson and Robins 2013', () => {
  it('figure 1: with a hidden common cause, Y(x) depends on X; without it, not', () => {
    const free = splitAt(diagramOf(dag('X -> Y')), 'X')
    expect(free.labels).toEqual(['X', 'Y(x)', 'x'])
    expect(dSeparatedIn(free.diagram, free.wires[0]!.natural, 'Y', free.wires[0]!.fixed)).toBe(true)
    const model = diagramOf(
      dag({
        nodes: ['X', 'Y', 'H'],
        directed: [
          ['X', 'Y'],
          ['H', 'X'],
          ['H', 'Y'],
        ],
        latents: ['H'],
      }),
    )
    const confounded = splitAt(model, 'X')
    const [x] = confounded.wires
    expect(dSeparatedIn(confounded.diagram, x!.natural, 'Y', x!.fixed)).toBe(false)
    expect(dSeparatedIn(confounded.diagram, x!.natural, 'Y', [x!.fixed, 'H'])).toBe(true)
  })

  it('two treatments in sequence: the labels are minimal, and the sequential conditions hold', () => {
    // A treated, L measured after, B treated by A and L, Y the outcome, H hidden between L and Y
    const model = diagramOf(
      dag({
        nodes: ['A', 'L', 'H', 'B', 'Y'],
        directed: [
          ['A', 'L'],
          ['H', 'L'],
          ['L', 'B'],
          ['A', 'B'],
          ['B', 'Y'],
          ['H', 'Y'],
          ['A', 'Y'],
        ],
        latents: ['H'],
      }),
    )
    const { diagram, labels, wires, steps } = splitAt(model, ['A', 'B'])
    const label = Object.fromEntries(model.wires.map((name, v) => [name, labels[v]]))
    expect(label).toEqual({ A: 'A', L: 'L(a)', H: 'H', B: 'B(a)', Y: 'Y(a, b)' })
    const [a, b] = wires
    const fixed = [a!.fixed, b!.fixed]
    expect(dSeparatedIn(diagram, a!.natural, 'Y', fixed)).toBe(true)
    expect(dSeparatedIn(diagram, b!.natural, 'Y', [...fixed, 'L', a!.natural])).toBe(true)
    // L(a) is not to be left out: it is hidden-tied to Y
    expect(dSeparatedIn(diagram, b!.natural, 'Y', fixed)).toBe(false)
    expect(verifyTrace(model, steps)).toEqual({ valid: true })
    expect(verifyTrace(model, [{ ...steps[0]!, at: steps[1]!.at }]).valid).toBe(false)
    expect(verifyTrace(model, [{ ...steps[0]!, with: 1 }]).valid).toBe(false)
  })

  it('a label says do where its small letter is taken', () => {
    const model = diagramOf(dag('x -> X -> Y; d -> Y'))
    expect(splitAt(model, ['X', 'd']).labels).toEqual(['x', 'X', 'Y(do X, do d)', 'd', 'do X', 'do d'])
  })

  it('refuses what is no wire to split', () => {
    const model = diagramOf(dag('X -> Y'))
    expectCausalError(() => splitAt(model, 'Z'), 'splitAt', 'unknown-name')
    expectCausalError(() => splitAt(model, ['X', 'X']), 'splitAt', 'duplicate-name')
    expectCausalError(() => splitAt(model, 'X', { values: { Y: 1 } }), 'splitAt', 'unknown-name')
    expectCausalError(() => splitAt(model, 'X', { values: { X: Number.NaN } }), 'splitAt', 'invalid-argument')
    const open = openAt(model, 'X').diagram
    expectCausalError(() => splitAt(open, 'X'), 'splitAt', 'invalid-argument')
  })
})
