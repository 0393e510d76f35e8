import { describe, expect, it } from 'vitest'
import {
  bayesianInverse,
  box,
  equalAlmostSurely,
  factor,
  gaussian,
  interpret,
  reorder,
  stochastic,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { numbersFrom } from './admg-model.js'

const two = ['0', '1']
const test = interpret(
  box('t', ['D'], ['T']),
  stochastic,
  {
    t: [
      [0.9, 0.1],
      [0.05, 0.95],
    ],
  },
  { states: { D: ['ill', 'well'], T: ['pos', 'neg'] } },
)

describe('bayesianInverse', () => {
  it('matches states by name', () => {
    for (const prior of [
      factor([{ name: 'D', states: ['ill', 'well'] }], [0.01, 0.99]),
      factor([{ name: 'D', states: ['well', 'ill'] }], [0.99, 0.01]),
    ]) {
      expect(bayesianInverse(test, prior).channel.values[0]).toBeCloseTo(0.153846, 6)
    }
  })

  it('refuses other variables and other states, with both lists', () => {
    const weather = factor([{ name: 'weather', states: ['sun', 'rain'] }], [0.5, 0.5])
    const error = expectCausalError(() => bayesianInverse(test, weather), 'bayesianInverse', 'type-mismatch')
    expect(error.message).toContain('["weather"]')
    expect(error.message).toContain('["D"]')
    const numbered = factor([{ name: 'D', states: two }], [0.5, 0.5])
    const other = expectCausalError(() => bayesianInverse(test, numbered), 'bayesianInverse', 'type-mismatch')
    expect(other.message).toContain('["0", "1"]')
    expect(other.message).toContain('["ill", "well"]')
  })

  it('gives the same answer for any order of the prior, tables and Gaussians alike', () => {
    const next = numbersFrom(5)
    for (let k = 0; k < 50; k++) {
      const rows = Array.from({ length: 6 }, () => {
        const p = next()
        return [p, 1 - p]
      })
      const channel = interpret(box('f', ['A', 'B'], ['Y']), stochastic, { f: rows }, { sizes: { A: 2, B: 3 } })
      const weights = Array.from({ length: 6 }, next)
      const sum = weights.reduce((total, x) => total + x, 0)
      const variables = [
        { name: 'A', states: two },
        { name: 'B', states: ['0', '1', '2'] },
      ]
      const prior = factor(
        variables,
        weights.map((x) => x / sum),
      )
      const straight = bayesianInverse(channel, prior)
      const turned = bayesianInverse(channel, reorder(prior, ['B', 'A']))
      expect(turned.channel.values).toEqual(straight.channel.values)
    }
    const line = interpret(box('f', ['A', 'B'], ['Y']), gaussian, { f: { matrix: [[2, 5]], covariance: [1] } })
    const prior = (names: string[], mean: number[], covariance: number[][]) =>
      interpret(box('p', [], names), gaussian, { p: { mean, covariance } })
    const straight = bayesianInverse(
      line,
      prior(
        ['A', 'B'],
        [1, 2],
        [
          [1, 0.2],
          [0.2, 3],
        ],
      ),
    )
    const turned = bayesianInverse(
      line,
      prior(
        ['B', 'A'],
        [2, 1],
        [
          [3, 0.2],
          [0.2, 1],
        ],
      ),
    )
    expect(turned).toEqual(straight)
    const wrong = prior(
      ['A', 'C'],
      [0, 0],
      [
        [1, 0],
        [0, 1],
      ],
    )
    const error = expectCausalError(() => bayesianInverse(line, wrong), 'bayesianInverse', 'type-mismatch')
    expect(error.message).toContain('["A", "C"]')
  })
})

describe('equalAlmostSurely', () => {
  const f = interpret(box('f', ['A', 'B'], ['Y']), stochastic, {
    f: [
      [
        [0.9, 0.1],
        [0.8, 0.2],
      ],
      [
        [0.3, 0.7],
        [0.5, 0.5],
      ],
    ],
  })
  const g = interpret(box('f', ['A', 'B'], ['Y']), stochastic, {
    f: [
      [
        [0.9, 0.1],
        [0.1, 0.9],
      ],
      [
        [0.3, 0.7],
        [0.5, 0.5],
      ],
    ],
  })
  const state = factor(
    [
      { name: 'A', states: two },
      { name: 'B', states: two },
    ],
    [0.5, 0, 0.25, 0.25],
  )

  it('does not depend on the order of variables, states or wires', () => {
    expect(equalAlmostSurely(f, g, state)).toBe(true)
    expect(equalAlmostSurely(f, g, reorder(state, ['B', 'A']))).toBe(true)
    const turned = factor(
      [
        { name: 'B', states: ['1', '0'] },
        { name: 'A', states: ['1', '0'] },
      ],
      [0.25, 0, 0.25, 0.5],
    )
    expect(equalAlmostSurely(f, g, turned)).toBe(true)
    const everywhere = factor(
      [
        { name: 'A', states: two },
        { name: 'B', states: two },
      ],
      [0.25, 0.25, 0.25, 0.25],
    )
    expect(equalAlmostSurely(f, g, everywhere)).toBe(false)
    // f with its inputs in the other order
    const back = interpret(box('f', ['B', 'A'], ['Y']), stochastic, {
      f: [
        [
          [0.9, 0.1],
          [0.3, 0.7],
        ],
        [
          [0.8, 0.2],
          [0.5, 0.5],
        ],
      ],
    })
    expect(equalAlmostSurely(f, back, everywhere)).toBe(true)
    const larger = factor(
      ['Z', 'B', 'A'].map((name) => ({ name, states: two })),
      [0.25, 0.1, 0, 0.1, 0.25, 0.15, 0, 0.15],
    )
    expect(equalAlmostSurely(f, g, larger)).toBe(true)
  })

  it('refuses other names, with both lists', () => {
    const h = interpret(box('h', ['A', 'C'], ['Y']), stochastic, {
      h: [
        [
          [1, 0],
          [1, 0],
        ],
        [
          [1, 0],
          [1, 0],
        ],
      ],
    })
    const error = expectCausalError(() => equalAlmostSurely(f, h, state), 'equalAlmostSurely', 'type-mismatch')
    expect(error.message).toContain('["A", "C"]')
    expect(error.message).toContain('["A", "B"]')
    const other = factor(
      [
        { name: 'P', states: two },
        { name: 'Q', states: two },
      ],
      [0.25, 0.25, 0.25, 0.25],
    )
    expectCausalError(() => equalAlmostSurely(f, g, other), 'equalAlmostSurely', 'type-mismatch')
    expectCausalError(() => equalAlmostSurely(f, g, state, Number.NaN), 'equalAlmostSurely', 'invalid-argument')
    expectCausalError(() => equalAlmostSurely(3 as never, g, state), 'equalAlmostSurely', 'invalid-argument')
  })
})
