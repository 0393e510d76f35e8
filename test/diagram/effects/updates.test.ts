import { describe, expect, it } from 'vitest'
import {
  bayesianInverse,
  box,
  compose,
  copy,
  factor,
  identity,
  interpret,
  jeffreyUpdate,
  normalizeBox,
  pearlUpdate,
  reorder,
  stochastic,
  tensor,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const near = (values: ArrayLike<number>, digits = 10): number[] =>
  Array.from(values, (x) => Math.round(10 ** digits * x) / 10 ** digits)

describe("Jacobs' disease test (The mathematics of changing one's mind, 2019)", () => {
  const prior = factor([{ name: 'D', states: ['d', 'no d'] }], [0.01, 0.99])
  const states = { D: ['d', 'no d'], T: ['t', 'n'] }
  const table = [
    [0.9, 0.1],
    [0.05, 0.95],
  ]
  const test = interpret(box('test', ['D'], ['T']), stochastic, { test: table }, { states })
  const eighty = { t: 0.8, n: 0.2 }

  it('predicts a positive test with 117/2000; a positive test means 2/13, a negative one 2/1883', () => {
    expect(pearlUpdate(prior, test, { t: 1, n: 0 }).validity.before).toBeCloseTo(117 / 2000, 14)
    expect(jeffreyUpdate(prior, test, { t: 1, n: 0 }).posterior.values[0]).toBeCloseTo(2 / 13, 14)
    expect(pearlUpdate(prior, test, { t: 0, n: 1 }).posterior.values[0]).toBeCloseTo(2 / 1883, 14)
  })

  it('80 % sure of a positive test: 3 % by Pearl, 12 % by Jeffrey', () => {
    const pearl = pearlUpdate(prior, test, eighty)
    expect(pearl.posterior.values[0]).toBeCloseTo(74 / 2351, 14)
    expect(near(pearl.posterior.values, 2)).toEqual([0.03, 0.97])
    const jeffrey = jeffreyUpdate(prior, test, eighty)
    expect(jeffrey.posterior.values[0]).toBeCloseTo((0.8 * 2) / 13 + (0.2 * 2) / 1883, 14)
    expect(near(jeffrey.posterior.values, 2)).toEqual([0.12, 0.88])
    // Pearl's rule improves the evidence, Jeffrey's corrects the prediction
    expect(pearl.validity.before).toBeCloseTo(0.2351, 12)
    expect(pearl.validity.after).toBeGreaterThan(pearl.validity.before)
    expect(jeffrey.divergence.after).toBeLessThan(jeffrey.divergence.before)
  })

  it('evidence of no information: Pearl keeps the prior, Jeffrey moves to an even test', () => {
    expect(near(pearlUpdate(prior, test, { t: 0.5, n: 0.5 }).posterior.values)).toEqual([0.01, 0.99])
    expect(jeffreyUpdate(prior, test, { t: 0.5, n: 0.5 }).posterior.values[0]).toBeCloseTo(1 / 13 + 1 / 1883, 14)
    // what the prior predicts anyhow is no news to Jeffrey
    expect(near(jeffreyUpdate(prior, test, { t: 0.0585, n: 0.9415 }).posterior.values)).toEqual([0.01, 0.99])
  })

  it("Pearl's update is a normalised diagram with an effect, Jeffrey's the Bayesian inverse after the target", () => {
    const drawn = compose(
      box('prior', [], ['D']),
      copy('D'),
      tensor(identity('D'), compose(box('test', ['D'], ['T']), box('dimly seen', ['T'], []))),
    )
    const boxes = { prior: [0.01, 0.99], test: table, 'dimly seen': [0.8, 0.2] }
    const pearl = pearlUpdate(prior, test, eighty).posterior.values
    expect(near(interpret(normalizeBox(drawn), stochastic, boxes).values)).toEqual(near(pearl))
    const back = compose(box('target', [], ['T']), box('inverse', ['T'], ['D']))
    const inverse = bayesianInverse(test, prior).channel
    const jeffrey = interpret(back, stochastic, { target: [0.8, 0.2], inverse }).values
    expect(near(jeffrey)).toEqual(near(jeffreyUpdate(prior, test, eighty).posterior.values))
  })
})

describe("Pearl's burglar alarm (Chan & Darwiche 2005, On the revision of probabilistic beliefs)", () => {
  const prior = factor([{ name: 'burglary', states: ['yes', 'no'] }], [1e-4, 0.9999])
  const states = { burglary: ['yes', 'no'], alarm: ['on', 'off'] }
  const alarm = interpret(
    box('alarm', ['burglary'], ['alarm']),
    stochastic,
    {
      alarm: [
        [0.95, 0.05],
        [0.01, 0.99],
      ],
    },
    { states },
  )
  it('a neighbour who is four times as likely to call in an alarm: 3.74e-4; an alarm believed at 0.8: 7.53e-3', () => {
    expect(pearlUpdate(prior, alarm, { on: 0.8, off: 0.2 }).posterior.values[0]).toBeCloseTo(3.74e-4, 6)
    expect(pearlUpdate(prior, alarm, { on: 1, off: 0.25 }).posterior.values[0]).toBeCloseTo(3.74e-4, 6)
    expect(jeffreyUpdate(prior, alarm, { on: 0.8, off: 0.2 }).posterior.values[0]).toBeCloseTo(7.53e-3, 5)
  })
})

describe('names and refusals', () => {
  const states = { A: ['a', 'b'], B: ['c', 'd'], Y: ['0', '1'] }
  const prior = factor(
    [
      { name: 'A', states: ['a', 'b'] },
      { name: 'B', states: ['c', 'd'] },
    ],
    [0.1, 0.2, 0.3, 0.4],
  )
  const channel = interpret(
    box('f', ['A', 'B'], ['Y']),
    stochastic,
    { f: [[[0.9, 0.1], [0.2, 0.8]], [[0.5, 0.5], [0.3, 0.7]]] }, // biome-ignore format: a table
    { states },
  )
  it('match the prior and the evidence by name, in any order', () => {
    const turned = reorder(prior, ['B', 'A'])
    for (const update of [pearlUpdate, jeffreyUpdate]) {
      const straight = update(prior, channel, { 1: 0.3, 0: 0.7 }).posterior
      expect(update(turned, channel, { 0: 0.7, 1: 0.3 }).posterior).toEqual(straight)
      const asFactor = factor([{ name: 'Y', states: ['1', '0'] }], [0.3, 0.7])
      expect(update(prior, channel, asFactor).posterior).toEqual(straight)
      expect(straight.variables.map((v) => v.name)).toEqual(['A', 'B'])
    }
  })

  it('say what is at fault', () => {
    const say = (run: () => unknown, code: string, name = 'pearlUpdate') =>
      expectCausalError(run, name, code as never).message
    expect(say(() => pearlUpdate(prior, channel, { 0: 0.3, 2: 0.7 }), 'unknown-name')).toContain('"2"')
    expect(say(() => pearlUpdate(prior, channel, { 0: 0.3 }), 'invalid-argument')).toContain('"1"')
    expect(say(() => pearlUpdate(prior, channel, { 0: 3, 1: 1 }), 'not-probability')).toContain('divide by the largest')
    expect(say(() => pearlUpdate(prior, channel, { 0: 0, 1: 0 }), 'zero-support')).toContain('weight is 0')
    say(() => pearlUpdate(prior, channel, 3 as never), 'invalid-argument')
    say(() => pearlUpdate(3 as never, channel, { 0: 1, 1: 1 }), 'invalid-argument')
    say(() => jeffreyUpdate(prior, channel, { 0: 0.3, 1: 0.3 }), 'not-probability', 'jeffreyUpdate')
    const sure = interpret(box('f', ['A', 'B'], ['Y']), stochastic, { f: [[1, 0], [1, 0], [1, 0], [1, 0]] }, { states }) // biome-ignore format: a table
    say(() => jeffreyUpdate(prior, sure, { 0: 0.5, 1: 0.5 }), 'zero-support', 'jeffreyUpdate')
    const holes = { ...channel, values: channel.values.map((p, i) => (i < 2 ? Number.NaN : p)) }
    expect(say(() => pearlUpdate(prior, holes, { 0: 1, 1: 0 }), 'zero-support')).toContain('A = a, B = c')
    const wrong = factor([{ name: 'Z', states: ['a', 'b'] }], [0.5, 0.5])
    say(() => jeffreyUpdate(wrong, channel, { 0: 0.5, 1: 0.5 }), 'type-mismatch', 'jeffreyUpdate')
  })
})
