import { describe, expect, it } from 'vitest'
import {
  applyRule,
  box,
  compose,
  copy,
  type Diagram,
  discard,
  equalDiagrams,
  equalModulo,
  findMatches,
  identity,
  interpret,
  normalForm,
  permute,
  stochastic,
  swap,
  tensor,
  uniformState,
  verifyTrace,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'
import { deepFreeze } from '../../support/freeze.js'

const f = box('f', ['A'], ['B'])
const g = box('g', ['B'], ['A'])
const merge = box('merge', ['A', 'A'], ['A'])
const unit = box('unit', [], ['A'])
const commutative = { law: 'commutative', left: compose(swap('A', 'A'), merge), right: merge }
const associative = {
  law: 'associative',
  left: compose(tensor(merge, identity('A')), merge),
  right: compose(tensor(identity('A'), merge), merge),
}
const neutral = { law: 'neutral', left: compose(tensor(unit, identity('A')), merge), right: identity('A') }
const monoid = deepFreeze([commutative, associative, neutral])
const names = (diagram: Diagram): string[] => diagram.boxes.map((placed) => placed.box.name)

describe('rules with sides that copy, discard or have no box', () => {
  it('puts a part on a wire, where readers before it keep the old wire', () => {
    const inverse = { law: 'inverse', left: identity('A'), right: compose(f, g) }
    const chain = compose(g, f)
    expect(findMatches(chain, inverse)).toEqual([{ boxes: [], inputs: [1] }])
    const done = applyRule(chain, inverse)!
    expect(names(done.diagram)).toEqual(['g', 'f', 'g', 'f'])
    expect(done.step.inputs).toEqual([1])
    expect(verifyTrace(chain, [done.step], [inverse])).toEqual({ valid: true })
    expect(verifyTrace(chain, [{ ...done.step, inputs: [0] }], [inverse]).valid).toBe(false)
    expect(verifyTrace(chain, [{ ...done.step, inputs: [null] }], [inverse]).valid).toBe(false)
  })

  it('copies what is before a copy, and back', () => {
    const share = { law: 'share', left: compose(f, copy('B')), right: compose(copy('A'), tensor(f, f)) }
    const start = compose(f, copy('B'), tensor(g, g))
    const done = applyRule(start, share)!
    expect(equalDiagrams(done.diagram, compose(copy('A'), tensor(f, f), tensor(g, g)), 'cdu')).toBe(true)
    const back = applyRule(done.diagram, { law: 'share', left: share.right, right: share.left })!
    expect(equalDiagrams(back.diagram, start, 'cdu')).toBe(true)
  })

  it('makes and takes away what stands alone', () => {
    const chance = box('chance', [], [])
    const alone = { law: 'alone', left: chance, right: identity([]) }
    expect(names(applyRule(tensor(chance, f), alone)!.diagram)).toEqual(['f'])
    const made = applyRule(f, { law: 'alone', left: identity([]), right: chance })!
    expect(names(made.diagram)).toEqual(['f', 'chance'])
    const lost = { law: 'lost', left: compose(f, discard('B')), right: discard('A') }
    expect(
      names(applyRule(compose(copy('A'), tensor(compose(f, discard('B')), identity('A'))), lost)!.diagram),
    ).toEqual([])
  })

  it('takes a wire that the left side forgets', () => {
    const other = box('other', ['A'], ['A'])
    const forget = { law: 'forget', left: compose(discard('A'), unit), right: other }
    const start = compose(tensor(unit, identity('A')), merge)
    // the wire may be the input, but not what the state itself leads to
    expect(findMatches(start, forget)).toEqual(
      [{ boxes: [0], inputs: [0] }].map((match) => ({ ...match, inputs: [1] })),
    )
    expect(names(applyRule(start, forget)!.diagram)).toEqual(['other', 'merge'])
  })
})

describe('normalForm', () => {
  it('brings a word to its normal form', () => {
    const bracketed = compose(tensor(unit, merge, identity('A')), tensor(merge, identity('A')), merge)
    const done = normalForm(bracketed, [neutral, associative])
    expect(done.normal).toBe(true)
    expect(equalDiagrams(done.diagram, associative.right)).toBe(true)
    expect(done.steps.map((step) => step.law)).toEqual(['neutral', 'associative'])
  })

  it('says when rules do not end, and when they run in a circle', () => {
    const growing = { law: 'more', left: f, right: compose(f, g, f) }
    const grown = normalForm(f, [growing], { budget: 4 })
    expect(grown).toMatchObject({ normal: false, reason: 'budget' })
    expect(grown.steps).toHaveLength(4)
    expect(grown.diagram.boxes).toHaveLength(9)
    const h = box('h', ['A'], ['B'])
    const circle = [
      { law: 'there', left: f, right: h },
      { law: 'back', left: h, right: f },
    ]
    expect(normalForm(f, circle)).toMatchObject({ normal: false, reason: 'loop' })
    expect(normalForm(f, [growing], { budget: 0 })).toMatchObject({ normal: false, reason: 'budget', steps: [] })
  })

  it('tells bad input by name', () => {
    expectCausalError(() => normalForm(f, [neutral, neutral]), 'normalForm', 'duplicate-name')
    expectCausalError(() => normalForm(f, [], { budget: -1 }), 'normalForm', 'invalid-argument')
    expectCausalError(() => normalForm(f, [{ law: 'x', left: f, right: g }]), 'normalForm', 'type-mismatch')
    expectCausalError(() => findMatches(merge, commutative, { maxMatches: 0 }), 'findMatches', 'too-large')
  })
})

describe('equalModulo', () => {
  const left = associative.left
  const turned = compose(permute(['A', 'A', 'A'], [2, 0, 1]), left)

  it('proves that products of a commutative monoid may be taken in any order', () => {
    const answer = equalModulo(left, turned, monoid)
    if (answer.verdict !== 'equal') throw new Error(answer.message)
    expect(verifyTrace(left, answer.proof, monoid)).toEqual({ valid: true })
  })

  it('finds a model of the rules in which two diagrams differ', () => {
    const answer = equalModulo(left, turned, [associative, neutral])
    if (answer.verdict !== 'different' || answer.witness === null) throw new Error(answer.verdict)
    expect(answer.reason).toBe('model')
    const { boxes, sizes } = answer.witness
    const read = (diagram: Diagram): number[] => [...interpret(diagram, stochastic, boxes, { sizes }).values]
    expect(read(associative.left)).toEqual(read(associative.right))
    expect(read(neutral.left)).toEqual(read(neutral.right))
    expect(read(left)).not.toEqual(read(turned))
  })

  it('says what it does not know', () => {
    const word = compose(f, g, f, g)
    // all words of f and g are the identity in no model of two states but permutations: none is told from another
    const rules = [{ law: 'four', left: compose(f, g, f, g), right: identity('A') }]
    expect(equalModulo(compose(f, g), identity('A'), rules, { budget: 5 }).verdict).toBe('different')
    expect(equalModulo(word, identity('A'), rules, { budget: 5 }).verdict).toBe('equal')
    const cubed = [{ law: 'cube', left: compose(f, g, f, g, f, g), right: identity('A') }]
    expect(equalModulo(compose(f, g), identity('A'), cubed, { budget: 5 })).toMatchObject({
      verdict: 'undecided',
      reason: 'budget',
      searched: 5,
    })
    expect(equalModulo(f, box('h', ['A'], ['B']), []).verdict).toBe('different')
    expect(equalModulo(f, g, monoid)).toMatchObject({ verdict: 'different', reason: 'type' })
    expect(equalModulo(uniformState('A'), unit, [{ law: 'flat', left: unit, right: uniformState('A') }]).verdict).toBe(
      'equal',
    )
  })

  it('refuses lies', () => {
    const answer = equalModulo(left, turned, monoid)
    if (answer.verdict !== 'equal') throw new Error(answer.message)
    const { proof } = answer
    const { steps, back } = proof
    const all = [...steps, ...back]
    expect(all.length).toBe(2)
    const lies = [
      { ...proof, steps: steps.slice(1) },
      { ...proof, back: back.slice(0, -1) },
      { ...proof, steps: [...steps, ...back], back: [] },
      { ...proof, end: compose(swap('A', 'A'), merge) },
      { ...proof, end: associative.right },
      { ...proof, start: turned },
      { ...proof, level: 'equal' },
      { ...proof, level: 'functional', steps: [] },
      ...all.map((_, k) => ({
        ...proof,
        steps: steps.map((step, i) => (i === k ? { ...step, law: 'neutral' } : step)),
        back: back.map((step, i) =>
          i + steps.length === k ? { ...step, matched: [...step.matched].reverse().slice(1) } : step,
        ),
      })),
    ]
    for (const lie of lies) expect(verifyTrace(left, lie as never, monoid).valid).toBe(false)
    expect(verifyTrace(left, proof, [commutative]).valid).toBe(false)
    expect(verifyTrace(turned, proof, monoid)).toMatchObject({ valid: false, reason: 'wrong-start' })
  })
})
