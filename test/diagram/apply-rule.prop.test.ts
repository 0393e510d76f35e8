import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyRule,
  box,
  compose,
  copy,
  cut,
  type Diagram,
  discard,
  equalDiagrams,
  fromProgram,
  identity,
  type RewriteRule,
  tensor,
  verifyTrace,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { arbitraryDiagram, arbitraryType, bruteForce, distance, tables } from './arbitrary.js'

const f = box('f', ['A'], ['B'])
const g = box('g', ['B'], ['A'])
const d = box('d', ['A'], ['A'], { deterministic: true })
const numbers = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 31, maxLength: 31 })
const any = arbitraryType.chain((type) => arbitraryDiagram(type, { most: 6 }))

describe('applyRule', () => {
  it('uses laws that hold: the meaning stays, and the record can be replayed', () => {
    const rules: RewriteRule[] = [
      { law: 'discard f', left: compose(f, discard('B')), right: discard('A') },
      { law: 'copy d', left: compose(d, copy('A')), right: compose(copy('A'), tensor(d, d)) },
      { law: 'share d', left: compose(copy('A'), tensor(d, d)), right: compose(d, copy('A')) },
    ]
    let used = 0
    fc.assert(
      fc.property(any, numbers, (start, draws) => {
        const meaning = tables(draws, true)
        for (const rule of rules) {
          const done = applyRule(start, rule)
          if (done === null) continue
          used++
          expect(distance(bruteForce(start, meaning), bruteForce(done.diagram, meaning))).toBeLessThan(1e-12)
          expect(verifyTrace(start, [done.step], rules)).toEqual({ valid: true })
          expect(verifyTrace(start, [{ ...done.step, after: '' }], rules).valid).toBe(false)
          expect(verifyTrace(start, [done.step]).valid).toBe(false)
          expect([...done.diagram.inputs, ...done.diagram.outputs]).toEqual([...start.inputs, ...start.outputs])
        }
      }),
      { numRuns: 300 },
    )
    expect(used).toBeGreaterThan(50)
  })

  it('finds a part put into any context, and puts the other side there', () => {
    const rule = { law: 'f then g', left: compose(f, g), right: box('h', ['A'], ['A']) }
    fc.assert(
      fc.property(
        arbitraryDiagram([], { cod: ['A'], names: ['s', 'k', 'q'] }),
        arbitraryDiagram(['A'], { names: ['k', 's', 'd'] }),
        (before, after) => {
          const done = applyRule(compose(before, rule.left, after) as Diagram, rule)
          expect(done).not.toBeNull()
          expect(equalDiagrams(done!.diagram, compose(before, rule.right, after) as Diagram, 'cdu')).toBe(true)
        },
      ),
    )
  })

  it('matches convex parts only, and inner wires that nobody else reads', () => {
    const pair = { law: 'side by side', left: tensor(f, g), right: tensor(f, g) }
    expect(applyRule(compose(f, g), pair)).toBeNull()
    // f and g with something in between: a path leaves the match and comes back
    const between = compose(f, box('m', ['B'], ['B']), g)
    expect(applyRule(between, pair)).toBeNull()
    const inner = { law: 'inner', left: compose(f, g), right: identity('A') }
    const shown = fromProgram(['A'], (run, a) => {
      const [b] = run(f, a)
      const [c] = run(g, b)
      return [b, c]
    })
    expect(applyRule(shown, inner)).toBeNull()
    expect(applyRule(compose(f, g), inner, [1, 0])).toBeNull()
    expect(applyRule(compose(f, g), inner, [0, 1])?.diagram.boxes).toEqual([])
  })

  it('names a rule that is none', () => {
    expectCausalError(() => applyRule(f, { law: 'x', left: f, right: g }), 'applyRule', 'type-mismatch')
    expectCausalError(
      () => applyRule(f, { law: 'x', left: f, right: f }, 'f' as never),
      'applyRule',
      'invalid-argument',
    )
    expectCausalError(() => applyRule(f, { left: f, right: f } as never), 'applyRule', 'invalid-argument')
    expect(verifyTrace(f, [{ rule: 'rewrite', law: 'x', matched: [], before: '', after: '' }]).valid).toBe(false)
    expect(cut(compose(box('s', [], ['A']), f), 'A').step.rule).toBe('cut')
  })
})
