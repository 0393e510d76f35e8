import { expect } from 'vitest'
import {
  impulseResponse,
  linearTemporalModel,
  longRunEffect,
  mediatedResponse,
  sustainedEffect,
  varianceDecomposition,
} from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

type Numbers = readonly (number | string)[]

interface Case {
  readonly nVars: number
  readonly links: readonly [number, number, number, string][]
  readonly noiseSd: readonly number[]
  readonly cause: number
  readonly effect: number
  readonly maxHorizon: number
  readonly choleskyOrder: readonly number[]
  readonly expected: {
    readonly totalEffect: readonly Numbers[][]
    readonly directEffect: Numbers
    readonly mediated: readonly { readonly mediator: number; readonly through: Numbers; readonly avoiding: Numbers }[]
    readonly avoidingAllOthers: Numbers
    readonly sustainedIntervention: Numbers
    readonly longRun: readonly Numbers[]
    readonly spectralRadius: number
    readonly reducedFormImpulseResponse: readonly Numbers[][]
    readonly orthogonalizedImpulseResponse: readonly Numbers[][]
    readonly forecastErrorVarianceDecomposition: readonly Numbers[]
  }
}

const value = (text: number | string): number => {
  const [top, bottom = '1'] = String(text).split('/')
  return Number(top) / Number(bottom)
}
const near = (got: ArrayLike<number>, wanted: Numbers, what: string): void => {
  expect(got.length, what).toBe(wanted.length)
  for (const [i, w] of wanted.entries()) expectClose(got[i], value(w), 1e-9, 1e-9, `${what} ${i}`)
}

conformance<Case, Case[]>(
  'research/temporalEffects',
  'research/temporal_effects.json',
  (all) => all,
  ({ nVars, links, noiseSd, cause, effect, maxHorizon: horizon, choleskyOrder, expected }) => {
    const names = Array.from({ length: nVars }, (_, i) => `v${i}`)
    const model = linearTemporalModel({
      names,
      effects: links.map(([from, lag, to, coefficient]) => ({
        from: names[from]!,
        to: names[to]!,
        lag,
        effect: value(coefficient),
      })),
      noise: Object.fromEntries(names.map((name, i) => [name, noiseSd[i]!])),
    })
    const question = { cause: names[cause]!, effect: names[effect]!, horizon }
    const order = choleskyOrder.map((i) => names[i]!)

    const structural = impulseResponse(model, { horizon, kind: 'structural' })
    near(
      structural.responses.flatMap((m) => [...m]),
      expected.totalEffect.flat(2),
      'structural',
    )
    expectClose(structural.spectralRadius, expected.spectralRadius, 1e-9, 1e-9, 'radius')
    const reduced = impulseResponse(model, { horizon, kind: 'reduced' })
    near(
      reduced.responses.flatMap((m) => [...m]),
      expected.reducedFormImpulseResponse.flat(2),
      'reduced',
    )
    const orthogonal = impulseResponse(model, { horizon, kind: 'orthogonal', order })
    near(
      orthogonal.responses.flatMap((m) => [...m]),
      expected.orthogonalizedImpulseResponse.flat(2),
      'orthogonal',
    )

    near(sustainedEffect(model, question).responses, expected.sustainedIntervention, 'sustained')
    for (const { mediator, through, avoiding } of expected.mediated) {
      const parts = mediatedResponse(model, { ...question, mediator: names[mediator]! })
      near(parts.through, through, 'through')
      near(parts.avoiding, avoiding, 'avoiding')
      near(parts.avoidingAllOthers, expected.avoidingAllOthers, 'avoiding all others')
      near(parts.direct, expected.directEffect, 'direct')
    }
    for (const [j, row] of expected.longRun.entries()) {
      for (const [i, wanted] of row.entries()) {
        if (i === j) continue
        const found = longRunEffect(model, { cause: names[i]!, effect: names[j]! })
        if (!found.estimated) throw new Error('no long run')
        expectClose(found.cumulative, value(wanted), 1e-9, 1e-9, `long run ${i} ${j}`)
      }
    }
    // the reduced form of the model, and the decomposition in the stated order
    const { covariance, lagged } = reducedParts(reduced.responses, orthogonal.responses[0]!, nVars)
    const shares = varianceDecomposition(
      {
        names,
        form: 'reduced',
        intercept: new Float64Array(nVars),
        contemporaneous: new Float64Array(nVars * nVars),
        lagged,
        noise: covariance,
      },
      { horizon, order },
    ).shares.at(-1)!
    near(shares, expected.forecastErrorVarianceDecomposition.flat(), 'decomposition')
  },
)

/** A moving average up to the horizon as a reduced form: its coefficients follow from the responses one by one. */
function reducedParts(responses: readonly Float64Array[], start: Float64Array, p: number) {
  const times = (a: Float64Array, b: Float64Array) =>
    Float64Array.from({ length: p * p }, (_, k) => {
      let sum = 0
      for (let m = 0; m < p; m++) sum += a[Math.floor(k / p) * p + m]! * b[m * p + (k % p)]!
      return sum
    })
  const lagged: Float64Array[] = []
  for (let h = 1; h < responses.length; h++) {
    const next = responses[h]!.slice()
    for (let l = 1; l < h; l++) for (const [k, v] of times(lagged[l - 1]!, responses[h - l]!).entries()) next[k]! -= v
    lagged.push(next)
  }
  const transposed = Float64Array.from({ length: p * p }, (_, k) => start[(k % p) * p + Math.floor(k / p)]!)
  return { lagged, covariance: times(start, transposed) }
}
