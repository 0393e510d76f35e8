import { describe, expect, it } from 'vitest'
import {
  aipw,
  dag,
  differenceInMeans,
  estimateEffect,
  estimateEffects,
  factor,
  fromCounts,
  normals,
  randomStream,
  splitStream,
  table,
} from '../../../src/index.js'

/** 60 rows in 6 arms. */
function rows(n = 60, arms = 6) {
  const stream = randomStream('few rows')
  const [x, e] = ['x', 'e'].map((name) => normals(splitStream(stream, name), n).values)
  const t = Array.from({ length: n }, (_, i) => i % arms)
  return {
    x: x!,
    t: t.map((v) => `arm ${v}`),
    y: e!.map((v, i) => v * (1 + t[i]!) + x![i]!),
    g: t.map((_, i) => Math.floor(i / 4)),
  }
}
const ask = { graph: dag('x -> y; t -> y'), treatment: 't', outcome: 'y', adjustment: ['x'] } as const
const found = (e: ReturnType<typeof estimateEffect>) => {
  if (!e.estimated) throw new Error(e.message)
  return e
}

describe('aipw with HC2 errors', () => {
  it('is the test of Welch where nothing is adjusted for', () => {
    const { t, y } = rows(40, 2)
    const e = found(
      estimateEffect(table({ t, y }), {
        graph: dag('t -> y'),
        treatment: 't',
        outcome: 'y',
        estimator: aipw({ standardErrors: 'HC2' }),
      }),
    )
    const welch = differenceInMeans(table({ t, y }), { treatment: 't', outcome: 'y' })
    if (!welch.estimated) throw new Error(welch.message)
    expect(e.estimate).toBeCloseTo(welch.estimate, 12)
    expect(e.standardError).toBeCloseTo(welch.standardError, 12)
    expect(e.degreesOfFreedom).toBeCloseTo(welch.degreesOfFreedom!, 10)
    expect(e.interval[0]).toBeCloseTo(welch.interval[0], 10)
  })
  it('leaves the estimate and makes errors wider, by t; without it there is a warning', () => {
    const contrast = { from: 'arm 0', to: 'arm 1' } as const
    const data = table(rows())
    const [plain, few] = [undefined, 'HC2' as const].map((standardErrors) =>
      found(estimateEffect(data, { ...ask, contrast, estimator: aipw(standardErrors ? { standardErrors } : {}) })),
    )
    expect(few!.estimate).toBe(plain!.estimate)
    expect(few!.standardError).toBeGreaterThan(1.03 * plain!.standardError)
    expect(few!.degreesOfFreedom).toBeGreaterThan(5)
    expect(few!.degreesOfFreedom).toBeLessThan(30)
    expect(plain!.degreesOfFreedom).toBeNull()
    expect(plain!.warnings.join()).toContain("Say standardErrors: 'HC2'")
    expect(few!.warnings.join()).not.toContain('HC2')
  })
  it('makes simultaneous intervals by t, with the fewest degrees of freedom', () => {
    const data = table(rows())
    const [plain, few] = (['stacked', 'HC2'] as const).map((standardErrors) =>
      estimateEffects(data, { ...ask, contrast: { from: 'arm 0' }, estimator: aipw({ standardErrors }) }),
    )
    expect(few!.critical!).toBeGreaterThan(plain!.critical! + 0.1)
  })
  it('goes with clusters, other populations and other outcome models', () => {
    const data = rows(60, 2)
    const yes = data.y.map((v) => (v > 0 ? 1 : 0))
    for (const population of ['ATE', 'ATT', 'ATC'] as const)
      for (const model of ['linear', 'logistic'] as const) {
        const e = found(
          estimateEffect(table({ ...data, y: yes }), {
            ...ask,
            estimator: aipw({ population, model, standardErrors: 'HC2' }),
          }),
        )
        const plain = found(
          estimateEffect(table({ ...data, y: yes }), { ...ask, estimator: aipw({ population, model }) }),
        )
        expect(e.standardError / plain.standardError).toBeGreaterThan(1)
        expect(e.standardError / plain.standardError).toBeLessThan(1.2)
      }
    const clustered = found(
      estimateEffect(table(data), { ...ask, cluster: 'g', estimator: aipw({ standardErrors: 'HC2' }) }),
    )
    expect(clustered.degreesOfFreedom).toBe(14)
  })
  it('gives counts what it gives their rows', () => {
    const counted = factor(
      [
        { name: 'x', states: ['0', '1'] },
        { name: 't', states: ['0', '1'] },
        { name: 'y', states: ['0', '1'] },
      ],
      [6, 5, 4, 8, 7, 3, 5, 9],
    )
    const asked = { ...ask, estimator: aipw({ standardErrors: 'HC2' }) }
    const [cells, each] = [found(estimateEffect(counted, asked)), found(estimateEffect(fromCounts(counted), asked))]
    expect(cells.standardError).toBeCloseTo(each.standardError, 12)
    expect(cells.degreesOfFreedom).toBeCloseTo(each.degreesOfFreedom!, 9)
  })
  it('is not for learners', () => {
    expect(() => aipw({ folds: 2, standardErrors: 'HC2' })).toThrow("standardErrors must be 'influence' with folds")
  })
})
