import { expect } from 'vitest'
import { balkePearlBounds, eValue, factor, manskiBounds, rosenbaumBounds, tianPearlBounds } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

// biome-ignore lint/suspicious/noExplicitAny: each kind of case has its own fields
type Case = any
const states = ['0', '1']
const pair = [
  { name: 'X', states },
  { name: 'Y', states },
] as const
const closeInterval = (
  actual: readonly number[] | null | undefined,
  wanted: readonly number[] | number | null,
  what: string,
) => {
  const [lo, hi] = typeof wanted === 'number' ? [wanted, wanted] : (wanted ?? [null, null])
  expectClose(actual?.[0] ?? null, lo ?? null, 1e-7, 0, `${what} lower`)
  expectClose(actual?.[1] ?? null, hi ?? null, 1e-7, 0, `${what} upper`)
}
const arms = (c: Case) => factor(pair, [1 - c.p_y1_do0, c.p_y1_do0, 1 - c.p_y1_do1, c.p_y1_do1])
const names = { treatment: 'X', outcome: 'Y' } as const

const checks: Record<string, (c: Case) => void> = {
  'balke-pearl': (c) => {
    const z = { name: 'Z', states: c.p_xy_given_z.map((_: unknown, i: number) => String(i)) }
    const result = balkePearlBounds(factor([z, ...pair], c.p_xy_given_z.flat(2)), { instrument: 'Z', ...names })
    if (c.answer === null) expect(result.status).toBe('no-model')
    else {
      if (result.status !== 'bounds') throw new Error(result.status)
      closeInterval(result.untreated, c.answer['P(Y=1|do(X=0))'], 'untreated')
      closeInterval(result.treated, c.answer['P(Y=1|do(X=1))'], 'treated')
      closeInterval(result.effect, c.answer.ATE, 'effect')
    }
  },
  'tian-pearl': (c) => {
    const observed = factor(pair, c.p_xy.flat())
    const compare = (result: ReturnType<typeof tianPearlBounds>, wanted: Case, what: string) => {
      if (wanted.PNS === null) return void expect(result.status, what).toBe('no-model')
      if (result.status !== 'bounds') throw new Error(`${what}: ${result.reason}`)
      closeInterval(result.necessityAndSufficiency, wanted.PNS, `${what} PNS`)
      if ('PN' in wanted) closeInterval(result.necessity, wanted.PN, `${what} PN`)
      if ('PS' in wanted) closeInterval(result.sufficiency, wanted.PS, `${what} PS`)
      if ('ATE' in wanted) closeInterval(result.effect, wanted.ATE, `${what} ATE`)
    }
    compare(tianPearlBounds({ observed, experimental: arms(c) }, names), c.answer_combined, 'combined')
    compare(tianPearlBounds({ observed }, names), c.answer_observational_only, 'observational')
    compare(tianPearlBounds({ experimental: arms(c) }, names), c.answer_experimental_only, 'experimental')
    compare(tianPearlBounds({ observed }, { ...names, exogenous: true }), c.answer_exogeneity, 'exogeneity')
    compare(
      tianPearlBounds({ observed }, { ...names, exogenous: true, monotone: true }),
      c.answer_exogeneity_monotonicity,
      'monotone',
    )
  },
  'tian-pearl-monotone': (c) => {
    const result = tianPearlBounds(
      { observed: factor(pair, c.p_xy.flat()), experimental: arms(c) },
      { ...names, monotone: true },
    )
    if (result.status !== 'bounds') throw new Error(result.reason)
    closeInterval(result.necessityAndSufficiency, c.answer.PNS, 'PNS')
    closeInterval(result.necessity, c.answer.PN, 'PN')
    closeInterval(result.sufficiency, c.answer.PS, 'PS')
  },
  manski: (c) => {
    const study = {
      shareTreated: c.p_treated,
      meanTreated: c.mean_treated,
      meanUntreated: c.mean_control,
      range: [c.y_min, c.y_max] as const,
    }
    const effect = (assume: Parameters<typeof manskiBounds>[1]) => {
      const result = manskiBounds(study, assume)
      return result.status === 'bounds' ? result.effect : null
    }
    const plain = manskiBounds(study)
    if (plain.status !== 'bounds') throw new Error(plain.reason)
    closeInterval(plain.treated, c.answer.EY1, 'EY1')
    closeInterval(plain.untreated, c.answer.EY0, 'EY0')
    closeInterval(plain.effect, c.answer.ATE_worst_case, 'worst case')
    closeInterval(effect({ monotoneResponse: true }), c.answer.ATE_MTR_increasing, 'response')
    closeInterval(effect({ monotoneSelection: true }), c.answer.ATE_MTS_positive, 'selection')
    closeInterval(effect({ monotoneResponse: true, monotoneSelection: true }), c.answer.ATE_MTR_MTS, 'both')
  },
  'e-value': (c) => {
    const result = eValue({ riskRatio: c.rr, interval: c.ci })
    expectClose(result.point, c.answer.point, 1e-7, 0, 'point')
    expectClose(result.limit, c.answer.ci, 1e-7, 0, 'limit')
  },
  'e-value-smd': (c) => {
    const result = eValue({ standardizedDifference: c.d, standardError: c.se })
    expectClose(result.riskRatio, c.answer.rr, 1e-7, 0, 'rr')
    closeInterval(result.interval, [c.answer.rr_lo, c.answer.rr_hi], 'interval')
    expectClose(result.point, c.answer.point, 1e-7, 0, 'point')
    expectClose(result.limit, c.answer.ci, 1e-7, 0, 'limit')
  },
  rosenbaum: (c) => {
    const results = rosenbaumBounds(c.pair_differences, { gamma: c.answer.map((row: Case) => row.gamma) })
    for (const [i, wanted] of c.answer.entries()) {
      const { signedRank, sign } = results[i]!
      expectClose(signedRank.upper, wanted.p_upper, 1e-7, 1e-7, 'signed rank, upper')
      expectClose(signedRank.lower, wanted.p_lower, 1e-7, 1e-7, 'signed rank, lower')
      expectClose(sign.upper, wanted.sign_p_upper, 1e-7, 1e-7, 'sign, upper')
      expectClose(sign.lower, wanted.sign_p_lower, 1e-7, 1e-7, 'sign, lower')
    }
  },
}

conformance<Case, { cases: Case[] }>(
  'scm/bounds_sensitivity',
  'scm/bounds_sensitivity.json',
  (document) => document.cases,
  (c) => checks[c.kind]!(c),
)
