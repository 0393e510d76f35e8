import {
  aipw,
  balance,
  dag,
  estimateEffect,
  eventImpact,
  groupTimeEffects,
  impulseResponse,
  ipw,
  linearTemporalModel,
  normals,
  overlap,
  plotEventImpact,
  plotEventStudy,
  plotForest,
  plotImpulseResponse,
  plotLove,
  plotOverlap,
  plotRegressionDiscontinuity,
  plotSensitivity,
  randomStream,
  regressionAdjustment,
  regressionDiscontinuity,
  sensitivity,
  series,
  splitStream,
  table,
  type VegaLiteSpecification,
} from '../../../src/index.js'

/** One picture of each kind. */
export function pictures(): Readonly<Record<string, VegaLiteSpecification>> {
  const n = 300
  const draw = (name: string) => normals(splitStream(randomStream('plots'), name), n).values
  const [x, w, e, coin] = [draw('x'), draw('w'), draw('e'), draw('coin')] as const
  const t = x.map((v, i) => (v + coin[i]! > 0 ? 1 : 0))
  const rows = table({ x, w, t, y: x.map((v, i) => v + t[i]! + e[i]!) })
  const ask = { graph: dag('x -> t -> y; x -> y'), treatment: 't', outcome: 'y' } as const
  const measured = { treatment: 't', covariates: ['x', 'w'] } as const
  const shops = Array.from({ length: 120 }, (_, i) => {
    const [shop, year] = [Math.floor(i / 6), i % 6]
    const since = year - (shop < 7 ? 2 : shop < 14 ? 4 : 9)
    const law = since >= 0 ? 1 : 0
    return {
      shop,
      year,
      law,
      jobs: shop / 5 + year / 3 + law * (since + 1) + Math.sin(17 * shop * shop + 5 * year * year),
    }
  })
  const balanced = balance(rows, measured)
  const shared = overlap(rows, measured)
  const staggered = groupTimeEffects(table(shops), { treatment: 'law', outcome: 'jobs', unit: 'shop', time: 'year' })
  const jump = regressionDiscontinuity(table({ score: x, grade: x.map((v, i) => v + (v >= 0 ? 1 : 0) + e[i]! / 2) }), {
    outcome: 'grade',
    runningVariable: 'score',
    cutoff: 0,
  })
  const visits = e.slice(0, 60).map((v, at) => 20 + v + (at >= 40 ? 4 : 0))
  const model = linearTemporalModel({
    names: ['spend', 'sales'],
    effects: [
      { from: 'spend', to: 'sales', lag: 1, effect: 2 },
      { from: 'sales', to: 'sales', lag: 1, effect: 0.5 },
    ],
  })
  if (!balanced.estimated || !shared.estimated || !staggered.estimated || !jump.estimated) throw new Error('refused')
  return {
    plotForest: plotForest({
      regression: estimateEffect(rows, { ...ask, estimator: regressionAdjustment() }),
      weighting: estimateEffect(rows, { ...ask, estimator: ipw() }),
      both: estimateEffect(rows, { ...ask, estimator: aipw() }),
      'without x': estimateEffect(rows, { ...ask, adjustment: [], estimator: aipw() }),
    }),
    plotLove: plotLove(balanced),
    plotOverlap: plotOverlap(shared),
    plotEventStudy: plotEventStudy(staggered),
    plotEventImpact: plotEventImpact(eventImpact(series(table({ visits })), { outcome: 'visits', event: 40 })),
    plotImpulseResponse: plotImpulseResponse(impulseResponse(model, { horizon: 6, kind: 'structural' }), {
      cause: 'spend',
      effect: 'sales',
    }),
    plotRegressionDiscontinuity: plotRegressionDiscontinuity(jump),
    plotSensitivity: plotSensitivity(
      sensitivity(rows, { treatment: 't', outcome: 'y', adjustment: ['x', 'w'], benchmarks: ['x', 'w'] }),
    ),
  }
}
