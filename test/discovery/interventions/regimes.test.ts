import { describe, expect, it } from 'vitest'
import {
  bicScore,
  dag,
  fisherZ,
  gies,
  interventionalBicScore,
  interventionalCpdagOf,
  jci,
  regimeTest,
  select,
  table,
  utIgsp,
} from '../../../src/index.js'
import { generator, seedStream } from '../../../src/probability/streams/stream.js'
import { expectCausalError } from '../../support/errors.js'

/** X -> Y -> Z: rows of observation, then of two experiments that set X, and Y and Z. */
const random = generator(seedStream(11))
const rows = Array.from({ length: 900 }, (_, i) => {
  const regime = i < 400 ? 'seen' : i < 650 ? 'x' : 'yz'
  const X = regime === 'x' ? 2 : random.normal()
  const Y = regime === 'yz' ? 1 + random.normal() : 0.8 * X + random.normal()
  const Z = regime === 'yz' ? -1 + 0.5 * random.normal() : 0.8 * Y + random.normal()
  return { regime, X, Y, Z }
})
const data = table(rows)
const targets = { seen: [], x: ['X'], yz: ['Y', 'Z'] } as const
const truth = interventionalCpdagOf(dag('X -> Y -> Z'), [[], ['X'], ['Y', 'Z']])

describe('interventionalBicScore', () => {
  const score = interventionalBicScore(data, { regime: 'regime', targets })
  it('is the BIC of the rows in which a column was left alone', () => {
    const alone = table(rows.filter(({ regime }) => regime !== 'yz').map(({ X, Y, Z }) => ({ X, Y, Z })))
    const plain = bicScore(alone)
    const gain = score('Y', ['X']) - score('Y')
    // but for the price of a parent: log of all 900 rows, not of these 650
    expect(gain - (plain('Y', ['X']) - plain('Y'))).toBeCloseTo(0.5 * (Math.log(650) - Math.log(900)), 8)
    expect(score.targets).toEqual([[], ['X'], ['Y', 'Z']])
  })
  it('does not change with units or the order of rows, columns and regimes', () => {
    const other = table(
      [...rows].reverse().map(({ regime, X, Y, Z }) => ({ Z: Z * 1e-6, regime, Y: Y + 1e3, X: 1e4 * X })),
    )
    const turned = interventionalBicScore(other, { regime: 'regime', targets: { yz: ['Z', 'Y'], x: ['X'], seen: [] } })
    const gain = (s: typeof score): number => s('Z', ['X', 'Y']) - s('Z')
    expect(gain(turned as never)).toBeCloseTo(gain(score), 5)
    expect(
      gies(turned)
        .graph.edges.map((e) => e.from + e.to)
        .sort(),
    ).toEqual(['XY', 'YZ'])
  })
  it('finds the class with gies', () => {
    expect(gies(score).graph).toEqual(truth)
  })
  it('names regimes and columns that do not match', () => {
    expectCausalError(
      () => interventionalBicScore(data, { regime: 'regime', targets: { seen: [], x: ['X'] } }),
      'interventionalBicScore',
      'invalid-argument',
    )
    expectCausalError(
      () => interventionalBicScore(data, { regime: 'regime', targets: { ...targets, other: ['X'] } as never }),
      'interventionalBicScore',
      'unknown-name',
    )
    expectCausalError(
      () => interventionalBicScore(data, { regime: 'regime', targets: { ...targets, x: ['Q' as 'X'] } }),
      'interventionalBicScore',
      'unknown-name',
    )
    expectCausalError(
      () => interventionalBicScore(data, { regime: 'regime', targets: { ...targets, seen: ['Y'], x: ['Y'] } }),
      'interventionalBicScore',
      'invalid-argument',
    )
    expectCausalError(() => gies(bicScore(select(data, ['X', 'Y'])) as never), 'gies', 'invalid-argument')
    expectCausalError(() => gies(score, { starts: -1 }), 'gies', 'invalid-argument')
  })
})

describe('utIgsp on rows', () => {
  const test = regimeTest(data, { regime: 'regime', observational: 'seen' })
  it('finds class and targets', () => {
    const found = utIgsp(test)
    expect(found.targets).toEqual([
      { regime: 'x', columns: ['X'] },
      { regime: 'yz', columns: ['Y', 'Z'] },
    ])
    expect(found.graph).toEqual(truth)
    expect(found.warnings).toEqual([])
  })
  it('takes known targets', () => {
    const found = utIgsp(test, { targets: { x: ['Z'] } })
    expect(found.targets[0]!.columns).toContain('Z')
    expectCausalError(() => utIgsp(test, { targets: { q: ['Z'] } as never }), 'utIgsp', 'unknown-name')
  })
  it('must know the regimes', () => {
    expectCausalError(() => utIgsp(fisherZ(select(data, ['X', 'Y']))), 'utIgsp', 'invalid-argument')
    expectCausalError(() => test('x', 'yz'), 'regimeTest', 'invalid-argument')
    expectCausalError(() => regimeTest(data, { regime: 'regime', observational: 'none' }), 'regimeTest', 'unknown-name')
  })
})

describe('jci on rows', () => {
  const coded = table(
    rows.map(({ regime, X, Y, Z }) => ({ setX: regime === 'x' ? 1 : 0, setYZ: regime === 'yz' ? 1 : 0, X, Y, Z })),
  )
  it('finds what each context variable acts on', () => {
    const found = jci(fisherZ(coded), { context: ['setX', 'setYZ'], search: 'pc', alpha: 0.01 })
    expect(found.effects).toEqual([
      { context: 'setX', adjacent: ['X'] },
      { context: 'setYZ', adjacent: ['Y', 'Z'] },
    ])
    const edges = found.graph.edges.filter((e) => e.from.length + e.to.length === 2)
    expect(edges.map((e) => [e.from, e.to, e.toMark])).toEqual([
      ['X', 'Y', 'arrow'],
      ['Y', 'Z', 'arrow'],
    ])
  })
  it('refuses knowledge against its assumptions, and a context that is all or nothing', () => {
    const known = { required: [['X', 'setX']], forbidden: [], tiers: [] } as never
    expectCausalError(() => jci(fisherZ(coded), { context: ['setX'], knowledge: known }), 'jci', 'contradiction')
    expectCausalError(() => jci(fisherZ(coded), { context: [] }), 'jci', 'invalid-argument')
    expectCausalError(() => jci(fisherZ(coded), { context: ['Q' as 'X'] }), 'jci', 'unknown-name')
    expectCausalError(
      () => jci(fisherZ(coded), { context: ['setX'], assumptions: 4 as never }),
      'jci',
      'invalid-argument',
    )
    expectCausalError(
      () => jci(fisherZ(coded), { context: ['setX'], targets: { setX: ['setX'] } }),
      'jci',
      'invalid-argument',
    )
  })
})

describe('the test of invariance holds its level whatever the noise', () => {
  /** How often "the mechanism of Y is the same" is rejected at 0.05; the regime shifts X, and multiplies the noise of Y. */
  const rejected = (noise: 'normal' | 'exponential', times: number): number => {
    let count = 0
    for (let set = 0; set < 200; set++) {
      const draw = generator(`invariance ${noise} ${set}`)
      const rows = Array.from({ length: 300 }, (_, i) => {
        const regime = i % 2 === 0 ? 'seen' : 'shifted'
        const X = draw.normal() + (i % 2 === 0 ? 0 : 1)
        const e = noise === 'normal' ? draw.normal() : -Math.log(1 - draw.uniform()) - 1
        return { regime, X, Y: 0.8 * X + (i % 2 === 0 ? e : times * e) }
      })
      const result = regimeTest(table(rows), { regime: 'regime', observational: 'seen' })('shifted', 'Y', ['X'])
      if (result.tested && result.pValue <= 0.05) count++
    }
    return count / 200
  }
  it.each(['normal', 'exponential'] as const)('%s noise', (noise) => {
    // four standard errors; a test of variances that takes the noise for Gaussian rejects a quarter of exponential ones
    expect(rejected(noise, 1)).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / 200))
    expect(rejected(noise, 2)).toBeGreaterThan(0.8)
  })
})
