import { describe, expect, it } from 'vitest'
import { causalDeFinetti, causalDeFinettiPair, kci, table } from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { oddNames } from '../../support/arbitrary.js'
import { expectCausalError } from '../../support/errors.js'

/** Binary A → B → C in environments whose mechanisms are drawn independently; two samples of each. */
function chain(environments: number, names: readonly string[], seed: number) {
  const random = generator(seed)
  const samples = [0, 1].map(() => names.map(() => [] as string[]))
  for (let e = 0; e < environments; e++) {
    // a cause that is mostly off or mostly on; effects that follow their cause more or less faithfully
    const p = Array.from({ length: 2 * names.length - 1 }, (_, k) =>
      k === 0 ? (random.uniform() < 0.5 ? 0.1 : 0.9) : (k % 2 === 0 ? 0.65 : 0.05) + 0.3 * random.uniform(),
    )
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
    const [first, second] = chain(6000, ['A', 'B', 'C'], 4)
    const found = causalDeFinetti(first!, second!, { alpha: 0.01 })
    expect(found.layers[0]).toContain('C')
    expect(found.layers.at(-1)).toEqual(['A'])
    expect(found.certain.every(Boolean)).toBe(true)
    expect(found.tests[0]!.length).toBe(6)
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
