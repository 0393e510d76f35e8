import { describe, expect, it } from 'vitest'
import { andersonDarling } from '../../../src/advise/diagnosis/anderson-darling.js'
import { kruskalWallis } from '../../../src/advise/diagnosis/kruskal-wallis.js'
import { holm } from '../../../src/advise/diagnosis/look.js'
import {
  type Diagnosis,
  type DiagnosisTopic,
  dag,
  diagnose,
  type Finding,
  normals,
  randomStream,
  simulateLinear,
  simulateNonlinear,
  splitStream,
  table,
  where,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const rows = Array.from({ length: 60 }, (_, i) => i)
const noise = (name: string, n: number) => normals(splitStream(randomStream('diagnose'), name), n).values
const found = ({ findings }: Diagnosis, topic: DiagnosisTopic): Finding[] =>
  findings.filter((one) => one.topic === topic && one.found)
const chain = dag('A -> B -> C -> D; A -> D')

describe('the statistics of diagnose', () => {
  it('agree with statsmodels 0.14 normal_ad', () => {
    const uniform = Float64Array.from(rows, (i) => (i * 0.618034) % 1)
    const middle = Float64Array.from(rows, (i) => ((i * 0.7173) % 1) + 0.3 * ((i * 0.33) % 1))
    for (const [values, statistic, pValue] of [
      [uniform, 0.6151756094826482, 0.10464223235207336],
      [uniform.map((v) => -Math.log(1 - v)), 2.770689975159101, 4.6314817772731645e-7],
      [middle, 0.3512271286245081, 0.45856097788793776],
    ] as const) {
      const result = andersonDarling(values)
      expect(result.statistic).toBeCloseTo(statistic, 8)
      expect(result.pValue / pValue).toBeCloseTo(1, 7)
    }
  })

  it('agree with scipy.stats.kruskal, ties and all', () => {
    const group = Int32Array.from(rows, (i) => i % 3)
    // numpy rounds halves to even: none lies on one here
    const values = Float64Array.from(rows, (i) => Math.round(10 * ((i * 0.618034) % 1)) + (i % 3))
    const result = kruskalWallis(values, group, 3)!
    expect(result.statistic).toBeCloseTo(3.4253491639735776, 9)
    expect(result.pValue).toBeCloseTo(0.18038269855148487, 9)
  })

  it('are corrected as statsmodels multipletests does by Holm', () => {
    const corrected = holm([0.01, 0.04, 0.03, 0.005])
    for (const [k, value] of [0.03, 0.06, 0.06, 0.02].entries()) expect(corrected[k]).toBeCloseTo(value, 12)
  })

  it('of spread and bends agree with statsmodels het_breuschpagan and NumPy', () => {
    const x = Array.from({ length: 120 }, (_, i) => (i * 0.618034) % 1)
    const y = x.map((v, i) => 2 * v + (((i * 0.414214) % 1) - 0.5) * (0.2 + v))
    const { findings } = diagnose(table({ x, y }))
    const spread = findings.find(({ topic }) => topic === 'heteroscedastic')!
    expect(spread.columns).toEqual(['x', 'y'])
    expect(spread.statistic).toBeCloseTo(17.130729467999505, 6)
    expect(spread.pValue! / 0.00019059405961365983).toBeCloseTo(1, 6)
    expect(spread.found).toBe(true)
    const bend = findings.find(({ topic }) => topic === 'nonlinear')!
    expect(bend.statistic).toBeCloseTo(12.617001629469444, 6)
    // three looks more: Holm takes four times, three times … of them
    expect(bend.corrected).toBeGreaterThanOrEqual(2 * bend.pValue!)
  })
})

describe('diagnose', () => {
  it('finds neither bends nor other noise in a linear Gaussian model', () => {
    const diagnosis = diagnose(simulateLinear(chain, 500, { seed: 2 }).data)
    expect(diagnosis.findings.filter((one) => one.found)).toEqual([])
    expect(diagnosis.findings.filter(({ topic }) => topic === 'nonlinear')).toHaveLength(3)
    expect(diagnosis.findings.filter(({ topic }) => topic === 'non-gaussian')).toHaveLength(4)
    expect(diagnosis.notLooked.map(({ topic }) => topic)).toEqual(['environments-differ', 'hidden-causes'])
    expect(diagnosis.looks).toBe(diagnosis.findings.filter(({ pValue }) => pValue !== null).length)
  })

  it('finds noise that is not Gaussian in linear models, and no bend', () => {
    const diagnosis = diagnose(simulateLinear(chain, 500, { seed: 2, noise: 'uniform' }).data)
    expect(found(diagnosis, 'non-gaussian')).toHaveLength(4)
    expect(found(diagnosis, 'nonlinear')).toEqual([])
  })

  it('finds bends', () => {
    expect(found(diagnose(simulateNonlinear(chain, 500, { seed: 2 })), 'nonlinear').length).toBeGreaterThan(0)
  })

  it('finds what says nothing new, and leaves it out', () => {
    const [a, b] = [noise('a', 200), noise('b', 200)]
    const letters = Array.from(a, (v) => (v < -0.5 ? 'low' : v < 0.5 ? 'mid' : 'high'))
    const diagnosis = diagnose(
      table({
        a,
        b,
        sum: a.map((v, i) => v - 2 * b[i]!),
        zelsius: b.map((v) => 1.8 * v + 32),
        one: a.map(() => 7),
        id: Array.from(a, (_, i) => `row ${i}`),
        letters,
        coarse: letters.map((word) => (word === 'high' ? 'up' : 'down')),
        numbers: letters.map((word) => word.length + (word === 'low' ? 10 : 0)),
      }),
    )
    expect(found(diagnosis, 'constant').map(({ columns }) => columns)).toEqual([['one']])
    expect(found(diagnosis, 'identifier').map(({ columns }) => columns)).toEqual([['id']])
    expect(found(diagnosis, 'duplicate').map(({ columns }) => columns)).toEqual([
      ['zelsius', 'b'],
      ['numbers', 'letters'],
    ])
    expect(found(diagnosis, 'determined').map(({ columns }) => columns)).toEqual([
      ['sum', 'a', 'b'],
      ['coarse', 'letters'],
    ])
    expect(diagnosis.usable).toEqual(['a', 'b', 'letters'])
    expect(diagnosis.columns.find(({ name }) => name === 'numbers')!.type).toBe('discrete')
  })

  it('finds rows that follow each other, and looks at what the step before leaves', () => {
    const [e, f] = [noise('e', 400), noise('f', 400)]
    const [x, y] = [new Float64Array(400), new Float64Array(400)]
    for (let t = 1; t < 400; t++) {
      x[t] = 0.8 * x[t - 1]! + e[t]!
      y[t] = 0.7 * y[t - 1]! + 0.5 * x[t - 1]! + f[t]!
    }
    const diagnosis = diagnose(table({ x, y }))
    expect(found(diagnosis, 'dependent-rows')[0]!.columns).toEqual(['x', 'y'])
    expect(found(diagnosis, 'nonlinear')).toEqual([])
    expect(diagnosis.findings.find(({ topic }) => topic === 'non-gaussian')!.measure).toMatch(/step before leaves$/)
    // the rows in another order, with their times
    const order = Array.from({ length: 400 }, (_, i) => (i * 7) % 400)
    const shuffled = table({ t: order, x: order.map((i) => x[i]!), y: order.map((i) => y[i]!) })
    const timed = diagnose(shuffled, { time: 't' })
    expect(timed.findings.some(({ topic }) => topic === 'dependent-rows')).toBe(false)
    const own = timed.findings.find(({ topic }) => topic === 'non-gaussian')!.statistic
    expect(own).toBeCloseTo(diagnosis.findings.find(({ topic }) => topic === 'non-gaussian')!.statistic, 8)
    expect(timed.findings.find(({ topic }) => topic === 'irregular-time')).toMatchObject({ found: false, statistic: 1 })
    const twice = diagnose(table({ t: order.map((i) => i >> 1), x, y }), { time: 't' })
    expect(found(twice, 'irregular-time')[0]!.message).toMatch(/no series of regular steps/)
  })

  it('finds gaps, and on what they hang', () => {
    const [a, b, c] = [noise('a', 300), noise('b', 300), noise('c', 300)]
    const diagnosis = diagnose(table({ a, b: Array.from(b, (v, i) => (a[i]! > 0.8 ? null : v)), c }))
    expect(found(diagnosis, 'missing').map(({ columns }) => columns)).toEqual([['b']])
    expect(found(diagnosis, 'missing-depends').map(({ columns }) => columns)).toEqual([['b', 'a']])
    expect(diagnosis.completeRows).toBe([...a].filter((v) => v <= 0.8).length)
  })

  it('finds environments that differ in place, in spread and in shares', () => {
    const site = Array.from({ length: 300 }, (_, i) => ['x', 'y', 'z'][i % 3]!)
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => noise(name, 300)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ]
    const diagnosis = diagnose(
      table({
        site,
        a: a.map((v, i) => v + (site[i] === 'x' ? 1 : 0)),
        b: b.map((v, i) => v * (site[i] === 'y' ? 3 : 1)),
        c,
        state: Array.from(d, (v, i) => (v > (site[i] === 'z' ? 1 : 0) ? 'on' : 'off')),
      }),
      { environment: 'site' },
    )
    expect(found(diagnosis, 'environments-differ').map(({ columns }) => columns[0])).toEqual(['a', 'b', 'state'])
    expect(diagnosis.columns[0]).toMatchObject({ role: 'environment', type: 'categorical' })
  })

  it('does not take rows sorted by environment for rows that follow each other', () => {
    const site = Array.from({ length: 300 }, (_, i) => ['x', 'y', 'z'][Math.floor(i / 100)]!)
    const moved = (name: string): Float64Array => noise(name, 300).map((v, i) => v + 3 * ((i / 100) | 0))
    const data = table({ site, a: moved('a'), b: moved('b').map((v, i) => v * (site[i] === 'y' ? -1 : 1)) })
    expect(found(diagnose(data), 'dependent-rows')).toHaveLength(1)
    const named = diagnose(data, { environment: 'site' })
    expect(found(named, 'dependent-rows')).toEqual([])
    expect(found(named, 'environments-differ')).toHaveLength(2)
  })

  it('finds heavy tails, sparse categories and few rows', () => {
    const [a, b] = [noise('a', 400), noise('b', 400)]
    const heavy = diagnose(table({ a, ratio: a.map((v, i) => v / b[i]!) }))
    expect(found(heavy, 'heavy-tails').map(({ columns }) => columns)).toEqual([['ratio']])
    const words = Array.from(a, (v) => (v > 2.3 ? 'rare' : v > 0 ? 'up' : 'down'))
    expect(found(diagnose(table({ a, words })), 'sparse-categories').map(({ columns }) => columns)).toEqual([['words']])
    expect(found(diagnose(table({ a: a.slice(0, 20), b: b.slice(0, 20) })), 'few-rows')[0]!.statistic).toBe(10)
  })

  it('depends neither on the order of columns nor on units', () => {
    const { data } = simulateLinear(chain, 300, { seed: 5, noise: 'laplace' })
    const [A, B, C, D] = data.data as readonly Float64Array[]
    const own = diagnose(data)
    const other = diagnose(table({ D: D!, C: C!.map((v) => 1e-9 * v), B: B!.map((v) => v + 1e4), A: A! }))
    const key = ({ topic, columns }: Finding): string => JSON.stringify([topic, columns])
    expect(other.findings.map(key).sort()).toEqual(own.findings.map(key).sort())
    for (const one of own.findings) {
      const same = other.findings.find((each) => key(each) === key(one))!
      expect(same.statistic).toBeCloseTo(one.statistic, 4)
      expect(same.found).toBe(one.found)
    }
  })

  it('says what it cannot look at', () => {
    const few = diagnose(table({ a: [1.5, 2, 3.5], b: [2, 1, 4.5] }))
    expect(few.notLooked.map(({ topic }) => topic)).toContain('dependent-rows')
    const row = diagnose(table({ a: [1], b: ['x'] }))
    expect(row.usable).toEqual([])
    expect(found(row, 'constant')).toHaveLength(2)
    expect(found(diagnose(table({ a: [1, 1, 1], b: [2, 2, 2] })), 'constant')).toHaveLength(2)
    expect(diagnose(table({ a: [null, null], b: [1, 2] })).columns[0]).toMatchObject({ type: 'constant', missing: 2 })
    const mixed = diagnose(table({ a: noise('a', 100), b: Array.from(noise('b', 100), (v) => (v > 0 ? 'p' : 'q')) }))
    expect(mixed.notLooked.filter(({ columns }) => columns.includes('a'))).toHaveLength(3)
  })

  it.each([
    ['no row', where(table({ a: [1] }), [false]), {}, 'too-few-rows'],
    ['no variable', table({ t: [1, 2] }), { time: 't' }, 'too-few-rows'],
    ['a role that is no column', table({ a: [1, 2] }), { time: 'b' }, 'unknown-name'],
    ['one column in two roles', table({ a: [1, 2], b: [1, 2] }), { time: 'b', unit: 'b' }, 'overlap'],
    ['a level of 1', table({ a: [1, 2] }), { alpha: 1 }, 'invalid-argument'],
    ['an unknown option', table({ a: [1, 2] }), { site: 'a' }, 'unknown-option'],
    ['no table', {}, {}, 'invalid-argument'],
  ] as const)('refuses %s', (_, data, options, code) => {
    expectCausalError(() => diagnose(data as never, options as never), 'diagnose', code)
  })
})
