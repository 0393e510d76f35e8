import { describe, expect, it } from 'vitest'
import { digamma, trigamma } from '../../../src/numeric/special/digamma.js'
import { logBeta, logGamma, stirlingError } from '../../../src/numeric/special/log-gamma.js'

// x, log Γ, ψ, ψ′ by mpmath 1.2.1 with 40 digits
const values = [
  [1e-10, 23.025850929882736, -10000000000.577215, 1e20],
  [0.001, 6.907178885383853, -1000.5755719318103, 1000001.6425331958],
  [0.3, 1.0957979948180756, -3.502524222200133, 12.245364546107732],
  [0.5, 0.5723649429247001, -1.9635100260214235, 4.934802200544679],
  [0.9999, 5.7729791561193866e-5, -0.5773801703298691, 1.6451745107027036],
  [1.0001, -5.771334222047127e-5, -0.5770511835143348, 1.6446936879331444],
  [1.3, -0.10817480950786047, -0.16919088886679962, 1.1342534349966193],
  [1.5, -0.12078223763524522, 0.03648997397857652, 0.9348022005446793],
  [1.9999, -4.227520877215346e-5, 0.42271983967113097, 0.6449744806987031],
  [2.0001, 4.2281658112919945e-5, 0.4228488264846654, 0.6448936579371437],
  [2.7, 0.4348205536551047, 0.7967831689911411, 0.4472120689183236],
  [5.5, 3.9578139676187165, 1.6110931485817512, 0.19934238698962767],
  [11.9, 17.25847745059552, 2.4339335368825377, 0.08766320119000419],
  [12, 17.502307845873887, 2.442661679975812, 0.08690187287176838],
  [30.25, 72.104204742008, 3.392876200343285, 0.0336102817442533],
  [1e4, 82099.71749644238, 9.210290371142849, 0.00010000500016666666],
  [1e10, 220258509288.81058, 23.025850929890456, 1.00000000005e-10],
] as const

describe('the gamma function and its relatives', () => {
  it.each(values)('at %d', (x, log, psi, psi1) => {
    // x itself is rounded: near the zeros 1 and 2 that is what limits the digits
    const room = (Math.abs(psi) * x * 1.2e-16) / Math.abs(log)
    expect(Math.abs(logGamma(x) / log - 1)).toBeLessThan(2e-15 + room)
    expect(Math.abs(digamma(x) - psi)).toBeLessThan(4e-15 * Math.max(1, Math.abs(psi)))
    expect(Math.abs(trigamma(x) / psi1 - 1)).toBeLessThan(4e-15)
  })

  it.each([
    [0.5, 0.5, 1.1447298858494002],
    [0.001, 2, 6.906755778649053],
    [3, 4, -4.0943445622221],
    [1e4, 0.5, -4.032792743063396],
    [0.5, 1e8, -8.637975427801482],
    [50, 1e6, -546.2110089316568],
  ])('log B(%d, %d)', (a, b, wanted) => {
    expect(Math.abs(logBeta(a, b) / wanted - 1)).toBeLessThan(2e-15)
    expect(logBeta(b, a)).toBe(logBeta(a, b))
  })

  it("the error of Stirling's formula", () => {
    // log 0! and log 9! from the factorials
    for (const [x, factorial] of [
      [1, 1],
      [10, 362880],
    ] as const) {
      const formula = (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI)
      expect(stirlingError(x)).toBeCloseTo(Math.log(factorial) - formula, 14)
    }
    expect(stirlingError(1e8)).toBeCloseTo(1 / 12e8, 24)
  })
})
