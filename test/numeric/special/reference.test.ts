import { describe, expect, it } from 'vitest'
import * as beta from '../../../src/numeric/special/beta.js'
import * as chiSquare from '../../../src/numeric/special/chi-square.js'
import * as f from '../../../src/numeric/special/f.js'
import * as gamma from '../../../src/numeric/special/gamma.js'
import * as normal from '../../../src/numeric/special/normal.js'
import * as studentT from '../../../src/numeric/special/student-t.js'
import { reference } from './reference-values.js'

type Function = (x: number, ...parameters: number[]) => number
interface Family {
  readonly cdf: Function
  readonly upper: Function
  readonly logUpper: Function
  readonly quantile: Function
  readonly upperQuantile: Function
}
const families: Readonly<Record<string, Family>> = {
  normal: {
    cdf: normal.normalCdf,
    upper: normal.normalUpperTail,
    logUpper: normal.logNormalUpperTail,
    quantile: normal.normalQuantile,
    upperQuantile: normal.normalUpperQuantile,
  },
  chiSquare: {
    cdf: chiSquare.chiSquareCdf,
    upper: chiSquare.chiSquareUpperTail,
    logUpper: chiSquare.logChiSquareUpperTail,
    quantile: chiSquare.chiSquareQuantile,
    upperQuantile: chiSquare.chiSquareUpperQuantile,
  },
  gamma: {
    cdf: gamma.gammaCdf,
    upper: gamma.gammaUpperTail,
    logUpper: gamma.logGammaUpperTail,
    quantile: gamma.gammaQuantile,
    upperQuantile: gamma.gammaUpperQuantile,
  },
  studentT: {
    cdf: studentT.studentTCdf,
    upper: studentT.studentTUpperTail,
    logUpper: studentT.logStudentTUpperTail,
    quantile: studentT.studentTQuantile,
    upperQuantile: studentT.studentTUpperQuantile,
  },
  beta: {
    cdf: beta.betaCdf,
    upper: beta.betaUpperTail,
    logUpper: beta.logBetaUpperTail,
    quantile: beta.betaQuantile,
    upperQuantile: beta.betaUpperQuantile,
  },
  f: {
    cdf: f.fCdf,
    upper: f.fUpperTail,
    logUpper: f.logFUpperTail,
    quantile: f.fQuantile,
    upperQuantile: f.fUpperQuantile,
  },
}
const error = (a: number, b: number): number => (a === b ? 0 : Math.abs(a - b) / Math.abs(b))
// below this, numbers have fewer digits
const LEAST = 1e-305

describe.each(Object.keys(families))('%s against 240 digits', (name) => {
  const { cdf, upper, logUpper, quantile, upperQuantile } = families[name]!
  const rows = reference.filter(([family]) => family === name)
  const tolerance = name === 'normal' ? 1e-15 : 5e-13

  it('has both tails, relative to their size, down to 1e-200', () => {
    expect(rows.length).toBeGreaterThan(40)
    for (const [, parameters, x, low, up] of rows) {
      if (low > LEAST) expect(error(cdf(x, ...parameters), low), `P(X ≤ ${x}), ${parameters}`).toBeLessThan(tolerance)
      if (up > LEAST) expect(error(upper(x, ...parameters), up), `P(X > ${x}), ${parameters}`).toBeLessThan(tolerance)
    }
  })

  it('has the logarithm of the upper tail', () => {
    for (const [, parameters, x, , up] of rows) {
      if (up < LEAST) continue
      const wanted = up > 0.5 ? Math.log1p(up - 1) : Math.log(up)
      const scale = Math.max(1, Math.abs(wanted))
      expect(Math.abs(logUpper(x, ...parameters) - wanted) / scale, `${x}, ${parameters}`).toBeLessThan(2e-14)
    }
  })

  it('has quantiles that lead back, from either end', () => {
    for (const [, parameters, x, low, up] of rows) {
      // at the middle of a symmetric family the probability does not determine a small x
      if (Math.abs(low - 0.5) < 1e-3 && Math.abs(x) < 0.01) continue
      if (low > LEAST && low <= 0.5) expect(error(quantile(low, ...parameters), x), `${low}`).toBeLessThan(5e-13)
      if (up > LEAST && up <= 0.5) expect(error(upperQuantile(up, ...parameters), x), `${up}`).toBeLessThan(5e-13)
    }
  })
})
