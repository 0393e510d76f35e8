import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forest, kci, ridge, superLearner, table } from '../../src/index.js'
import { knownAs } from '../../src/recipes.js'
import { coded, decoded, type Parts } from '../../src/workers/coded.js'

const noParts = (): Parts => {
  let count = 0
  return { of: new Map(), byId: new Map(), nextId: () => count++ }
}

describe('coded', () => {
  it('decoded is what was coded, whatever the data, frozen', () => {
    fc.assert(
      fc.property(
        fc.anything({ withTypedArray: true, withMap: true, withSet: true, withNullPrototype: false }),
        (value) => {
          const { data, needs } = coded(value, noParts())
          expect(needs).toEqual([])
          const back = decoded(structuredClone(data), () => 'never')
          expect(back).toEqual(value)
          if (Array.isArray(back)) expect(Object.isFrozen(back)).toBe(true)
        },
      ),
    )
  })
  it('keeps what is shared, and does not change the input', () => {
    const shared = Object.freeze({ n: Float64Array.of(1, 2) })
    const value = Object.freeze({ a: shared, b: Object.freeze([shared]) })
    const back = decoded(structuredClone(coded(value, noParts()).data), () => 'never') as typeof value
    expect(back).toEqual(value)
    expect(back.a).toBe(back.b[0])
  })
  it('what a factory made is a part, once, after those that it was made from', () => {
    const parts = noParts()
    const inner = forest({ trees: 3 })
    const outer = superLearner({ learners: [inner, ridge()] })
    const { needs } = coded({ outer, inner, test: kci(table({ x: [1, 2, 3, 4, 6], y: [2, 1, 4, 3, 5] })) }, parts)
    const makers = needs.map((id) => parts.byId.get(id)!.maker)
    expect([...makers].sort()).toEqual(['forest', 'kci', 'ridge', 'superLearner'])
    expect(makers.indexOf('forest')).toBeLessThan(makers.indexOf('superLearner'))
    // another input of the same call: nothing new, and the same needs
    expect(coded([outer], parts).needs).toEqual(needs.filter((id) => parts.byId.get(id)!.maker !== 'kci'))
    expect(parts.byId.size).toBe(4)
  })
  it('what has a name goes by it', () => {
    const parts = noParts()
    const mine = knownAs('mine', () => 1)
    const { data, needs } = coded({ mine }, parts)
    expect(parts.byId.get(needs[0]!)).toMatchObject({ name: 'mine', maker: null, given: [] })
    expect(decoded(structuredClone(data), (id) => `part ${id}`)).toEqual({ mine: `part ${needs[0]}` })
  })
})
