import { describe, expect, it } from 'vitest'
import {
  box,
  compose,
  cut,
  dag,
  diagramOf,
  drawProof,
  equalModulo,
  identity,
  normalForm,
  permute,
  splitAt,
  swap,
  tensor,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const merge = box('merge', ['A', 'A'], ['A'])
const rules = [
  { law: 'a & b = b & a', left: compose(swap('A', 'A'), merge), right: merge },
  {
    law: 'brackets <moved>',
    left: compose(tensor(merge, identity('A')), merge),
    right: compose(tensor(identity('A'), merge), merge),
  },
]
const left = rules[1]!.left
const answer = equalModulo(left, compose(permute(['A', 'A', 'A'], [2, 0, 1]), left), rules)
if (answer.verdict !== 'equal') throw new Error(answer.verdict)
const { proof } = answer

/** The opening and closing tags of a text, in balance. */
function isBalanced(svg: string): boolean {
  const open: string[] = []
  for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (self === '/') continue
    if (close === '') open.push(name!)
    else if (open.pop() !== name) return false
  }
  return open.length === 0
}
const accented = (svg: string): string[] => [...svg.matchAll(/<g class="accent" data-box="([^"]*)"/g)].map((m) => m[1]!)

describe('drawProof', () => {
  it('shows each step with the boxes that are exchanged marked, before and after', () => {
    const svg = drawProof(proof, rules, { title: 'Any order' })
    expect(isBalanced(svg)).toBe(true)
    expect(svg.match(/data-step=/g)).toHaveLength(proof.steps.length + proof.back.length)
    expect(svg).toContain('a &amp; b = b &amp; a')
    expect(svg).toContain('<title>Any order</title>')
    expect(svg.match(/<style>/g)).toHaveLength(1)
    expect(svg).not.toContain('NaN')
    // commuting marks one box on either side, moving brackets two
    const laws = [...proof.steps, ...proof.back].map(({ law }) => (law === rules[0]!.law ? 1 : 2))
    expect(accented(svg)).toHaveLength(2 * laws.reduce<number>((sum, count) => sum + count, 0))
  })

  it('animates without a script', () => {
    const svg = drawProof(proof, rules, { animated: true, seconds: 1.5, theme: 'light' })
    expect(isBalanced(svg)).toBe(true)
    expect(svg).toContain('@keyframes')
    expect(svg).not.toContain('<script')
    expect(svg.match(/data-frame=/g)).toHaveLength(2 * (proof.steps.length + proof.back.length) + 1)
    expect(svg).toContain('prefers-reduced-motion')
  })

  it('draws surgery, and a record without steps', () => {
    const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))
    const svg = drawProof({ start: model, steps: [cut(model, 'X').step] })
    expect(accented(svg)).toEqual(['X', 'uniform'])
    expect(svg).toContain('cut X')
    expect(drawProof({ start: model, steps: splitAt(model, 'X', { values: { X: 1 } }).steps })).toContain('split X = 1')
    expect(drawProof({ start: model, steps: [] })).toContain('No step.')
    expect(isBalanced(drawProof({ start: model, steps: [] }, [], { animated: true }))).toBe(true)
  })

  it('draws nothing that does not hold', () => {
    const { start } = proof
    const { steps } = normalForm(left, rules.slice(1))
    expectCausalError(
      () => drawProof({ start, steps: [{ ...steps[0]!, matched: [1, 0] }] }, rules),
      'drawProof',
      'invalid-argument',
    )
    expectCausalError(() => drawProof({ ...proof, end: merge }, rules), 'drawProof', 'invalid-argument')
    expectCausalError(() => drawProof(proof, rules.slice(1)), 'drawProof', 'invalid-argument')
    expectCausalError(() => drawProof(proof, rules, { seconds: 0 }), 'drawProof', 'invalid-argument')
  })
})
