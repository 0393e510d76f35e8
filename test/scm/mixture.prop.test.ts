import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { counterfactual, query } from '../../src/index.js'
import { arbitraryMixture, enumerateMixture, type MixtureTables, mixtureModel } from './arbitrary-mixture.js'

/** Each number as a constant and weights of the standard normal noises, in a world with these states and settings. */
function inNoises(
  { discrete, numbers }: MixtureTables,
  states: readonly number[],
  act: Readonly<Record<string, number>>,
) {
  const forms: { constant: number; weights: number[] }[] = []
  for (const [i, { states: own, inputs, rows }] of numbers.entries()) {
    const weights = numbers.map(() => 0)
    const set = act[`X${i}`]
    const row = rows[own.reduce((r, j) => r * discrete[j]!.states + states[j]!, 0)]!
    let constant = set ?? row.intercept
    if (set === undefined) {
      weights[i] = row.sd
      for (const j of inputs) {
        const b = row.coefficients[`X${j}`]!
        constant += b * forms[j]!.constant
        for (const [k, w] of forms[j]!.weights.entries()) weights[k]! += b * w
      }
    }
    forms.push({ constant, weights })
  }
  return forms
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)

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
  it('carry the noise into other worlds', () => {
    let mixtures = 0
    fc.assert(
      fc.property(arbitraryMixture, picks, (tables, bits) => {
        const next = () => (bits.next().value as number) / 1000
        const given: Record<string, number> = {}
        for (const i of tables.numbers.keys()) if (next() < 0.4) given[`X${i}`] = 3 * next() - 1.5
        // a discrete variable that no other one reads, and a number
        const last = tables.discrete.length - 1
        const act: Record<string, number> = { X0: next() }
        if (next() < 0.7) act[`D${last}`] = 0
        const asked = `X${tables.numbers.length - 1}`
        const model = mixtureModel(tables)
        const done = Object.fromEntries(Object.entries(act).map(([k, v]) => [k, k[0] === 'D' ? `s${v}` : v]))
        const world = counterfactual(model, { given, do: done } as never)
        const answer = query(world, [asked] as never)
        if (answer.method !== 'mixture') return
        mixtures++
        let [mass, mean, square] = [0, 0, 0]
        for (const { states, p } of enumerateMixture(tables, given)) {
          // the factual noises given what was seen, one number at a time
          const fact = inNoises(tables, states, {})
          const n = fact.length
          const centre = new Array<number>(n).fill(0)
          const cov = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)))
          for (const [name, x] of Object.entries(given)) {
            const { constant, weights } = fact[Number(name.slice(1))]!
            const along = cov.map((row) => dot(row, weights))
            const variance = dot(along, weights)
            const gap = x - constant - dot(weights, centre)
            for (let i = 0; i < n; i++) centre[i]! += (along[i]! * gap) / variance
            for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) cov[i]![j]! -= (along[i]! * along[j]!) / variance
          }
          const other = states.map((s, i) => act[`D${i}`] ?? s)
          const { constant, weights } = inNoises(tables, other, act)[n - 1]!
          const m = constant + dot(weights, centre)
          mass += p
          mean += p * m
          square +=
            p *
            (m * m +
              dot(
                cov.map((row) => dot(row, weights)),
                weights,
              ))
        }
        expect(answer.mean[0]!).toBeCloseTo(mean / mass, 7)
        expect(answer.covariance[0]!).toBeCloseTo(square / mass - (mean / mass) ** 2, 7)
      }),
      { numRuns: 60 },
    )
    expect(mixtures).toBeGreaterThan(20)
  })
})
