import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bestPolicy,
  discreteScm,
  graphOf,
  intervene,
  policyValue,
  query,
  transportedPolicyValue,
  valueOfControl,
  valueOfInformation,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const bits = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 40, maxLength: 40 })
const chance = fc.double({ min: 0.1, max: 0.9, noNaN: true })

/** W -> X -> A -> R, W -> R, X -> R; the mechanism of W and of X by their own numbers. */
function modelOf(draws: readonly number[], w: number, x: number) {
  return discreteScm({
    exogenous: [
      { name: 'U', p: [w, 1 - w] },
      { name: 'V', p: [x, 1 - x] },
      { name: 'E', p: [0.8, 0.2] },
      { name: 'D', p: [0.6, 0.4] },
    ],
    endogenous: [
      { name: 'W', parents: ['U'], table: [0, 1] },
      { name: 'X', parents: ['W', 'V'], table: [0, 1, 1, 0] },
      { name: 'A', parents: ['X', 'D'], table: [0, 1, 1, 0] },
      { name: 'R', parents: ['A', 'W', 'X', 'E'], table: draws.slice(0, 16), states: 2 },
    ],
  })
}

describe('the values of information and control', () => {
  it('are those of trying all policies', () => {
    let worth = 0
    fc.assert(
      fc.property(bits, chance, chance, (draws, w, x) => {
        const model = modelOf(draws, w, x)
        const question = { action: 'A', reward: 'R' } as const
        const found = valueOfInformation(model, { ...question, context: 'X', observe: 'W' })
        const all = Array.from({ length: 16 }, (_, code) =>
          policyValue(model, {
            ...question,
            context: ['X', 'W'],
            policy: ({ X, W }) => String((code >> (2 * Number(X) + Number(W))) & 1),
          }),
        )
        expect(found.informed.value).toBeCloseTo(Math.max(...all.map(({ value }) => value)), 9)
        expect(found.value).toBeGreaterThanOrEqual(0)
        if (found.value > 1e-6) worth++
        const control = valueOfControl(model, { ...question, context: 'X', set: 'W' })
        for (const [k, { value }] of control.settings.entries()) {
          const set = intervene(model, { W: k as 0 | 1 })
          expect(value).toBeCloseTo(bestPolicy(set, { ...question, context: 'X' }).value, 12)
        }
        expect(control.value).toBeCloseTo(
          Math.max(...control.settings.map(({ value }) => value)) -
            bestPolicy(model, { ...question, context: 'X' }).value,
          12,
        )
      }),
      { numRuns: 25 },
    )
    expect(worth).toBeGreaterThan(3)
  })

  it('refuse what is seen already, and the reward', () => {
    const model = modelOf(Array(40).fill(1), 0.5, 0.5)
    const question = { action: 'A', reward: 'R', context: 'X' } as const
    expectCausalError(() => valueOfInformation(model, { ...question, observe: 'X' }), 'valueOfInformation', 'overlap')
    expectCausalError(
      () => valueOfInformation(model, { ...question, observe: [] }),
      'valueOfInformation',
      'invalid-argument',
    )
    expectCausalError(() => valueOfControl(model, { ...question, set: 'R' }), 'valueOfControl', 'overlap')
  })
})

describe('a transported policy', () => {
  it('earns what it would in the target, where only the marked mechanisms differ', () => {
    fc.assert(
      fc.property(bits, chance, chance, chance, (draws, w, x, other) => {
        const [source, target] = [modelOf(draws, w, x), modelOf(draws, other, x)]
        const policy = ({ X }: { readonly X: string }) => (X === '0' ? { '0': 0.25, '1': 0.75 } : '0')
        const question = { action: 'A', context: 'X', reward: 'R', policy } as const
        const names = ['W', 'X', 'A', 'R'] as const
        const seen = (model: typeof source, over: readonly string[]) => query(model, over as never) as never
        const found = transportedPolicyValue(measured(source), {
          ...question,
          selection: 'W',
          data: [
            { domain: 'source', joint: seen(source, names) },
            { domain: 'target', joint: seen(target, ['W']) },
          ],
        } as never)
        if (!found.identifiable) throw new Error(found.message)
        expect(found.value).toBeCloseTo(policyValue(target, question).value, 9)
        // what the reward is made of may differ: refused without a word from the target
        const refused = transportedPolicyValue(measured(source), {
          ...question,
          selection: 'R',
          data: [{ domain: 'source', joint: seen(source, names) }],
        } as never)
        expect(refused.identifiable).toBe(false)
      }),
      { numRuns: 15 },
    )
  })
})

/** The graph of what is measured: the exogenous variables are each of one mechanism. */
function measured(model: ReturnType<typeof modelOf>) {
  const graph = graphOf(model)
  const own = new Set(['W', 'X', 'A', 'R'])
  return {
    kind: 'dag',
    nodes: graph.nodes.filter((name) => own.has(name)),
    edges: graph.edges.filter(({ from }) => own.has(from)),
    latents: [],
  } as never
}
