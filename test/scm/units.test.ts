import { describe, expect, it } from 'vitest'
import {
  affineMap,
  bernoulli,
  deterministic,
  domainCounterfactual,
  interchangeAccuracy,
  interchangeIntervention,
  linear,
  normal,
  pathSpecificEffect,
  populationRegression,
  scm,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('domainCounterfactual', () => {
  const shear = affineMap(
    [
      [1, 2],
      [0, 1],
    ],
    [3, 0],
  )

  it('to the same domain is the unit itself, and back again too', () => {
    const model = {
      observation: shear,
      domains: [
        affineMap([
          [2, 0],
          [1, 1],
        ]),
        affineMap(
          [
            [1, 0],
            [5, 2],
          ],
          [0, 7],
        ),
      ],
    }
    const x = [1.5, -2]
    for (const [i, v] of domainCounterfactual(model, x, 0, 0).entries()) expect(v).toBeCloseTo(x[i]!, 12)
    const there = domainCounterfactual(model, x, 0, 1)
    for (const [i, v] of domainCounterfactual(model, there, 1, 0).entries()) expect(v).toBeCloseTo(x[i]!, 12)
  })

  it('refuses singular maps, wrong sizes, unknown domains, and inverses that are none', () => {
    expectCausalError(
      () =>
        affineMap([
          [1, 2],
          [2, 4],
        ]),
      'affineMap',
      'not-invertible',
    )
    expectCausalError(() => affineMap([[1, 2]]), 'affineMap', 'invalid-argument')
    expectCausalError(() => shear.apply([1]), 'affineMap', 'invalid-argument')
    expectCausalError(
      () => domainCounterfactual({ observation: shear, domains: [shear] }, [1, 2], 0, 3),
      'domainCounterfactual',
      'invalid-argument',
    )
    const broken = { apply: (x: readonly number[]) => x, invert: (x: readonly number[]) => x.map((v) => v + 1) }
    expectCausalError(
      () => domainCounterfactual({ observation: broken, domains: [shear] }, [1, 2], 0, 0),
      'domainCounterfactual',
      'not-invertible',
    )
  })
})

describe('interchange interventions', () => {
  const add = scm({
    A: bernoulli(0.5),
    B: bernoulli(0.5),
    S: deterministic(['A', 'B'], ({ A, B }: { A: number; B: number }) => A + B),
    Out: deterministic(['S'], ({ S }: { S: number }) => S * 10),
  })
  const inputs = [0, 1].flatMap((A) => [0, 1].map((B) => ({ A, B }) as { A: 0 | 1; B: 0 | 1 }))
  const pairs = inputs.flatMap((base) => inputs.map((source) => [base, source] as const))

  it('put the value of one run into another', () => {
    expect(interchangeIntervention(add, { A: 0, B: 0 }, { A: 1, B: 1 }, ['S'])).toEqual({ A: 0, B: 0, S: 2, Out: 20 })
    expect(interchangeIntervention(add, { A: 0, B: 1 }, { A: 1, B: 1 }, [])).toEqual({ A: 0, B: 1, S: 1, Out: 10 })
    const noisy = scm({ X: normal(0, 1), Y: linear({ X: 1 }, normal(0, 1)) })
    expectCausalError(
      () => interchangeIntervention(noisy, { X: 1 }, { X: 2 }, []),
      'interchangeIntervention',
      'not-supported',
    )
  })

  it('agree wholly with a right alignment, and not with a wrong one', () => {
    const at = (low: readonly ('A' | 'S')[]) =>
      interchangeAccuracy(
        { low: add, high: add, alignment: { S: low }, inputs: (x) => x, read: (run) => run.Out, output: 'Out' },
        pairs as never,
      )
    expect(at(['S'])).toBe(1)
    expect(at(['A'])).toBeLessThan(1)
    expectCausalError(
      () =>
        interchangeAccuracy(
          { low: add, high: add, alignment: {}, inputs: (x) => x, read: (run) => run.Out, output: 'Out' },
          [],
        ),
      'interchangeAccuracy',
      'invalid-argument',
    )
  })
})

describe('effects along paths, and population regressions', () => {
  const m = scm({
    X: bernoulli(0.5),
    M: linear({ X: 2 }, normal(0, 1)),
    N: linear({ M: 1 }, normal(0, 1)),
    Y: linear({ M: 3, N: 1, X: 1 }, normal(0, 1)),
  })

  it('a node may be felt along one path and not along another', () => {
    const q = { treatment: 'X', outcome: 'Y' } as const
    expect(pathSpecificEffect(m, { ...q, paths: [['X', 'M', 'Y']] }).value).toBeCloseTo(6, 12)
    expect(pathSpecificEffect(m, { ...q, paths: [['X', 'M', 'N', 'Y']] }).value).toBeCloseTo(2, 12)
    expect(
      pathSpecificEffect(m, {
        ...q,
        paths: [
          ['X', 'M', 'N', 'Y'],
          ['X', 'Y'],
        ],
      }).value,
    ).toBeCloseTo(3, 12)
  })

  it('refuse paths that are none', () => {
    const q = { treatment: 'X', outcome: 'Y' } as const
    expectCausalError(
      () => pathSpecificEffect(m, { ...q, paths: [['X', 'N', 'Y']] }),
      'pathSpecificEffect',
      'invalid-argument',
    )
    expectCausalError(
      () => pathSpecificEffect(m, { ...q, paths: [['M', 'Y']] }),
      'pathSpecificEffect',
      'invalid-argument',
    )
    expectCausalError(
      () => pathSpecificEffect(m, { ...q, paths: [['X', 'Q' as 'M', 'Y']] }),
      'pathSpecificEffect',
      'unknown-name',
    )
  })

  it('refuse regressors that determine one another, and models that are not linear', () => {
    const twice = scm({ X: normal(0, 1), Z: linear({ X: 2 }, null), Y: linear({ X: 1 }, normal(0, 1)) })
    expectCausalError(() => populationRegression(twice, 'Y', ['X', 'Z']), 'populationRegression', 'collinear')
    expectCausalError(() => populationRegression(m, 'Y', ['M']), 'populationRegression', 'not-supported')
  })
})
