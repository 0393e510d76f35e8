import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { query } from '../../src/index.js'
import { arbitraryMixture, enumerateMixture, mixtureModel } from './arbitrary-mixture.js'

const picks = fc.infiniteStream(fc.integer({ min: 0, max: 999 }))

describe('mixtures of normal distributions', () => {
  it('are what enumeration of the states gives: means, covariances, posteriors, likelihood', () => {
    let mixtures = 0
    fc.assert(
      fc.property(arbitraryMixture, picks, (tables, bits) => {
        const next = () => (bits.next().value as number) / 1000
        const given: Record<string, number> = {}
        const act: Record<string, number> = {}
        for (const [i, { states }] of tables.discrete.entries()) {
          const u = next()
          if (u < 0.2) given[`D${i}`] = Math.floor(next() * states)
          else if (u < 0.35) act[`D${i}`] = Math.floor(next() * states)
        }
        for (const i of tables.numbers.keys()) {
          const u = next()
          if (u < 0.35) given[`X${i}`] = 3 * next() - 1.5
          else if (u < 0.45) act[`X${i}`] = 3 * next() - 1.5
        }
        const model = mixtureModel(tables)
        const named = (values: Record<string, number>) =>
          Object.fromEntries(Object.entries(values).map(([name, v]) => [name, name[0] === 'D' ? `s${v}` : v]))
        const asked = ['D0', 'X1', 'X2'].filter((name) => !(name in act))
        const answer = query(model, asked as never, { given: named(given) as never, do: named(act) as never })
        const all = enumerateMixture(tables, given, act)
        const total = all.reduce((sum, { p }) => sum + p, 0)
        if (answer.method !== 'mixture') return
        mixtures++
        expect(answer.logDensity).toBeCloseTo(Math.log(total), 8)
        const numbers = asked.filter((name) => name[0] === 'X').map((name) => Number(name.slice(1)))
        for (const [a, i] of numbers.entries()) {
          const mean = all.reduce((sum, c) => sum + c.p * c.mean[i]!, 0) / total
          expect(answer.mean[a]!).toBeCloseTo(mean, 7)
          for (const [b, j] of numbers.entries()) {
            const other = all.reduce((sum, c) => sum + c.p * c.mean[j]!, 0) / total
            const cross =
              all.reduce((sum, c) => sum + c.p * (c.covariance[i]![j]! + c.mean[i]! * c.mean[j]!), 0) / total -
              mean * other
            expect(answer.covariance[a * numbers.length + b]!).toBeCloseTo(cross, 7)
          }
        }
        if (asked.includes('D0'))
          for (let s = 0; s < tables.discrete[0]!.states; s++) {
            const share = all.reduce((sum, c) => sum + (c.states[0] === s ? c.p : 0), 0) / total
            expect(answer.values[s]!).toBeCloseTo(share, 9)
          }
      }),
      { numRuns: 60 },
    )
    expect(mixtures).toBeGreaterThan(25)
  })
})
