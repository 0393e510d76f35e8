import { describe, expect, it } from 'vitest'
import { latentCapabilities, normals, randomStream, splitStream, table, uniforms } from '../../../../src/index.js'
import { expectCausalError } from '../../../support/errors.js'
import { deepFreeze } from '../../../support/freeze.js'

const two = [
  [
    [1, 2],
    [2, -3],
  ],
  [
    [5, 3],
    [2, 4],
  ],
]

/** K domains of n rows: x = (B H)⁻¹ s with uniform sources, L1 → L2 of weight b in each. */
function drawn(weights: readonly number[], n: number, seed: string) {
  return weights.map((b, k) => {
    const s = ['s', 't'].map((name) => uniforms(splitStream(randomStream(`${seed} ${k}`), name), n).values)
    // H = [[1, 2], [3, −1]], B = [[1, 0], [b, 1]]: M = B H
    const [m00, m01, m10, m11] = [1, 2, b + 3, 2 * b - 1]
    const det = m00 * m11 - m01 * m10
    return table({
      A: Array.from(s[0]!, (u, i) => (m11 * u - m01 * s[1]![i]!) / det),
      B: Array.from(s[0]!, (u, i) => (-m10 * u + m00 * s[1]![i]!) / det),
    })
  })
}

describe('latentCapabilities', () => {
  it('finds the order, the rows that read each latent, and what is ambiguous', () => {
    const found = latentCapabilities(deepFreeze(two))
    expect(found.orders).toEqual([['L1', 'L2']])
    expect(found.edges).toEqual([['L1', 'L2']])
    expect(found.latents.map(({ rows, ambiguousWith }) => ({ rows, ambiguousWith }))).toEqual([
      { rows: [0, 1], ambiguousWith: [] },
      { rows: [1, 0], ambiguousWith: ['L1'] },
    ])
    expect(found.inexactness).toBeLessThan(1e-12)
    expect(found.latents[1]!.identifiedSpan).toHaveLength(2)
    expect(found.columns).toEqual(['X1', 'X2'])
  })

  it('gives every order that fits, where latents do not influence each other', () => {
    const found = latentCapabilities([
      [
        [1, 2],
        [3, -1],
      ],
      [
        [-6, 2],
        [2, 4],
      ],
    ])
    expect(found.orders).toEqual([
      ['L1', 'L2'],
      ['L2', 'L1'],
    ])
    expect(found).toMatchObject({ edges: [], nextInexactness: null, otherMatches: [] })
    expect(found.latents.every(({ identifiedSpan }) => identifiedSpan.length === 1)).toBe(true)
  })

  it('works from raw data, whatever the order of columns and domains', () => {
    const domains = drawn([-2, 0.5, 3], 4000, 'raw')
    const found = latentCapabilities(domains, { latents: 2 })
    expect(found.orders).toEqual([['L1', 'L2']])
    expect(found.inexactness).toBeLessThan(0.1)
    expect(found.varianceKept).toBeCloseTo(1, 12)
    const [a, b] = found.latents[0]!.direction
    expect(Math.abs(b! / a! - 2)).toBeLessThan(0.2)
    const turned = domains.map((each) => table({ B: each.data[1]!, A: each.data[0]! })).reverse()
    const again = latentCapabilities(turned as never, { latents: 2 })
    expect(again.columns).toEqual(['B', 'A'])
    expect(again.orders).toEqual(found.orders)
    expect(Math.abs(again.latents[0]!.direction[0]! / again.latents[0]!.direction[1]!)).toBeCloseTo(
      Math.abs(b! / a!),
      4,
    )
  })

  it('says that domains share no H', () => {
    const found = latentCapabilities([
      [
        [1, 2, 0],
        [0, 1, 5],
      ],
      [
        [3, -1, 1],
        [2, 2, -4],
      ],
      [
        [0, 1, -1],
        [5, 0, 1],
      ],
    ])
    expect(found.inexactness).toBeGreaterThan(0.3)
    expect(found.warnings[0]).toContain('No shared H is near')
  })

  it('says which influences so few domains cannot show', () => {
    // L1 → L2 → L3 and L1 → L3 in two domains: some H hides L1 → L3
    const H = [
      [1, 2, 0],
      [3, -1, 1],
      [0, 1, -2],
    ]
    const M = ([b10, b20, b21]: readonly number[]) => [
      H[0]!,
      H[1]!.map((v, c) => v + b10! * H[0]![c]!),
      H[2]!.map((v, c) => v + b21! * H[1]![c]! + b20! * H[0]![c]!),
    ]
    const found = latentCapabilities([M([1, 2, 3]), M([-2, 1, -1])])
    expect(found.orders).toEqual([['L1', 'L2', 'L3']])
    expect(found.undecidedEdges).toEqual([['L1', 'L3']])
    expect(found.latents[1]!.ambiguousWith).toEqual(['L1'])
    expect(found.warnings.join()).toContain('could not have shown')
    const more = latentCapabilities([M([1, 2, 3]), M([-2, 1, -1]), M([0.5, -1, 2])])
    expect(more.edges).toEqual([
      ['L1', 'L2'],
      ['L1', 'L3'],
      ['L2', 'L3'],
    ])
    expect(more.undecidedEdges).toEqual([])
  })

  it('says what is wrong', () => {
    const ask =
      (domains: unknown, options: object = {}) =>
      () =>
        latentCapabilities(domains as never, options)
    const fails = (call: () => unknown, code: Parameters<typeof expectCausalError>[2]) =>
      expectCausalError(call, 'latentCapabilities', code)
    fails(ask([two[0]]), 'invalid-argument')
    fails(ask([two[0], [[1, 2, 3]]]), 'invalid-data')
    fails(
      ask([
        two[0],
        [
          [1, Number.NaN],
          [2, 1],
        ],
      ]),
      'invalid-data',
    )
    fails(
      ask([
        two[0],
        [
          [1, 2],
          [2, 4],
        ],
      ]),
      'collinear',
    )
    fails(ask(two, { latents: 3 }), 'invalid-argument')
    fails(ask(two, { slack: 0.5 }), 'invalid-argument')
    fails(ask(two, { latent: 2 }), 'unknown-option')
    const [a, b] = drawn([1, 2], 50, 'bad')
    fails(ask([a, b]), 'invalid-argument')
    fails(ask([a, two[0]], { latents: 2 }), 'invalid-argument')
    fails(ask([a, table({ A: [1, 2, 3, 4, 5], C: [1, 3, 2, 5, 4] })], { latents: 2 }), 'invalid-data')
    fails(ask([a, table({ A: [1, 2, 3], B: [1, 3, 2] })], { latents: 2 }), 'too-few-rows')
    fails(ask([a, table({ A: [1, 1, 1, 1, 1], B: [1, 3, 2, 5, 4] })], { latents: 2 }), 'constant-column')
    fails(ask([a, table({ A: [1, 2, 3, 4, 5], B: [2, 4, 6, 8, 10] })], { latents: 2 }), 'collinear')
    fails(ask([a, b], { latents: 2, signal: { aborted: true } }), 'aborted')
    const wide = table(
      Object.fromEntries(
        Array.from({ length: 8 }, (_, c) => [`c${c}`, [...normals(randomStream(`w${c}`), 20).values]]),
      ),
    )
    fails(ask([wide, wide], { latents: 8 }), 'too-large')
  })
})
