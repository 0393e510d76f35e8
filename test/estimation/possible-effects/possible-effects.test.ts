import { describe, expect, it } from 'vitest'
import {
  cpdag,
  dag,
  estimateEffect,
  moments,
  pag,
  pdag,
  possibleEffects,
  regressionAdjustment,
  simulateLinear,
  table,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const { data } = simulateLinear(dag('Z -> X -> Y; Z -> Y; X -> W; Y -> W'), 300, { seed: 3 })

describe('possibleEffects', () => {
  const graph = cpdag('Z -- X -- Y; Z -- Y; W -- X; W -- Y')

  it('says which parents give which effect, with its error', () => {
    const found = possibleEffects(graph, data, { treatment: 'X', outcome: 'W' })
    expect(found.effects.length).toBe(6)
    const truth = found.effects.find(({ parents }) => parents[0]!.join() === 'Z')!
    const direct = estimateEffect(data, {
      graph: dag('Z -> X -> Y; Z -> Y; X -> W; Y -> W'),
      treatment: 'X',
      outcome: 'W',
      estimator: regressionAdjustment({ interactions: false, standardErrors: 'classical' }),
    })
    if (!direct.estimated) throw new Error(direct.message)
    expect(truth.effect).toBeCloseTo(direct.estimate, 9)
    expect(truth.standardError).toBeCloseTo(direct.standardError, 9)
    expect(found.bounds![0]).toBe(Math.min(...found.multiset))
    expect(found.n).toBe(300)
    expect(possibleEffects(graph, moments(data), { treatment: 'X', outcome: 'W' })).toEqual(found)
  })

  it('knows an effect that all graphs share', () => {
    const known = possibleEffects(pdag('Z -> X -> Y; Z -> Y'), data, { treatment: 'X', outcome: 'Y' })
    expect(known.identified).toBe(true)
    expect(known.effects.length).toBe(1)
    const none = possibleEffects(pdag('Z -> X -> Y; Z -> Y'), data, { treatment: 'Y', outcome: 'X' })
    expect(none.multiset).toEqual([0])
    expect(none.effects[0]!.adjustment).toBeNull()
  })

  it('adjusts for the set of lowest variance, where asked', () => {
    const { data } = simulateLinear(dag('I -> X -> Y; P -> Y'), 500, { seed: 1 })
    const learned = cpdag('I -- X; X -> Y <- P')
    const [local] = possibleEffects(learned, data, { treatment: 'X', outcome: 'Y' }).effects.filter((e) =>
      e.parents[0]!.includes('I'),
    )
    const [optimal] = possibleEffects(learned, data, { treatment: 'X', outcome: 'Y', method: 'optimal' }).effects
    expect(local!.adjustment).toEqual(['I'])
    expect(optimal!.adjustment).toEqual(['P'])
    expect(optimal!.standardError!).toBeLessThan(local!.standardError!)
  })

  it('leaves an effect open that hidden causes may explain', () => {
    const found = possibleEffects(pag('X o-o Y'), data, { treatment: 'X', outcome: 'Y' })
    expect(found.open).toBe(1)
    expect(found.bounds).toBeNull()
    expect(found.identified).toBe(false)
    // A and B show that no hidden cause stands between X and Y
    const shown = simulateLinear(dag('A -> X <- B; X -> Y'), 200, { seed: 2 }).data
    const closed = possibleEffects(pag('A o-> X <-o B; X -> Y'), shown, { treatment: 'X', outcome: 'Y' })
    expect(closed.open).toBe(0)
    expect(closed.identified).toBe(true)
  })

  it('refuses what it cannot answer', () => {
    const fails = (call: () => unknown, code: Parameters<typeof expectCausalError>[2]) =>
      expectCausalError(call, 'possibleEffects', code)
    const question = { treatment: 'X', outcome: 'Y' } as const
    fails(() => possibleEffects(graph, data, { treatment: 'X', outcome: 'X' }), 'overlap')
    fails(() => possibleEffects(graph, data, { treatment: 'Q' as 'X', outcome: 'X' }), 'unknown-name')
    fails(() => possibleEffects(graph, data, { ...question, method: 'ida' as 'local' }), 'invalid-argument')
    fails(() => possibleEffects(pag('X o-o Y'), data, { ...question, method: 'local' }), 'not-supported')
    fails(() => possibleEffects(graph, data, { ...question, method: 'global', budget: 2 }), 'too-large')
    fails(() => possibleEffects(pdag('X -- Y -- Z -- W -- X'), data, question), 'invalid-graph')
    fails(
      () => possibleEffects(graph, table({ X: [1, 2, 4], Y: [1, 3, 2], W: [1, 2, 5], Z: [2, 1, 1] }), question),
      'too-few-rows',
    )
    fails(() => possibleEffects(graph, table({ X: [1, 2, 4, 3, 3], Y: [1, 3, 2, 2, 5] }), question), 'unknown-name')
    const x = [1, 2, 4, 3, 5, 7]
    fails(
      () => possibleEffects(graph, table({ X: x, Z: x, Y: [1, 3, 2, 2, 5, 1], W: [1, 0, 2, 2, 5, 7] }), question),
      'collinear',
    )
    const wide = `X o-o ${'ABCDEFGH'.split('').join('; X o-o ')}`
    fails(() => possibleEffects(pag(wide), data, { treatment: 'X', outcome: 'A' } as never), 'too-large')
  })
})
