import { describe, expect, it } from 'vitest'
import { normals, randomStream, splitStream, uniforms } from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { expectCausalError } from '../support/errors.js'

describe('randomStream', () => {
  it('gives pinned bits, the same in every engine', () => {
    expect(randomStream('causal').words).toEqual([152929179, -1779589135, 1717853414, 652101751])
    const draw = generator('causal')
    expect([
      draw.uniform(),
      draw.normal(),
      draw.exponential(),
      draw.gamma(2.5),
      draw.gamma(0.3),
      draw.integer(6),
    ]).toEqual([0.38498989514986537, 0.8991314725416706, 2.252104230146313, 1.16970943454694, 3.0324895956582325, 2])
    const many = new Float64Array(100_000)
    draw.fillNormal(many)
    expect(Math.max(...many.subarray(0, 50_000))).toBe(4.0359560535779115)
    expect(many.at(-1)).toBe(0.6448841124483823)
    expect(draw.state().words).toEqual([-2025832427, 910331222, 1502461832, 181371402])
  })

  it('takes a number and its text as the same seed, and tells other seeds apart', () => {
    expect(randomStream(1)).toEqual(randomStream('1'))
    expect(randomStream(1)).not.toEqual(randomStream(2))
    expect(randomStream('')).not.toEqual(randomStream(' '))
  })

  it('is frozen, and goes through JSON', () => {
    const stream = randomStream('json')
    expect(Object.isFrozen(stream) && Object.isFrozen(stream.words)).toBe(true)
    expect(uniforms(JSON.parse(JSON.stringify(stream)), 5)).toEqual(uniforms(stream, 5))
  })

  it('refuses what is not a seed', () => {
    for (const seed of [Number.NaN, Number.POSITIVE_INFINITY, null, undefined, {}, true])
      expectCausalError(() => randomStream(seed as string), 'randomStream', 'invalid-argument')
    expectCausalError(() => generator(Number.NaN), null, 'invalid-argument')
  })
})

describe('uniforms and normals', () => {
  it('refuse a bad count and a bad stream', () => {
    for (const count of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 40])
      expectCausalError(() => uniforms(randomStream(1), count), 'uniforms', 'invalid-argument')
    for (const words of [[0, 0, 0, 0], [1, 2, 3], [1, 2, 3, 0.5], [1, 2, 3, 2 ** 31], 'abcd'])
      expectCausalError(() => normals({ words } as never, 1), 'normals', 'invalid-argument')
    expectCausalError(() => uniforms(7 as never, 1), 'uniforms', 'invalid-argument')
  })

  it('draw nothing for a count of zero', () => {
    const stream = randomStream(3)
    expect(uniforms(stream, 0)).toEqual({ values: new Float64Array(0), next: stream })
  })
})

describe('splitStream', () => {
  it('depends on the label and the place, not on the order of splitting', () => {
    const stream = randomStream(5)
    const a = splitStream(stream, 'a')
    splitStream(stream, 'b')
    expect(splitStream(stream, 'a')).toEqual(a)
    const labels = ['', 'a', 'b', 'ab', 'ba', 0, 1, 10, 'a\u0000', '\u0000a', '\u0000', '\u0000\u0000']
    const all = new Set([stream, ...labels.map((l) => splitStream(stream, l))].map((s) => s.words.join()))
    expect(all.size).toBe(labels.length + 1)
    expect(splitStream(uniforms(stream, 1).next, 'a')).not.toEqual(a)
    expect(splitStream(stream, 1)).toEqual(splitStream(stream, '1'))
  })

  it('gives a hundred thousand labels a hundred thousand states', () => {
    const stream = randomStream('many')
    const states = new Set<string>()
    for (let k = 0; k < 100_000; k++) states.add(splitStream(stream, k).words.join())
    expect(states.size).toBe(100_000)
  })

  it('refuses a label that is neither text nor a number', () => {
    expectCausalError(() => splitStream(randomStream(1), Number.NaN), 'splitStream', 'invalid-argument')
    expectCausalError(() => splitStream(randomStream(1), null as never), 'splitStream', 'invalid-argument')
    expectCausalError(() => splitStream({} as never, 'a'), 'splitStream', 'invalid-argument')
  })
})

describe('integer', () => {
  it('refuses a range that is not a whole number', () => {
    const draw = generator(1)
    for (const n of [0, -1, 1.5, Number.NaN, 2 ** 53])
      expectCausalError(() => draw.integer(n), null, 'invalid-argument')
  })
  it('covers ranges beyond 32 bits', () => {
    const draw = generator(1)
    const n = 2 ** 52 + 1
    let sum = 0
    for (let i = 0; i < 4000; i++) sum += draw.integer(n) / n
    expect(Math.abs(sum / 4000 - 0.5)).toBeLessThan(0.02)
  })
})
