import { describe, expect, it } from 'vitest'
import {
  condition,
  type Factor,
  factor,
  marginalize,
  multiply,
  normalize,
  probabilityOf,
  reorder,
  sliceFactor,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

const X = { name: 'X', states: ['a', 'b'] } as const
const Y = { name: 'Y', states: ['0', '1', '2'] } as const
const joint = factor([X, Y], [0.1, 0.2, 0.1, 0, 0.3, 0.3])

describe('factor', () => {
  it('copies its values and freezes what it can', () => {
    const values = [1, 2]
    const variables = [{ name: 'A', states: ['0', '1'] }]
    const f = factor(variables, values)
    values[0] = 9
    variables[0]!.states.push('2')
    expect(f).toEqual({ variables: [{ name: 'A', states: ['0', '1'] }], values: Float64Array.of(1, 2) })
    expect(Object.isFrozen(f) && Object.isFrozen(f.variables) && Object.isFrozen(f.variables[0]!.states)).toBe(true)
  })

  it('without variables holds one number', () => {
    expect(factor([], [3]).values).toEqual(Float64Array.of(3))
    expectCausalError(() => factor([], []), 'factor', 'type-mismatch')
  })

  it('refuses what is not a table', () => {
    expectCausalError(() => factor([X], [1, 2, 3]), 'factor', 'type-mismatch')
    expectCausalError(() => factor([X, X], [1, 2, 3, 4]), 'factor', 'duplicate-name')
    expectCausalError(() => factor([{ name: 'A', states: ['s', 's'] }], [1, 2]), 'factor', 'duplicate-name')
    expectCausalError(() => factor([{ name: 'A', states: [] }], []), 'factor', 'invalid-argument')
    expectCausalError(() => factor([{ name: '', states: ['s'] }], [1]), 'factor', 'invalid-argument')
    expectCausalError(() => factor([X], [1, Number.NaN]), 'factor', 'invalid-argument')
    expectCausalError(() => factor([X], [1, Number.POSITIVE_INFINITY]), 'factor', 'invalid-argument')
    expectCausalError(() => factor(undefined as never, [1]), 'factor', 'invalid-argument')
    expectCausalError(() => factor([X], undefined as never), 'factor', 'invalid-argument')
    expectCausalError(() => factor([{ name: 'A' }] as never, [1]), 'factor', 'invalid-argument')
  })

  it('keeps odd names and states apart', () => {
    const names = ['constructor', '__proto__', '2', 'a,b', 'x y']
    const f = factor(
      names.map((name) => ({ name, states: ['__proto__', 'toString'] })),
      Array.from({ length: 32 }, (_, k) => k),
    )
    expect(probabilityOf(f, { ['__proto__']: 'toString', constructor: 'toString', '2': '__proto__' })).toBe(
      24 + 25 + 26 + 27,
    )
    expect(marginalize(f, ['2', 'constructor']).variables.map((v) => v.name)).toEqual(['__proto__', 'a,b', 'x y'])
  })
})

describe('multiply', () => {
  it('of nothing is one', () => {
    expect(multiply()).toEqual({ variables: [], values: Float64Array.of(1) })
  })

  it('matches states by name, not by place', () => {
    const turned = factor([{ name: 'X', states: ['b', 'a'] }, Y], [6, 5, 4, 3, 2, 1])
    expect([...multiply(factor([X], [1, 10]), turned).values]).toEqual([3, 2, 1, 60, 50, 40])
  })

  it('refuses a variable with other states', () => {
    for (const states of [['a'], ['a', 'c'], ['a', 'b', 'c']])
      expectCausalError(
        () => multiply(joint, factor([{ name: 'X', states }], new Float64Array(states.length))),
        'multiply',
        'type-mismatch',
      )
  })

  it('refuses a product that is too large', () => {
    const wide = (k: number): Factor =>
      factor([{ name: `W${k}`, states: Array.from({ length: 1000 }, (_, s) => `${s}`) }], new Float64Array(1000))
    expectCausalError(() => multiply(wide(0), wide(1), wide(2)), 'multiply', 'too-large')
  })
})

describe('marginalize, reorder, sliceFactor', () => {
  it('sums out, turns and cuts', () => {
    expect([...marginalize(joint, 'Y').values]).toEqual([0.4, 0.6])
    expect(marginalize(joint, ['X', 'Y']).values[0]).toBeCloseTo(1, 14)
    expect(marginalize(joint, [])).toEqual(joint)
    expect([...reorder(joint, ['Y', 'X']).values]).toEqual([0.1, 0, 0.2, 0.3, 0.1, 0.3])
    expect([...sliceFactor(joint, { Y: '1' }).values]).toEqual([0.2, 0.3])
    expect(sliceFactor(joint, {})).toEqual(joint)
  })

  it('name what is not there', () => {
    const error = expectCausalError(() => marginalize(joint, 'Z' as never), 'marginalize', 'unknown-name')
    expect(error.details['name']).toBe('Z')
    expectCausalError(() => marginalize(joint, ['X', 'X']), 'marginalize', 'duplicate-name')
    expectCausalError(() => reorder(joint, ['X']), 'reorder', 'invalid-argument')
    expectCausalError(() => reorder(joint, ['X', 'Y', 'X']), 'reorder', 'duplicate-name')
    expectCausalError(() => sliceFactor(joint, { X: 'c' }), 'sliceFactor', 'unknown-name')
    expectCausalError(() => sliceFactor(joint, { Z: 'c' } as never), 'sliceFactor', 'unknown-name')
    expectCausalError(() => probabilityOf(joint, 'X' as never), 'probabilityOf', 'invalid-argument')
    expectCausalError(() => probabilityOf(joint, null as never), 'probabilityOf', 'invalid-argument')
  })

  it('take a factor that was read from elsewhere, and refuse a broken one', () => {
    const loose = deepFreeze({ variables: [{ name: 'X', states: ['a', 'b'] }], values: Float64Array.of(1, 2) })
    expect([...marginalize(loose, 'X').values]).toEqual([3])
    for (const broken of [null, {}, { variables: [X], values: [1, 2] }])
      expectCausalError(() => normalize(broken as never), 'normalize', 'invalid-argument')
    expectCausalError(() => multiply({ variables: [X], values: new Float64Array(3) }), 'multiply', 'type-mismatch')
  })
})

describe('condition and normalize', () => {
  it('refuse to divide by zero, and say where', () => {
    const error = expectCausalError(() => condition(joint, { X: 'b', Y: '0' }), 'condition', 'zero-support')
    expect(error.details['event']).toEqual({ X: 'b', Y: '0' })
    const zero = factor([X, Y], [1, 0, 1, 1, 0, 2])
    const where = expectCausalError(() => normalize(zero, ['Y']), 'normalize', 'zero-support')
    expect(where.message).toContain('Y = 1')
    expectCausalError(() => normalize(factor([X], [0, 0])), 'normalize', 'zero-support')
  })

  it('refuse negative cells', () => {
    expectCausalError(() => normalize(factor([X], [2, -1])), 'normalize', 'not-probability')
    expectCausalError(() => condition(factor([X], [2, -1]), {}), 'condition', 'not-probability')
  })

  it('give a conditional table its shape', () => {
    expect(normalize(joint, ['X']).values[4]).toBeCloseTo(0.5, 14)
    expect([...normalize(factor([X], [3, 5]), 'X').values]).toEqual([1, 1])
  })
})
