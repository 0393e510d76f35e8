import { describe, expect, it } from 'vitest'
import { keyBuckets } from '../../src/index.js'

describe('keyBuckets', () => {
  it('is even over keys that follow one another, and differs by seed', () => {
    const keys = Array.from({ length: 10_000 }, (_, i) => i - 5000)
    const sizes = new Array(10).fill(0)
    for (const bucket of keyBuckets(keys, { count: 10 })) sizes[bucket]++
    // chi-square with 9 degrees of freedom, beyond 1 in a million
    expect(sizes.reduce((sum, size) => sum + (size - 1000) ** 2 / 1000, 0)).toBeLessThan(44)
    const other = keyBuckets(keys, { count: 10, seed: 1 })
    expect(keyBuckets(keys, { count: 10 })).not.toEqual(other)
  })

  it('takes keys beyond 2^53 as bigints, which numbers of the same value agree with', () => {
    const far = 2n ** 62n + 12345n
    expect(keyBuckets([far, 7n], { count: 100 })[1]).toBe(keyBuckets([7], { count: 100 })[0])
    expect(keyBuckets([far, far + 1n], { count: 1000 })).not.toEqual(keyBuckets([far, far], { count: 1000 }))
  })

  it('refuses what is no whole number', () => {
    expect(() => keyBuckets([1, 2.5])).toThrow('keyBuckets: key 1')
    expect(() => keyBuckets([1], { count: 1 })).toThrow('from 2')
  })
})
