import { describe, expect, it } from 'vitest'
import { berkeleyAdmissions, counts, fromCounts, kidneyStones } from '../../src/index.js'

const rates = (values: Float64Array) =>
  Array.from({ length: values.length / 2 }, (_, i) => values[2 * i + 1]! / (values[2 * i]! + values[2 * i + 1]!))

describe('published counts', () => {
  it('kidney stones: the rates of the paper, and their reversal', () => {
    const patients = fromCounts(kidneyStones)
    expect(rates(counts(patients, ['treatment', 'recovered']).values)).toEqual([289 / 350, 273 / 350])
    const [smallB, smallA, largeB, largeA] = rates(counts(patients, ['stone', 'treatment', 'recovered']).values)
    expect([smallA, smallB, largeA, largeB].map((rate) => Math.round(100 * rate!))).toEqual([93, 87, 73, 69])
  })

  it('Berkeley: 2,691 men and 1,835 women, 44 and 30 percent admitted', () => {
    const { values } = counts(fromCounts(berkeleyAdmissions), ['gender', 'admitted'])
    expect([values[0]! + values[1]!, values[2]! + values[3]!]).toEqual([2691, 1835])
    expect(rates(values).map((rate) => Math.round(1000 * rate))).toEqual([445, 304])
  })

  it('are frozen', () => {
    expect(Object.isFrozen(kidneyStones) && Object.isFrozen(kidneyStones.variables[0]!.states)).toBe(true)
  })
})
