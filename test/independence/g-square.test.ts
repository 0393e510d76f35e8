import { describe, expect, it } from 'vitest'
import { chiSquare, gSquare, table } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'
import { tested } from '../support/tested.js'

/** A table from counts: `cells` are [row of states, how often]. */
function rowsOf(names: readonly string[], cells: readonly (readonly [readonly string[], number])[]) {
  const columns = new Map<string, string[]>(names.map((name) => [name, []]))
  for (const [states, times] of cells)
    for (let k = 0; k < times; k++) for (const [i, name] of names.entries()) columns.get(name)!.push(states[i]!)
  return table(Object.fromEntries(columns))
}

const paradox = rowsOf(
  ['stone', 'treatment', 'success'],
  [
    [['small', 'a', 'yes'], 81],
    [['small', 'a', 'no'], 6],
    [['small', 'b', 'yes'], 234],
    [['small', 'b', 'no'], 36],
    [['large', 'a', 'yes'], 192],
    [['large', 'a', 'no'], 71],
    [['large', 'b', 'yes'], 55],
    [['large', 'b', 'no'], 25],
  ],
)

describe.each([
  { name: 'gSquare', make: gSquare, statistic: (o: number, e: number) => (o === 0 ? 0 : 2 * o * Math.log(o / e)) },
  { name: 'chiSquare', make: chiSquare, statistic: (o: number, e: number) => (o - e) ** 2 / e },
])('$name', ({ name, make, statistic }) => {
  it('sums over strata as written in the textbook', () => {
    const two = (t: number[][]): number => {
      const total = t.flat().reduce((a, b) => a + b)
      const row = t.map((r) => r.reduce((a, b) => a + b))
      const column = t[0]!.map((_, j) => t.reduce((a, r) => a + r[j]!, 0))
      return t.flatMap((r, i) => r.map((o, j) => statistic(o, (row[i]! * column[j]!) / total))).reduce((a, b) => a + b)
    }
    const found = tested(make(paradox)('treatment', 'success', ['stone']))
    const wanted =
      two([
        [81, 6],
        [234, 36],
      ]) +
      two([
        [192, 71],
        [55, 25],
      ])
    expect(found.statistic).toBeCloseTo(wanted, 10)
    expect(found.degreesOfFreedom).toBe(2)
    expect(found.logPValue).toBeCloseTo(Math.log(found.pValue), 10)
    expect(Object.isFrozen(found)).toBe(true)
  })

  it('drops what is empty within a stratum, or counts in full', () => {
    const holes = rowsOf(
      ['s', 'x', 'y'],
      [
        [['0', '0', '0'], 5],
        [['0', '1', '1'], 6],
        [['1', '0', '0'], 4],
        [['1', '1', '0'], 3],
        [['1', '2', '2'], 2],
      ],
    )
    expect(make(holes)('x', 'y', ['s']).degreesOfFreedom).toBe(1 + 2)
    expect(make(holes, { degreesOfFreedom: 'full' })('x', 'y', ['s']).degreesOfFreedom).toBe(2 * 2 * 2)
  })

  it('offers a plan with the same decisions', () => {
    const test = make(paradox)
    const plan = test.plan
    if (plan?.kind !== 'indexed') throw new Error('expected an indexed plan')
    expect(plan.logPValue(1, 2, Int32Array.of(0, 9), 1)).toBe(test('treatment', 'success', ['stone']).logPValue)
    expect(plan.logPValue(1, 2, Int32Array.of(0), 0)).toBe(test('treatment', 'success').logPValue)
  })

  it('does not test a constant column, nor one that the set determines, nor strata without a comparison', () => {
    const flat = make(
      table({ x: ['a', 'a', 'a', 'a'], y: ['b', 'c', 'b', 'c'], z: ['p', 'q', 'p', 'q'], w: ['1', '1', '1', '2'] }),
    )
    const constant = flat('x', 'y')
    expect(constant).toMatchObject({ tested: false, reason: 'determined' })
    expect(constant.tested || constant.witness.determined).toEqual([{ column: 'x', by: [] }])
    const copied = flat('y', 'w', ['z'])
    expect(copied.tested || copied.witness.determined).toEqual([{ column: 'y', by: ['z'] }])
    const apart = make(table({ x: ['a', 'b', 'a', 'a'], y: ['c', 'c', 'c', 'd'], s: ['1', '1', '2', '2'] }))('x', 'y', [
      's',
    ])
    expect(apart).toMatchObject({ tested: false, reason: 'empty-strata', witness: { strata: 2 } })
  })

  it('reads a column of whole numbers as categories', () => {
    const numbers = table({ x: [2, 1, 2, 1, 2], y: [-5, 1e6, -5, 1e6, 1e6] })
    const words = table({ x: ['b', 'a', 'b', 'a', 'b'], y: ['p', 'q', 'p', 'q', 'q'] })
    expect(make(numbers)('x', 'y')).toEqual(make(words)('x', 'y'))
  })

  it('takes counts, weights that are no whole numbers included', () => {
    const half = (values: number[]) => ({
      variables: [
        { name: 'x', states: ['0', '1'] },
        { name: 'y', states: ['0', '1'] },
      ],
      values: Float64Array.from(values),
    })
    const once = tested(make(half([3, 4, 5, 9]))('x', 'y'))
    expect(make(half([1.5, 2, 2.5, 4.5]))('x', 'y').statistic).toBeCloseTo(once.statistic / 2, 12)
  })

  it('copes with more combinations than rows', () => {
    const n = 400
    const columns = Object.fromEntries(
      Array.from({ length: 12 }, (_, j) => [
        `v${j}`,
        Array.from({ length: n }, (_, i) => `${((i + 1) * (j + 7) * 7919) % 5}`),
      ]),
    )
    const found = make(table(columns))(
      'v0',
      'v1',
      Array.from({ length: 10 }, (_, j) => `v${j + 2}`),
    )
    expect(found).toMatchObject({ tested: false, reason: 'determined' })
  })

  it('works with names of any form, and leaves the table as it was', () => {
    const data = deepFreeze(table(Object.fromEntries(oddNames.map((n, j) => [n, ['a', 'b', 'a', j % 2 ? 'a' : 'b']]))))
    expect(Object.keys(Object.fromEntries(oddNames.map((n) => [n, 1]))).length).toBeLessThanOrEqual(oddNames.length)
    const test = make(data)
    expect(test(data.columns[0]!, data.columns[1]!, [data.columns[2]!]).tested).toBe(false)
    expect(test(data.columns[0]!, data.columns[1]!).pValue).toBeGreaterThan(0)
  })

  describe('bad input', () => {
    it('unknown names and overlaps', () => {
      const test = make(paradox) as (x: string, y: string, given?: readonly string[]) => unknown
      expectCausalError(() => test('stones', 'success'), name, 'unknown-name')
      expectCausalError(() => test('stone', 'stone'), name, 'overlap')
      expectCausalError(() => test('stone', 'success', ['success']), name, 'overlap')
    })
    it('missing cells, by column and count', () => {
      const holes = table({ x: ['a', null, null], y: ['1', '2', '1'] })
      expect(expectCausalError(() => make(holes), name, 'missing-values').details).toEqual({ column: 'x', count: 2 })
    })
    it('a column of fractions', () => {
      expectCausalError(() => make(table({ x: [0.5, 1.5], y: ['a', 'b'] })), name, 'invalid-data')
    })
    it('counts that are none', () => {
      const bad = (values: number[]) => () =>
        make({ variables: [{ name: 'x', states: ['0', '1'] }], values: Float64Array.from(values) })
      expectCausalError(bad([1, -1]), name, 'invalid-data')
      expectCausalError(bad([1, Number.NaN]), name, 'invalid-argument')
      expectCausalError(bad([1]), name, 'type-mismatch')
      expectCausalError(bad([0, 0]), name, 'too-few-rows')
    })
    it('an option that is none', () => {
      expectCausalError(() => make(paradox, { degreesOfFreedom: 'half' as never }), name, 'invalid-argument')
    })
  })
})

describe("gSquare and Williams' correction", () => {
  const counts = [
    [30, 22, 18],
    [20, 25, 9],
    [16, 31, 29],
  ]
  const cells = (times: number) => ({
    variables: [
      { name: 'x', states: ['0', '1', '2'] },
      { name: 'y', states: ['0', '1', '2'] },
    ],
    values: Float64Array.from(counts.flat(), (count) => count * times),
  })

  it('divides G² by q = 1 + (N Σ 1/r − 1)(N Σ 1/c − 1) / (6 N (R − 1)(C − 1)) and reports G² itself', () => {
    const total = 200
    const inverse = (sums: readonly number[]): number => sums.reduce((all, sum) => all + total / sum, 0)
    const q = 1 + ((inverse([70, 54, 76]) - 1) * (inverse([66, 78, 56]) - 1)) / (6 * total * 4)
    const found = tested(gSquare(cells(1))('x', 'y'))
    expect(found.method).toContain("Williams' correction")
    expect(found.statistic).toBe(tested(gSquare(cells(1), { null: 'chi-square' })('x', 'y')).statistic)
    // with four degrees of freedom the upper tail of chi-square is exp(−h) (1 + h), h half the value
    const half = found.statistic / q / 2
    expect(found.pValue).toBeCloseTo(Math.exp(-half) * (1 + half), 12)
  })
  it('leaves the textbook and the numbers of other programs as they are', () => {
    for (const option of [{ null: 'chi-square' }, { parity: 'causal-learn' }, { parity: 'bnlearn' }] as const) {
      const found = tested(gSquare(cells(1), option)('x', 'y'))
      const half = found.statistic / 2
      expect(found.pValue).toBeCloseTo(Math.exp(-half) * (1 + half), 12)
    }
  })
  it('fades as rows are added', () => {
    const apart = (times: number): number =>
      tested(gSquare(cells(times))('x', 'y')).logPValue /
      tested(gSquare(cells(times), { null: 'chi-square' })('x', 'y')).logPValue
    expect(apart(1)).toBeLessThan(0.99)
    expect(apart(1000)).toBeGreaterThan(0.9999)
  })
})
