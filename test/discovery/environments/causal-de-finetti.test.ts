import { describe, expect, it } from 'vitest'
import { causalDeFinetti, causalDeFinettiPair, kci, table } from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { oddNames } from '../../support/arbitrary.js'
import { expectCausalError } from '../../support/errors.js'

/** Binary A → B → C in environments whose mechanisms are drawn independently; two samples of each. */
function chain(environments: number, names: readonly string[], seed: number, varies = false) {
  const random = generator(seed)
  const samples = [0, 1].map(() => names.map(() => [] as string[]))
  for (let e = 0; e < environments; e++) {
    // a cause that is mostly off or mostly on; effects that follow their cause more or less faithfully
    const p = Array.from({ length: 2 * names.length - 1 }, (_, k) => {
      if (k === 0) return random.uniform() < 0.5 ? 0.1 : 0.9
      if (varies) return (k % 2 === 0 ? 0.55 : 0.05) + (random.uniform() < 0.5 ? 0 : 0.4)
      return (k % 2 === 0 ? 0.65 : 0.05) + 0.3 * random.uniform()
    })
    for (const sample of samples) {
      let before = 0
      for (let k = 0; k < names.length; k++) {
        const chance = k === 0 ? p[0]! : p[2 * k - 1 + before]!
        before = random.uniform() < chance ? 1 : 0
        sample[k]!.push(String(before))
      }
    }
  }
  return samples.map((columns) => table(Object.fromEntries(names.map((name, k) => [name, columns[k]!]))))
}

describe('causalDeFinetti', () => {
  it('takes the sink of a chain first, and its root last', () => {
    let certain = 0
    for (let seed = 0; seed < 8; seed++) {
      const [first, second] = chain(30_000, ['A', 'B', 'C'], seed, true)
      const found = causalDeFinetti(first!, second!, { alpha: 0.01 })
      expect(found.tests[0]!.length).toBe(6)
      if (!found.certain.every(Boolean)) continue
      certain++
      expect(found.layers).toEqual([['C'], ['B'], ['A']])
    }
    expect(certain).toBeGreaterThan(2)
  })
  it('says "not enough environments" rather than take silence for an order', () => {
    let certain = 0
    for (let seed = 0; seed < 20; seed++) {
      const [first, second] = chain(40, ['A', 'B', 'C'], seed)
      const found = causalDeFinetti(first!, second!)
      if (found.certain[0]! && found.layers[0]!.length > 1) certain++
      for (const [k, reason] of found.reasons.entries()) {
        expect(found.certain[k]).toBe(reason === null)
        if (reason === 'not-enough-environments') expect(found.warnings.join()).toContain('Not enough environments')
      }
    }
    expect(certain).toBe(0)
    // mechanisms that never change say nothing
    const random = generator('still')
    const still = [0, 1].map(() => {
      const a = Array.from({ length: 500 }, () => random.integer(2))
      return table({ a: a.map(String), b: a.map((v) => String(random.uniform() < 0.8 ? v : 1 - v)) })
    })
    const found = causalDeFinetti(still[0]!, still[1]!)
    expect(found.reasons).toEqual(['not-enough-environments'])
  })
  it('works with names of any form', () => {
    const [first, second] = chain(3000, oddNames.slice(0, 2), 5)
    expect(causalDeFinetti(first!, second!).layers[0]).toEqual([oddNames[1]])
  })
  it('refuses tables that do not fit', () => {
    const a = table({ x: ['a', 'b'], y: ['a', 'b'] })
    expectCausalError(() => causalDeFinetti(a, table({ x: ['a'], y: ['b'] })), 'causalDeFinetti', 'invalid-data')
    expectCausalError(
      () => causalDeFinetti(a, table({ x: ['a', 'b'], z: ['b', 'a'] }) as never),
      'causalDeFinetti',
      'invalid-data',
    )
    expectCausalError(() => causalDeFinetti(a, a, { alpha: 1 }), 'causalDeFinetti', 'invalid-argument')
  })
})

describe('causalDeFinettiPair', () => {
  const random = generator(6)
  const environments = 300
  const draw = (share: readonly [Float64Array, Float64Array]) => {
    const x = share[0].map((m) => m + random.normal())
    return table({ x, y: x.map((v, i) => v * share[1][i]! + 0.3 * random.normal()) })
  }
  const share = [0, 1].map(() => Float64Array.from({ length: environments }, () => 2 * random.normal()))
  it('finds the cause of a pair', () => {
    const pair = share as unknown as readonly [Float64Array, Float64Array]
    const found = causalDeFinettiPair(draw(pair), draw(pair), { test: (t) => kci(t) })
    expect([found.cause, found.effect]).toEqual(['x', 'y'])
  })
  it('refuses more than two columns', () => {
    const t = table({ a: ['1'], b: ['1'], c: ['1'] })
    expectCausalError(
      () => causalDeFinettiPair(t, t, { test: () => () => ({}) as never }),
      'causalDeFinettiPair',
      'invalid-data',
    )
  })
})
