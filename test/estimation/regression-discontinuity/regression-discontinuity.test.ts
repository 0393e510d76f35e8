import { describe, expect, it } from 'vitest'
import { manipulationTest, plotRegressionDiscontinuity, regressionDiscontinuity, table } from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'

const random = generator('discontinuity')
const rows = Array.from({ length: 600 }, () => {
  const score = 2 * random.uniform() - 1
  const z = random.normal()
  const pushed = score >= 0 ? 0.8 : 0.2
  const t = random.uniform() < pushed ? 1 : 0
  const grade = score + score ** 2 + (score >= 0 ? 1 : 0) + 0.3 * random.normal()
  return { score, z, t, grade, fuzzy: grade + 0.5 * t + z, school: `s${Math.floor(random.uniform() * 40)}` }
})
const data = table(rows)
const question = { outcome: 'grade', runningVariable: 'score', cutoff: 0 } as const

/** Weighted least squares on 1, side, x, side · x by hand: the jump. */
function jumpByHand(h: number): number {
  const side = (right: boolean): number => {
    const near = rows.filter(({ score }) => score >= 0 === right && Math.abs(score) < h)
    const w = near.map(({ score }) => 1 - Math.abs(score) / h)
    const total = w.reduce((sum, v) => sum + v, 0)
    const mean = (f: (i: number) => number): number => w.reduce((sum, v, i) => sum + v * f(i), 0) / total
    const [mx, my] = [mean((i) => near[i]!.score), mean((i) => near[i]!.grade)]
    const slope = mean((i) => (near[i]!.score - mx) * (near[i]!.grade - my)) / mean((i) => (near[i]!.score - mx) ** 2)
    return my - slope * mx
  }
  return side(true) - side(false)
}

describe('regressionDiscontinuity', () => {
  it('is the jump of two local lines, and says what was used', () => {
    const e = regressionDiscontinuity(data, question, { bandwidth: 0.4, biasCorrection: false })
    if (!e.estimated) throw new Error(e.message)
    expect(e.estimate).toBeCloseTo(jumpByHand(0.4), 10)
    expect(e.conventional.estimate).toBe(e.estimate)
    expect(e.specification).toMatchObject({ strategy: 'regression-discontinuity', treatment: 'score >= 0', cutoff: 0 })
    const again = regressionDiscontinuity(data, e.specification as never, { bandwidth: 0.4, biasCorrection: false })
    expect(again.estimated && again.estimate).toBe(e.estimate)
  })

  it('freed of its bias at the same bandwidth is the local polynomial of one degree more', () => {
    const corrected = regressionDiscontinuity(data, question, { bandwidth: 0.5, standardErrors: 'HC0' })
    const quadratic = regressionDiscontinuity(data, question, {
      bandwidth: 0.5,
      degree: 2,
      biasCorrection: false,
      standardErrors: 'HC0',
    })
    if (!corrected.estimated || !quadratic.estimated) throw new Error('refused')
    expect(corrected.estimate).toBeCloseTo(quadratic.estimate, 9)
    expect(corrected.standardError).toBeCloseTo(quadratic.standardError, 9)
  })

  it('of a treatment that the cut-off turns round has the other sign', () => {
    const turned = table(rows.map((row) => ({ ...row, below: row.score < 0 ? 1 : 0 })))
    const [e, f] = [
      regressionDiscontinuity(data, question),
      regressionDiscontinuity(turned, { ...question, treatment: 'below' }),
    ]
    if (!e.estimated || !f.estimated) throw new Error('refused')
    expect(f.estimate).toBeCloseTo(-e.estimate, 9)
    expect(f.standardError).toBeCloseTo(e.standardError, 9)
  })

  it('fuzzy, is the jump of the outcome over that of the treatment; covariates make it more precise', () => {
    const q = { ...question, outcome: 'fuzzy', treatment: 't' } as const
    const options = { bandwidth: 0.5, biasCorrection: false } as const
    const e = regressionDiscontinuity(data, q, options)
    const above = regressionDiscontinuity(data, { ...question, outcome: 'fuzzy' }, options)
    const below = regressionDiscontinuity(data, { ...question, outcome: 't' }, options)
    const precise = regressionDiscontinuity(data, { ...q, adjustment: ['z'] }, options)
    if (!e.estimated || !above.estimated || !below.estimated || !precise.estimated) throw new Error('refused')
    expect(e.estimate).toBeCloseTo(above.estimate / below.estimate, 9)
    expect(precise.standardError).toBeLessThan(0.75 * e.standardError)
  })

  it('moves with the units of the running variable and the outcome', () => {
    const scaled = table(
      rows.map((row) => ({ ...row, score: row.score * 1000 + 7000, grade: row.grade * 1e-6 })).reverse(),
    )
    for (const bandwidth of ['mse', 'imbens-kalyanaraman'] as const) {
      const [e, f] = [
        regressionDiscontinuity(data, question, { bandwidth }),
        regressionDiscontinuity(scaled, { ...question, cutoff: 7000 }, { bandwidth }),
      ]
      if (!e.estimated || !f.estimated) throw new Error('refused')
      expect(f.bandwidth / 1000 / e.bandwidth).toBeCloseTo(1, 6)
      expect((f.estimate * 1e6) / e.estimate).toBeCloseTo(1, 6)
      expect((f.standardError * 1e6) / e.standardError).toBeCloseTo(1, 6)
    }
  })

  it('by cluster of its own each row is HC1', () => {
    const own = table(rows.map((row, i) => ({ ...row, id: i })))
    const options = { bandwidth: 0.4, biasCorrection: false } as const
    const e = regressionDiscontinuity(own, { ...question, cluster: 'id' }, { ...options, standardErrors: 'CR1' })
    const f = regressionDiscontinuity(own, question, { ...options, standardErrors: 'HC1' })
    if (!e.estimated || !f.estimated) throw new Error('refused')
    expect(e.standardError).toBeCloseTo(f.standardError, 10)
  })

  it('says when nobody is near, nothing jumps, or one side is empty', () => {
    expect(regressionDiscontinuity(data, { ...question, cutoff: 2 })).toMatchObject({
      estimated: false,
      reason: 'no-rows-at-cutoff',
      witness: { right: 0 },
    })
    expect(regressionDiscontinuity(data, question, { bandwidth: 1e-6 })).toMatchObject({
      estimated: false,
      reason: 'no-rows-at-cutoff',
    })
    const same = table(rows.map((row) => ({ ...row, t: 1 })))
    expect(regressionDiscontinuity(same, { ...question, treatment: 't' })).toMatchObject({
      estimated: false,
      reason: 'no-jump',
    })
    const few = table(rows.map((row) => ({ ...row, score: Math.sign(row.score) })))
    expect(regressionDiscontinuity(few, question)).toMatchObject({ estimated: false, reason: 'no-rows-at-cutoff' })
    const flat = table(rows.map((row) => ({ ...row, grade: 3 })))
    expect(regressionDiscontinuity(flat, question)).toMatchObject({ estimated: false })
    expect(() => regressionDiscontinuity(data, { ...question, cutoff: Number.NaN })).toThrow(/cutoff must be a number/)
    expect(() => regressionDiscontinuity(data, question, { bandwidth: -1 })).toThrow(
      /bandwidth must be a number above 0/,
    )
  })

  it('warns of a running variable with few values', () => {
    const rounded = table(rows.map((row) => ({ ...row, score: Math.round(row.score * 10) / 10 })))
    const e = regressionDiscontinuity(rounded, question, { bandwidth: 0.8 })
    expect(e.estimated && e.warnings.join()).toMatch(/takes \d+ values/)
  })

  it('is drawn as bins and lines that meet the estimate', () => {
    const e = regressionDiscontinuity(data, question, { bandwidth: 0.4, biasCorrection: false })
    if (!e.estimated) throw new Error(e.message)
    const plot = plotRegressionDiscontinuity(e)
    const at = (side: string): number =>
      plot.data.values.find((v) => v['kind'] === 'fit' && v['side'] === side)!['y'] as number
    expect(at('right') - at('left')).toBeCloseTo(e.estimate, 9)
    expect(e.bins.reduce((sum, { n }) => sum + n, 0)).toBe(rows.filter(({ score }) => Math.abs(score) <= 0.4).length)
    expect(JSON.parse(JSON.stringify(plot))).toEqual(plot)
  })
})

describe('manipulationTest', () => {
  it('sees rows that moved', () => {
    const honest = manipulationTest(data, { runningVariable: 'score', cutoff: 0 })
    const moved = table(
      [...rows, ...rows.map((row) => ({ ...row, score: row.score + 0.001 }))].map(({ score }) => ({
        score: score < 0 && score > -0.1 ? score + 0.1 : score,
      })),
    )
    const sorted = manipulationTest(moved, { runningVariable: 'score', cutoff: 0 })
    if (!honest.estimated || !sorted.estimated) throw new Error('refused')
    expect(honest.pValue).toBeGreaterThan(0.01)
    expect(sorted.pValue).toBeLessThan(0.01)
    expect(sorted.densityAbove).toBeGreaterThan(sorted.densityBelow)
  })

  it('refuses where one side has nobody', () => {
    expect(manipulationTest(data, { runningVariable: 'score', cutoff: 1.5 })).toMatchObject({
      estimated: false,
      reason: 'no-rows-at-cutoff',
    })
    const one = table({ score: [1, 1, 1, 1] })
    expect(manipulationTest(one, { runningVariable: 'score', cutoff: 1 })).toMatchObject({ estimated: false })
  })
})
