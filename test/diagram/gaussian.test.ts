import { describe, expect, it } from 'vitest'
import {
  bayesianInverse,
  box,
  dag,
  diagramOf,
  disintegrate,
  effectByComb,
  findComb,
  gaussian,
  interpret,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const confounded = dag('Z -> X -> Y; Z -> Y')
/** The joint of the model with X measured in other units: its numbers are `s` times as large. */
const inUnits = (s: number) =>
  interpret(diagramOf(confounded), gaussian, {
    Z: { covariance: [1] },
    X: { matrix: [[s]], covariance: [s * s] },
    Y: { matrix: [[1, 3 / s]], covariance: [1] },
  })
const scales = [1, 1e-3, 1e-6, 1e-9, 1e-12, 1e6, 1e9]

describe('Gaussian conditionals', () => {
  it.each(scales)('do not depend on units (%d)', (s) => {
    const joint = inUnits(s)
    const comb = findComb(confounded, 'X', 'Y')
    if (!comb.applicable) throw new Error('there is a comb')
    const effect = effectByComb(joint, comb)
    expect(effect.unique).toBe(true)
    expect(effect.channel.matrix[0]![0]! * s).toBeCloseTo(3, 9)
    const { channel, unique } = disintegrate(joint, ['Z', 'X'])
    expect(unique).toBe(true)
    expect(channel.matrix[0]![0]).toBeCloseTo(1, 9)
    expect(channel.matrix[0]![1]! * s).toBeCloseTo(3, 9)
    expect(channel.covariance[0]![0]).toBeCloseTo(1, 9)
    // the inverse of a channel: X from Y, with a prior in the same units
    const line = interpret(box('f', ['X'], ['Y']), gaussian, { f: { matrix: [[3 / s]], covariance: [1] } })
    const prior = interpret(box('p', [], ['X']), gaussian, { p: { covariance: [s * s] } })
    expect(bayesianInverse(line, prior).channel.matrix[0]![0]! / s).toBeCloseTo(0.3, 12)
  })

  it.each(scales)('of what is determined by others are found singular in any units (%d)', (s) => {
    const model = diagramOf(dag('A -> C <- B'))
    const joint = interpret(model, gaussian, {
      A: { covariance: [1] },
      B: { covariance: [2] },
      C: { matrix: [[s, -s]] },
    })
    expect(disintegrate(joint, ['A', 'B', 'C']).unique).toBe(false)
    const { channel, unique } = disintegrate(joint, ['A', 'C'])
    expect(unique).toBe(true)
    expect(channel.matrix[0]![0]).toBeCloseTo(1, 9)
    expect(channel.matrix[0]![1]! * s).toBeCloseTo(-1, 9)
    expect(channel.covariance).toEqual([[0]])
  })

  it('what cancels out varies with nothing, and can be conditioned on further', () => {
    const joint = interpret(diagramOf(dag('A -> B; A -> D; B -> D')), gaussian, {
      A: { covariance: [0.1] },
      B: { matrix: [[0.3]] },
      D: { matrix: [[0.3, -1]] },
    })
    expect(joint.covariance[2]).toEqual([0, 0, 0])
    expect(disintegrate(joint, 'D').channel.covariance[0]![0]).toBeCloseTo(0.1, 12)
  })
})

describe('covariances from outside', () => {
  const read = (covariance: number[][]) => () =>
    interpret(
      box(
        's',
        [],
        covariance.map((_, i) => `V${i}`),
      ),
      gaussian,
      { s: { covariance } },
    )

  it.each(scales)('are judged relative to their scale (%d)', (s) => {
    const times = (rows: number[][]) => rows.map((row) => row.map((x) => x * s))
    expect(
      read(
        times([
          [1, 0.5],
          [0.5, 1],
        ]),
      ),
    ).not.toThrow()
    expect(
      read(
        times([
          [1, 1],
          [1, 1],
        ]),
      ),
    ).not.toThrow()
    expectCausalError(
      read(
        times([
          [1, 1.1],
          [1.1, 1],
        ]),
      ),
      'interpret',
      'invalid-argument',
    )
    expectCausalError(
      read(
        times([
          [1, 0.5],
          [0.4, 1],
        ]),
      ),
      'interpret',
      'invalid-argument',
    )
    expectCausalError(read(times([[-1]])), 'interpret', 'invalid-argument')
    // each pair is possible, all three together are not
    const indefinite = [
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ]
    const error = expectCausalError(read(times(indefinite)), 'interpret', 'invalid-argument')
    expect(error.message).toContain('negative variance')
    expectCausalError(
      read(
        times([
          [0, 0.1],
          [0.1, 1],
        ]),
      ),
      'interpret',
      'invalid-argument',
    )
  })
})
