import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { admg, counterfactualBounds, factor } from '../../src/index.js'

/** A question of `judged.py`: states of Z, X and Y, whole numbers `joint[z][x][y]`, and what SciPy's HiGHS answers. */
interface Judged {
  readonly k: readonly [number, number, number]
  readonly joint: readonly number[][][]
  readonly event: readonly JudgedTerm[]
  readonly given: readonly JudgedTerm[]
  /** The state of Z at which terms without `do` were seen. */
  readonly z?: number
  readonly answer: readonly [number, number] | 'no-model' | 'impossible-condition'
}
interface JudgedTerm {
  readonly variable: 'X' | 'Y'
  readonly value: number
  readonly do?: number
}

const axis = <N extends string>(name: N, k: number) => ({
  name,
  states: Array.from({ length: k }, (_, i) => String(i)),
})
const term = ({ variable, value, do: x }: JudgedTerm) => ({
  variable,
  value: String(value),
  ...(x === undefined ? {} : { do: { X: String(x) } }),
})
const cases = JSON.parse(
  readFileSync(process.env['CAUSALKIT_JUDGED_INSTRUMENTS'] ?? new URL('judged.json', import.meta.url), 'utf8'),
) as Judged[]

describe('counterfactualBounds against programmes judged by another solver', () => {
  it('agrees on all of them, infeasible ones and impossible conditions included', () => {
    const statuses = new Map<string, number>()
    for (const [i, { k, joint, event, given, z, answer }] of cases.entries()) {
      const result = counterfactualBounds(
        admg('Z -> X -> Y; X <-> Y'),
        [{ distribution: factor([axis('Z', k[0]), axis('X', k[1]), axis('Y', k[2])], joint.flat(2)) }],
        {
          event: event.map(term),
          given: [...given.map(term), ...(z === undefined ? [] : [{ variable: 'Z' as const, value: String(z) }])],
        },
      )
      statuses.set(result.status, (statuses.get(result.status) ?? 0) + 1)
      expect(result.status, `case ${i}`).toBe(typeof answer === 'string' ? answer : 'bounds')
      if (result.status !== 'bounds' || typeof answer === 'string') continue
      expect(result.lower, `case ${i}, lower`).toBeCloseTo(answer[0], 8)
      expect(result.upper, `case ${i}, upper`).toBeCloseTo(answer[1], 8)
    }
    expect(statuses.get('bounds')).toBeGreaterThan(40)
    expect(statuses.get('no-model')).toBeGreaterThan(0)
    expect(statuses.get('impossible-condition')).toBeGreaterThan(0)
  }, 300_000)
})
