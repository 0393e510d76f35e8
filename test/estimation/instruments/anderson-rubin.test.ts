import { describe, expect, it } from 'vitest'
import { piecesBetween } from '../../../src/estimation/instruments/robust-anderson-rubin.js'
import {
  admg,
  estimateEffect,
  factor,
  fromCounts,
  normals,
  randomStream,
  splitStream,
  table,
  twoStageLeastSquares,
} from '../../../src/index.js'

/** Rows in 8 clusters, m instruments, an outcome that varies more at the ends of the first. */
function rows(n: number, strength: number, m: number) {
  const stream = randomStream(`ar ${n} ${strength} ${m}`)
  const rounded = (values: ArrayLike<number>) => Array.from(values, (v) => Math.round(v * 1000) / 1000)
  const draw = (name: string) => rounded(normals(splitStream(stream, name), n).values)
  const z = Array.from({ length: m }, (_, k) => draw(`z${k}`))
  const [u, e, f, w] = [draw('u'), draw('e'), draw('f'), draw('w')]
  const t = rounded(u.map((v, i) => v + strength * z.reduce((s, c) => s + c[i]!, 0) + e[i]!))
  const y = rounded(t.map((v, i) => v + u[i]! + (0.3 + z[0]![i]! ** 2) * f[i]! + w[i]!))
  return {
    ...Object.fromEntries(z.map((c, k) => [`z${k}`, c])),
    w,
    t,
    y,
    g: y.map((_, i) => i % 8),
    h: y.map((_, i) => i % 2),
  }
}
type Rubin = {
  set: [number | null, number | null][]
  statistic: number
  pValue: number
  method: string
  degreesOfFreedom: number[]
}
function rubin(columns: Record<string, readonly unknown[]>, m: number, more: object = {}, options: object = {}) {
  const graph = admg(
    `${Array.from({ length: m }, (_, k) => `z${k} -> t; w -> z${k}`).join('; ')}; w -> y; w -> t; t -> y; t <-> y`,
  )
  const e = estimateEffect(table(columns as Record<string, number[]>), {
    graph,
    treatment: 't',
    outcome: 'y',
    estimator: twoStageLeastSquares(options),
    ...more,
  })
  if (!e.estimated) throw new Error(e.message)
  return { test: e.diagnostics['andersonRubin'] as Rubin | null, warnings: e.warnings, estimate: e.estimate }
}
const close = (set: readonly (readonly (number | null)[])[]) =>
  set.map((ends) => ends.map((end) => (end === null ? null : expect.closeTo(end, 9))))

/** The ends are those that a root search on a fine grid finds with HC3 and CR3 covariances in numpy. */
describe('the set of Anderson and Rubin', () => {
  it('allows for unequal variances', () => {
    expect(rubin(rows(40, 1, 1), 1).test!.set).toEqual(close([[0.8573359810201946, 3.7166322426048404]]))
    expect(rubin(rows(40, 1, 3), 3).test!.set).toEqual(close([[0.4282569529062444, 1.9549153198414844]]))
  })
  it('allows for clusters', () => {
    const { set, degreesOfFreedom, method } = rubin(rows(40, 1, 3), 3, { cluster: 'g' }).test!
    expect(set).toEqual(close([[0.05750534231764188, 1.9400818642131268]]))
    expect([degreesOfFreedom, method]).toEqual([[3, 5], "clusters of g (CR3); Hotelling's T²"])
  })
  it('may be two rays, two intervals, or all numbers', () => {
    expect(rubin(rows(100, 0.25, 1), 1).test!.set).toEqual(
      close([
        [null, 2.9122361380262434],
        [12.79062411811947, null],
      ]),
    )
    expect(rubin(rows(200, 0.3, 3), 3, { cluster: 'g' }).test!.set).toEqual(
      close([
        [-0.27537052162073306, 2.0288895014162285],
        [3.348923640524324, 13.204068813543135],
      ]),
    )
    expect(rubin(rows(40, 0.3, 3), 3).test!.set).toEqual([[null, null]])
  })
  it('may be empty, where the instruments contradict each other', () => {
    const columns = rows(200, 1, 3)
    expect(
      rubin({ ...columns, y: columns.y.map((v, i) => v + 5 * columns.w[i]! + 4 * (columns as never)['z2'][i]) }, 3)
        .test!.set,
    ).toEqual([])
  })
  it('assumes equal variances where the errors do', () => {
    expect(rubin(rows(40, 1, 1), 1, {}, { standardErrors: 'classical' }).test!.method).toBe('equal variances')
  })
  it('takes strata, and both of two ways', () => {
    const columns = rows(40, 1, 1)
    const crossed = { ...columns, g: columns.y.map((_, i) => i % 5) }
    expect(rubin(columns, 1, { strata: 'h' }).test!.method).toBe("strata of h; Hotelling's T²")
    const [one] = rubin(crossed, 1, { cluster: 'g' }).test!.set
    const [both] = rubin({ ...crossed, r: crossed.y.map((_, i) => i) }, 1, { cluster: ['g', 'r'] }).test!.set
    expect(both![0]! < one![0]! && both![1]! > one![1]!).toBe(true)
  })
  it('gives counts what it gives the rows that they count, and weights that are all the same what it gives without', () => {
    const counted = factor(
      [
        { name: 'z', states: ['0', '1'] },
        { name: 't', states: ['0', '1'] },
        { name: 'y', states: ['0', '1'] },
      ],
      [30, 12, 9, 8, 11, 7, 21, 33],
    )
    const ask = {
      graph: admg('z -> t; t -> y; t <-> y'),
      treatment: 't',
      outcome: 'y',
      estimator: twoStageLeastSquares(),
    } as const
    const [cells, each] = [estimateEffect(counted, ask), estimateEffect(fromCounts(counted), ask)].map(
      (e) => e.estimated && (e.diagnostics['andersonRubin'] as Rubin),
    )
    if (!cells || !each) throw new Error('refused')
    expect(cells.set).toEqual(close(each.set))
    expect(cells.statistic).toBeCloseTo(each.statistic, 10)
    const columns = rows(40, 1, 1)
    expect(rubin({ ...columns, v: columns.y.map(() => 2) }, 1, { weights: 'v' }).test!.set).toEqual(
      close(rubin(columns, 1).test!.set),
    )
  })
  it('is for the contrast and the confidence that were asked for', () => {
    const [whole] = rubin(rows(40, 1, 1), 1).test!.set
    const back = rubin(rows(40, 1, 1), 1, { contrast: { from: 2, to: 0 } })
    expect(back.test!.set).toEqual(close([[-2 * whole![1]!, -2 * whole![0]!]]))
    const [narrow] = rubin(rows(40, 1, 1), 1, { confidence: 0.8 }).test!.set
    expect(narrow![0]! > whole![0]! && narrow![1]! < whole![1]!).toBe(true)
  })
  it('is null where there are no more clusters than instruments, and the warning says so', () => {
    const columns = rows(40, 0.3, 3)
    const few = rubin({ ...columns, g: columns.y.map((_, i) => i % 3) }, 3, { cluster: 'g' })
    expect(few.test).toBeNull()
    expect(few.warnings.join()).toContain('too few rows or clusters for the set of Anderson and Rubin')
  })
})

describe('piecesBetween', () => {
  it('finds a piece that touches its root alone, and one without bound', () => {
    expect(piecesBetween([1, 2, 2, 3], (x) => x === 2, false)).toEqual([[2, 2]])
    expect(piecesBetween([0, 5], (x) => x < -3 || x > 4, true)).toEqual([
      [null, expect.closeTo(-3, 12)],
      [expect.closeTo(4, 12), null],
    ])
  })
})
