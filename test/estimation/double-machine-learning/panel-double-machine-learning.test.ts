import { describe, expect, it } from 'vitest'
import {
  forest,
  type PanelDoubleMachineLearningQuestion,
  panelDoubleMachineLearning,
  ridge,
  splines,
  table,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { expectCausalError } from '../../support/errors.js'

type Name = 'unit' | 'time' | 'x' | 'd' | 'y'

/** Units whose own level moves treatment and outcome; the covariate acts by a curve; effect 1.5. */
function panel(units: number, times: number, seed: number) {
  const draw = generator(seed)
  const rows = []
  for (let unit = 0; unit < units; unit++) {
    const level = draw.normal()
    for (let time = 0; time < times; time++) {
      const x = 0.7 * level + draw.normal()
      const d = level + Math.sin(x) + draw.normal()
      rows.push({ unit, time, x, d, y: 1.5 * d + 2 * level + Math.cos(x) + draw.normal() })
    }
  }
  return table(rows)
}
const question = { treatment: 'd', outcome: 'y', covariates: ['x'], unit: 'unit', time: 'time' } as const

function ask(
  data: ReturnType<typeof panel>,
  more: Omit<PanelDoubleMachineLearningQuestion<Name>, keyof typeof question>,
) {
  const e = panelDoubleMachineLearning(data, { ...question, ...more })
  if (!e.estimated) throw new Error(e.message)
  return e
}

describe('panelDoubleMachineLearning', () => {
  const data = panel(250, 5, 1)
  const learner = splines({ knots: 6 })

  it.each([
    ['correlated-random-effects', 'feature', 1250],
    ['correlated-random-effects', 'shift', 1250],
    ['first-difference', 'feature', 1000],
    ['within', 'feature', 1250],
  ] as const)('finds the effect behind levels of units: %s, %s', (approach, treatmentMean, n) => {
    const e = ask(data, { learner, approach, treatmentMean })
    expect(Math.abs(e.estimate - 1.5)).toBeLessThan(3.5 * e.standardError)
    expect(e.standardError).toBeLessThan(0.06)
    expect([e.n, e.units]).toEqual([n, 250])
    const squares = e.influence.reduce((sum, value) => sum + value * value, 0)
    expect(Math.sqrt(squares) / 250).toBeCloseTo(e.standardError, 12)
    expect(e.warnings).toEqual([])
  })

  it("stays wrong without the treatment's mean, or pooled, and says so", () => {
    const pooled = ask(data, { learner, approach: 'pooled' })
    const without = ask(data, { learner, treatmentMean: 'none' })
    expect(pooled.estimate).toBeGreaterThan(2)
    expect(without.estimate).toBeGreaterThan(1.7)
    expect(pooled.warnings.length + without.warnings.length).toBe(2)
  })

  it('does not look at the order of rows or at the names of units', () => {
    const folds = Array.from({ length: 1250 }, (_, i) => Math.floor(i / 5) % 4)
    const one = ask(data, { learner: ridge({ penalty: 0 }), folds, approach: 'first-difference' })
    const turn = (values: ArrayLike<number>): number[] => Array.from(values).reverse()
    const [unit, time, x, d, y] = data.data as readonly Float64Array[]
    const turned = table({
      unit: turn(unit!).map((u) => `unit ${u}`),
      time: turn(time!),
      x: turn(x!),
      d: turn(d!),
      y: turn(y!),
    })
    const other = panelDoubleMachineLearning(turned, {
      ...question,
      learner: ridge({ penalty: 0 }),
      folds: turn(folds),
      approach: 'first-difference',
    })
    expect(other.estimated && other.estimate).toBeCloseTo(one.estimate, 10)
    expect(other.estimated && other.standardError).toBeCloseTo(one.standardError, 10)
  })

  it('gives medians over repetitions', () => {
    const e = ask(panel(60, 4, 2), { learner: forest({ trees: 15 }), repetitions: 3 })
    const each = [...(e.diagnostics['repetitions'] as number[])].sort((p, q) => p - q)
    expect(e.estimate).toBe(each[1])
  })

  it('refuses what it cannot compare', () => {
    const still = table({
      unit: [1, 1, 2, 2, 3, 3, 4, 4, 5, 5],
      time: [1, 2, 1, 2, 1, 2, 1, 2, 1, 2],
      d: [1, 1, 2, 2, 4, 4, 3, 3, 9, 9],
      y: [1, 2, 3, 4, 5, 6, 7, 8, 9, 1],
    })
    const columns = { treatment: 'd', outcome: 'y', covariates: [], unit: 'unit', time: 'time' } as const
    const e = panelDoubleMachineLearning(still, { ...columns, learner: ridge(), approach: 'within', folds: 2 })
    expect(e.estimated || e.reason).toBe('no-overlap')
    const wrong = (code: 'invalid-argument' | 'invalid-data' | 'overlap' | 'too-few-rows', more: object): unknown =>
      expectCausalError(
        () => panelDoubleMachineLearning(still, { ...columns, learner: ridge(), ...more } as never),
        'panelDoubleMachineLearning',
        code,
      )
    wrong('invalid-argument', { learner: undefined })
    wrong('invalid-argument', { approach: 'between' })
    wrong('invalid-argument', { confidence: 2 })
    wrong('invalid-argument', { folds: [0, 1, 0, 0, 1, 1, 0, 0, 1, 1] })
    wrong('overlap', { covariates: ['d'] })
    wrong('too-few-rows', { folds: 5 })
    // the treatment is the same in both rows of a unit: as a time it puts them at one moment
    wrong('invalid-data', { time: 'd', treatment: 'time' })
  })
})
