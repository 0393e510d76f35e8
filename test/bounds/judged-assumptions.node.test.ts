import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { admg, type BoundsQuery, counterfactualBounds, factor, type KnownDistribution } from '../../src/index.js'

type World = { readonly [name: string]: number | { readonly do: World } }
interface JudgedTerm {
  readonly variable: string
  readonly value: number
  readonly do?: World
}
/** A question of `judged-assumptions.py`, and what SciPy's HiGHS answers. */
interface Judged {
  readonly k: readonly [number, number, number]
  readonly joint: readonly number[][][]
  readonly arm: readonly number[][] | null
  readonly sum: readonly { readonly weight: number; readonly event: readonly JudgedTerm[] }[]
  readonly given: readonly JudgedTerm[]
  readonly assume: readonly {
    readonly event: readonly JudgedTerm[]
    readonly atMost?: number
    readonly atLeast?: number
  }[]
  readonly answer: readonly [number, number] | 'no-model' | 'impossible-condition' | 'unknown'
}
type Names = 'X' | 'M' | 'Y'

const graph = admg('X -> M -> Y; X -> Y; X <-> M; M <-> Y; X <-> Y')
const axis = (name: string, k: number) => ({ name, states: Array.from({ length: k }, (_, i) => String(i)) })
const world = (set: World): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(set).map(([name, to]) => [name, typeof to === 'number' ? String(to) : { do: world(to.do) }]),
  )
const term = ({ variable, value, do: set }: JudgedTerm) => ({
  variable,
  value: String(value),
  ...(set !== undefined && { do: world(set) }),
})
const file = process.env['CAUSALKIT_JUDGED'] ?? new URL('judged-assumptions.json', import.meta.url)
const cases = JSON.parse(readFileSync(file, 'utf8')) as Judged[]

describe('counterfactualBounds under assumptions, against another solver', () => {
  it('agrees on nested worlds, sums, conditions and limits', () => {
    const statuses = new Map<string, number>()
    for (const [i, { k, joint, arm, sum, given, assume, answer }] of cases.entries()) {
      const data = [
        { distribution: factor([axis('X', k[0]), axis('M', k[1]), axis('Y', k[2])], joint.flat(2)) },
        ...(arm === null
          ? []
          : [{ distribution: factor([axis('M', k[1]), axis('Y', k[2])], arm.flat()), do: { X: '0' } }]),
      ] as unknown as KnownDistribution<Names>[]
      const question = {
        sum: sum.map(({ weight, event }) => ({ weight, event: event.map(term) })),
        given: given.map(term),
        assume: assume.map(({ event, ...limits }) => ({ event: event.map(term), ...limits })),
      } as unknown as BoundsQuery<Names>
      const result = counterfactualBounds(graph, data, question)
      statuses.set(result.status, (statuses.get(result.status) ?? 0) + 1)
      if (answer === 'unknown' || result.status === 'unresolved') continue
      expect(result.status, `case ${i}`).toBe(typeof answer === 'string' ? answer : 'bounds')
      if (result.status !== 'bounds' || typeof answer === 'string') continue
      expect(result.lower, `case ${i}, lower`).toBeCloseTo(answer[0], 7)
      expect(result.upper, `case ${i}, upper`).toBeCloseTo(answer[1], 7)
    }
    expect(statuses.get('bounds')).toBeGreaterThan(cases.length / 3)
    expect(statuses.get('no-model')).toBeGreaterThan(0)
    expect(statuses.get('unresolved') ?? 0).toBeLessThanOrEqual(cases.length / 100)
    if (process.env['CAUSALKIT_JUDGED'] !== undefined) console.log(Object.fromEntries(statuses))
  }, 300_000)
})
