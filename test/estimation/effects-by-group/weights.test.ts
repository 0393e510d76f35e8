import { describe, expect, it } from 'vitest'
import {
  bestLinearProjection,
  causalForest,
  dag,
  doubleMachineLearning,
  drLearner,
  type EffectLearner,
  effectsByGroup,
  estimateEffect,
  type HeterogeneousEffects,
  heterogeneousEffects,
  logisticRegression,
  policyTree,
  type RefusedEffect,
  rankingMetrics,
  ridge,
  rLearner,
  sLearner,
  type Table,
  table,
  tLearner,
  xLearner,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'

const n = 240
const draw = generator(11)
const x = Float64Array.from({ length: n }, () => draw.normal())
const z = Float64Array.from({ length: n }, () => draw.normal())
const site = Array.from({ length: n }, () => (draw.uniform() < 0.5 ? 'north' : 'south'))
const drug = Array.from(z, (v) => (draw.uniform() < 1 / (1 + Math.exp(-v)) ? 'yes' : 'no'))
const health = x.map((v, i) => v + z[i]! + (drug[i] === 'yes' ? 1 + v : 0) + draw.normal())
const weight = Float64Array.from({ length: n }, () => draw.integer(4))
const fold = Int32Array.from({ length: n }, (_, i) => i % 3)

const weighed = table({ x, z, site, drug, health, weight })
/** Each row as often as it weighs. */
const rows = [...weight.keys()].flatMap((i) => new Array<number>(weight[i]!).fill(i))
const at = (of: ArrayLike<number>, from: readonly number[] = rows) => Float64Array.from(from, (i) => of[i]!)
const repeated = table({
  x: at(x),
  z: at(z),
  site: rows.map((i) => site[i]!),
  drug: rows.map((i) => drug[i]!),
  health: at(health),
}) as unknown as typeof weighed
const plain = {
  graph: dag('x -> health; z -> drug; z -> health; site -> health; drug -> health'),
  treatment: 'drug',
  outcome: 'health',
  modifiers: ['x', 'z', 'site'],
  nuisances: { outcome: ridge({ penalty: 0 }), treatment: logisticRegression({ penalty: 0 }) },
} as const

function estimated(e: HeterogeneousEffects | RefusedEffect): HeterogeneousEffects {
  if (!e.estimated) throw new Error(e.message)
  return e
}
function close(a: ArrayLike<number>, b: ArrayLike<number>, digits = 7): void {
  expect(a.length).toBe(b.length)
  for (let i = 0; i < a.length; i++) expect(a[i]).toBeCloseTo(b[i]!, digits)
}

const own = { learner: ridge({ penalty: 0 }) }
const learners: readonly [string, EffectLearner][] = [
  ['sLearner', sLearner(own)],
  ['tLearner', tLearner(own)],
  ['xLearner', xLearner(own)],
  ['rLearner', rLearner(own)],
  ['drLearner', drLearner(own)],
]

describe.each(learners)('sampling weights in %s', (name, learner) => {
  const weights = estimated(heterogeneousEffects(weighed, { ...plain, learner, weights: 'weight', folds: fold }))
  const copies = estimated(heterogeneousEffects(repeated, { ...plain, learner, folds: at(fold) }))

  it('are as so many equal rows', () => {
    close(at(weights.effects), copies.effects)
    close(at(weights.scores), copies.scores)
    close(at(weights.propensities), copies.propensities)
    expect(weights.average.estimate).toBeCloseTo(copies.average.estimate, 8)
    const there = table({ x: [-1, 0, 1], z: [0, 1, 0], site: ['north', 'south', 'north'] })
    close(weights.predict(there).effects, copies.predict(there).effects)
    expect(weights.weights).toEqual(weight)
  })

  // effects of a linear S-learner are all the same: there is nothing to rank
  it.skipIf(name === 'sLearner')('count in groups, projections and rankings', () => {
    for (const question of [{ by: 'site' }, { quantiles: 3 }] as const) {
      const [a, b] = [effectsByGroup(weights, weighed, question), effectsByGroup(copies, repeated, question)]
      close(
        a.groups.map((g) => g.estimate),
        b.groups.map((g) => g.estimate),
      )
    }
    close(
      bestLinearProjection(weights, weighed).map((t) => t.estimate),
      bestLinearProjection(copies, repeated).map((t) => t.estimate),
    )
    const [a, b] = [rankingMetrics(weights, { points: 6 }), rankingMetrics(copies, { points: rows.length })]
    // the middle of a block is the mean of its places, and Qini is linear in the place
    expect(a.qini.estimate).toBeCloseTo(b.qini.estimate, 8)
    // AUTOC is not: it moves by the order of 1 / n
    expect(Math.abs(a.autoc.estimate - b.autoc.estimate)).toBeLessThan(0.02)
    for (const { share, toc, gain } of a.curve) {
      const near = b.curve.reduce((best, point) =>
        Math.abs(point.share - share) < Math.abs(best.share - share) ? point : best,
      )
      expect(gain).toBeCloseTo(near.gain, 1)
      expect(toc).toBeCloseTo(near.toc, 1)
    }
    const rule = { folds: 2, minLeaf: 1 } as const
    const [p, q] = [policyTree(weights, weighed, rule), policyTree(copies, repeated, rule)]
    expect(Array.from(at(p.treats))).toEqual(Array.from(q.treats))
    expect(p.share).toBeCloseTo(q.share, 10)
  })
})

describe('sampling weights in heterogeneousEffects', () => {
  const ones = table({ x, z, site, drug, health, weight: new Float64Array(n).fill(1) })

  it.each([...learners, ['causalForest', causalForest({ trees: 30 })]] as const)(
    'change nothing when all are 1 (%s)',
    (_, learner) => {
      const a = estimated(heterogeneousEffects(ones, { ...plain, learner, weights: 'weight' }))
      const b = estimated(heterogeneousEffects(ones, { ...plain, learner }))
      expect(a.effects).toEqual(b.effects)
      expect(a.standardErrors).toEqual(b.standardErrors)
      expect(a.scores).toEqual(b.scores)
      expect(a.weights).toBeNull()
      expect(a.average.estimate).toBe(b.average.estimate)
      expect(a.average.standardError).toBeCloseTo(b.average.standardError, 12)
    },
  )

  it('leave rows of weight 0 out, and the unit of weights', () => {
    const kept = [...weight.keys()].filter((i) => weight[i]! > 0)
    const fewer = table({
      x: at(x, kept),
      z: at(z, kept),
      site: kept.map((i) => site[i]!),
      drug: kept.map((i) => drug[i]!),
      health: at(health, kept),
      weight: at(weight, kept).map((w) => w * 4),
    }) as unknown as typeof weighed
    const ask = (of: Table, folds: ArrayLike<number>) =>
      estimated(
        heterogeneousEffects(of as typeof weighed, {
          ...plain,
          learner: causalForest({ trees: 60 }),
          weights: 'weight',
          folds,
        }),
      )
    const [a, b] = [ask(weighed as never, fold), ask(fewer as never, at(fold, kept))]
    close(at(a.effects, kept), b.effects)
    close(at(a.standardErrors!, kept), b.standardErrors!)
    expect(a.average.estimate).toBeCloseTo(b.average.estimate, 8)
    expect(a.average.standardError).toBeCloseTo(b.average.standardError, 8)
    for (const value of a.effects) expect(Number.isFinite(value)).toBe(true)
    const [g, h] = [effectsByGroup(a, weighed, { by: 'site' }), effectsByGroup(b, fewer, { by: 'site' })]
    close(
      g.groups.flatMap((group) => [group.n, group.estimate, group.standardError]),
      h.groups.flatMap((group) => [group.n, group.estimate, group.standardError]),
    )
    const [s, t] = [bestLinearProjection(a, weighed), bestLinearProjection(b, fewer)]
    close(
      s.map((term) => term.standardError),
      t.map((term) => term.standardError),
    )
    const [u, v] = [rankingMetrics(a), rankingMetrics(b)]
    close([u.autoc.estimate, u.autoc.standardError], [v.autoc.estimate, v.autoc.standardError])
    const [p, q] = [policyTree(a, weighed), policyTree(b, fewer)]
    expect(p.text).toBe(q.text)
    close([p.overNobody.estimate, p.overNobody.standardError], [q.overNobody.estimate, q.overNobody.standardError])
  })

  it('give the average that double machine learning gives', () => {
    const { nuisances, modifiers, ...question } = plain
    const a = estimated(
      heterogeneousEffects(weighed, { ...plain, learner: drLearner(own), weights: 'weight', folds: fold }),
    )
    const b = estimateEffect(weighed, {
      ...question,
      adjustment: modifiers,
      weights: 'weight',
      estimator: doubleMachineLearning({ model: 'interactive', learners: nuisances, folds: fold }),
    })
    if (!b.estimated) throw new Error(b.message)
    expect(a.average.estimate).toBeCloseTo(b.estimate, 10)
    expect(a.average.standardError).toBeCloseTo(b.standardError, 10)
  })

  it('bring a forest from a sample back to its population', () => {
    // half of the population, x > 0, is drawn four times as often; the effect is 3 there, 1 else, and no column tells which
    const many = 4000
    const coin = generator(3)
    const high = Array.from({ length: many }, () => coin.uniform() < 0.8)
    const noise = Float64Array.from({ length: many }, () => coin.normal())
    const t = noise.map(() => coin.integer(2))
    const y = noise.map((_, i) => t[i]! * (high[i] ? 3 : 1) + coin.normal())
    const w = noise.map((_, i) => (high[i] ? 0.25 : 1))
    const sample = table({ noise, t, y, w })
    const ask = {
      graph: dag('noise -> y; t -> y'),
      treatment: 't',
      outcome: 'y',
      modifiers: ['noise'],
      nuisances: { outcome: ridge(), treatment: logisticRegression() },
      learner: causalForest({ trees: 100, minLeaf: 50 }),
    } as const
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / many
    expect(mean(estimated(heterogeneousEffects(sample, ask)).effects)).toBeGreaterThan(2.4)
    expect(Math.abs(mean(estimated(heterogeneousEffects(sample, { ...ask, weights: 'w' })).effects) - 2)).toBeLessThan(
      0.2,
    )
  })
})
