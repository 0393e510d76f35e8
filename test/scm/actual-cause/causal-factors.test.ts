import { describe, expect, it } from 'vitest'
import { bernoulli, causalFactors, deterministic, scm } from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

type Bit = 0 | 1
/** A professor and an assistant take pens; without pens there is a problem (Knobe & Fraser 2008). */
const pens = scm({
  u: bernoulli(0.1),
  v: bernoulli(0.9),
  professor: deterministic(['u'], ({ u }: { u: Bit }): Bit => u),
  assistant: deterministic(['v'], ({ v }: { v: Bit }): Bit => v),
  problem: deterministic(
    ['professor', 'assistant'],
    ({ professor, assistant }: { professor: Bit; assistant: Bit }): Bit => (professor && assistant ? 1 : 0),
  ),
  either: deterministic(
    ['professor', 'assistant'],
    ({ professor, assistant }: { professor: Bit; assistant: Bit }): Bit => (professor || assistant ? 1 : 0),
  ),
})

describe('causalFactors', () => {
  it('tells the abnormal cause from the normal one', () => {
    const context = { u: 1, v: 1 } as const
    const professor = causalFactors(pens, context, { cause: 'professor', effect: { problem: 1 } })
    const assistant = causalFactors(pens, context, { cause: 'assistant', effect: { problem: 1 } })
    expect(professor).toEqual({ happened: true, sufficient: false, necessary: true, actualCause: true, normality: 0.1 })
    expect(assistant).toEqual({ ...professor, normality: 0.9 })
  })

  it('tells sufficient from necessary', () => {
    const context = { u: 1, v: 1 } as const
    expect(causalFactors(pens, context, { cause: 'professor', effect: { either: 1 } })).toMatchObject({
      sufficient: true,
      necessary: false,
      actualCause: false,
    })
    expect(causalFactors(pens, context, { cause: ['professor', 'assistant'], effect: { problem: 1 } })).toMatchObject({
      sufficient: true,
      necessary: true,
      actualCause: false,
      normality: expect.closeTo(0.09, 12),
    })
    expect(causalFactors(pens, { u: 0, v: 1 }, { cause: { professor: 1 }, effect: { either: 1 } })).toMatchObject({
      happened: false,
      necessary: false,
      actualCause: false,
    })
  })

  it('refuses a cause that is part of the effect', () => {
    expectCausalError(
      () => causalFactors(pens, { u: 1, v: 1 }, { cause: 'problem', effect: { problem: 1 } }),
      'causalFactors',
      'overlap',
    )
    expectCausalError(
      () => causalFactors(pens, { u: 1 } as never, { cause: 'professor', effect: { problem: 1 } }),
      'causalFactors',
      'invalid-argument',
    )
  })
})
