import { describe, expectTypeOf, it } from 'vitest'
import {
  type DesignEffect,
  differenceInMeans,
  type ExperimentEstimate,
  fixedEffects,
  groupTimeEffects,
  mediationEffects,
  type RefusedDesign,
  regressionDiscontinuity,
  syntheticControl,
  table,
} from '../../src/index.js'

const data = table({ arm: ['a', 'b'], y: [1, 2], unit: [1, 2], time: [1, 2], score: [0.1, 0.2] })

describe('designs', () => {
  it('know the names of the columns', () => {
    expectTypeOf(differenceInMeans(data, { treatment: 'arm', outcome: 'y' })).toEqualTypeOf<ExperimentEstimate>()
    // @ts-expect-error there is no column "arms"
    differenceInMeans(data, { treatment: 'arms', outcome: 'y' })
    // @ts-expect-error strata are columns too
    differenceInMeans(data, { treatment: 'arm', outcome: 'y', strata: ['shop'] })
    // @ts-expect-error an experiment has no unit and time
    differenceInMeans(data, { treatment: 'arm', outcome: 'y', unit: 'unit' })
    // @ts-expect-error units must be named
    groupTimeEffects(data, { treatment: 'arm', outcome: 'y', time: 'time' })
    // @ts-expect-error there is no column "scores"
    regressionDiscontinuity(data, { outcome: 'y', runningVariable: 'scores', cutoff: 0 })
    // @ts-expect-error what is absorbed is a column
    fixedEffects(data, { treatment: 'score', outcome: 'y', unit: 'unit' }, { absorb: 'shop' })
    // @ts-expect-error HC rules are none for clusters over time
    fixedEffects(data, { treatment: 'score', outcome: 'y', unit: 'unit' }, { standardErrors: 'HC1' })
    // @ts-expect-error a synthetic control adjusts for earlier outcomes alone
    syntheticControl(data, { treatment: 'arm', outcome: 'y', unit: 'unit', time: 'time', adjustment: ['score'] })
    // @ts-expect-error the mediator must be named
    mediationEffects(data, { treatment: 'arm', outcome: 'y' })
  })

  it('take a specification back from a table of names unknown', () => {
    const read = table([] as Record<string, number>[])
    const e = differenceInMeans(read, { treatment: 'arm', outcome: 'y' })
    if (e.estimated) {
      expectTypeOf(e).toExtend<DesignEffect<unknown>>()
      expectTypeOf(differenceInMeans(read, e.specification)).toEqualTypeOf<ExperimentEstimate>()
    } else expectTypeOf(e).toEqualTypeOf<RefusedDesign>()
    const staggered = groupTimeEffects(read, { treatment: 'd', outcome: 'y', unit: 'u', time: 't' })
    if (staggered.estimated) groupTimeEffects(read, staggered.specification)
    const jump = regressionDiscontinuity(read, { outcome: 'y', runningVariable: 'x', cutoff: 0 })
    if (jump.estimated) regressionDiscontinuity(read, jump.specification)
    const synthetic = syntheticControl(read, { treatment: 'd', outcome: 'y', unit: 'u', time: 't' })
    if (synthetic.estimated) syntheticControl(read, synthetic.specification)
    const within = fixedEffects(read, { treatment: 'd', outcome: 'y', unit: 'u' })
    if (within.estimated) fixedEffects(read, within.specification)
    const through = mediationEffects(read, { treatment: 'd', mediator: 'm', outcome: 'y' })
    if (through.estimated) mediationEffects(read, through.specification)
  })
})
