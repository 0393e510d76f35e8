import { describe, expect, it } from 'vitest'
import {
  admg,
  armRewards,
  causalBandit,
  confoundedBandit,
  discreteScm,
  linear,
  normal,
  normals,
  randomStream,
  scm,
  structuralBandit,
  studentT,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const noise = normal(0, 1)
const model = scm({
  Z: normal(1, 1),
  X: linear({ Z: 1 }, noise),
  W: linear({ Z: 1 }, noise),
  Y: linear({ X: 1 }, noise),
})
const levers = { X: linear({ Z: 3 }, noise), W: linear({ Z: -1 }, noise) }

describe('armRewards', () => {
  it('tells ties, fewest levers first, and what leads to the reward', () => {
    const found = armRewards(model, { reward: 'Y', levers })
    expect(Array.from(found.rewards)).toEqual([1, 3, 1, 3])
    expect(found.best).toEqual([['X'], ['X', 'W']])
    expect(found.ancestors).toEqual(['Z', 'X'])
  })

  it('refuses what has no mean, makes a cycle, or is not there', () => {
    const wrong = (act: object, code: Parameters<typeof expectCausalError>[2]): unknown =>
      expectCausalError(() => armRewards(model, { reward: 'Y', levers: act as never }), 'armRewards', code)
    wrong({ X: linear({ Z: 1 }, studentT(1)) }, 'not-supported')
    wrong({ X: linear({ W: 1 }, noise), W: linear({ X: 1 }, noise) }, 'cycle')
    wrong({ Q: 1 }, 'unknown-name')
    wrong({ Y: 1 }, 'overlap')
    const many = Array.from({ length: 21 }, (_, k) => `X${k}`)
    const wide = scm(Object.fromEntries([...many, 'Y'].map((name) => [name, noise]))) as never
    const all = Object.fromEntries(many.map((name) => [name, 1]))
    expectCausalError(() => armRewards(wide, { reward: 'Y', levers: all } as never), 'armRewards', 'too-large')
  })
})

describe('causalBandit', () => {
  it('learns the arm and the ancestors, the same from the same seed', () => {
    const run = causalBandit(model, { reward: 'Y', levers }, { pulls: 400, seed: 3 })
    expect(run.best).toEqual(['X'])
    expect(run.ancestors).toEqual(['Z', 'X'])
    expect(Math.abs(run.bestReward - 3)).toBeLessThan(0.6)
    expect(run.regret!.at(-1)!).toBeLessThan(100)
    expect(causalBandit(model, { reward: 'Y', levers }, { pulls: 400, seed: 3 })).toEqual(run)
    expect(causalBandit(model, { reward: 'Y', levers }, { pulls: 400, seed: 4 }).rewards).not.toEqual(run.rewards)
  })

  it('begins anew after a change, and finds the other arm', () => {
    const draws = normals(randomStream(5), 4000).values
    const pull = (arm: readonly string[], t: number) => {
      const sign = t < 500 ? 1 : -1
      const Z = 1 + draws[4 * t]!
      const X = Z * (arm.includes('X') ? 2 : 0.5) + draws[4 * t + 1]!
      return { Z, X, Y: sign * X + draws[4 * t + 2]! }
    }
    const question = { nodes: ['Z', 'X', 'Y'], reward: 'Y', levers: ['X'] } as const
    const run = causalBandit(pull, question, { pulls: 1000 })
    expect(run.regret).toBeNull()
    expect(run.changes.length).toBe(1)
    expect(run.changes[0]!).toBeGreaterThan(500)
    expect(run.changes[0]!).toBeLessThan(600)
    expect(run.best).toEqual([])
    expect(causalBandit(pull, question, { pulls: 500, alpha: 0 }).best).toEqual(['X'])
  })

  it('tells where it stands, and stops when asked', () => {
    const stages = new Set<string>()
    const signal = { aborted: false }
    const onProgress = ({ stage, done }: { stage: string; done: number }): void => {
      stages.add(stage)
      if (done > 200) signal.aborted = true
    }
    const run = (): unknown => causalBandit(model, { reward: 'Y', levers }, { pulls: 400, onProgress, signal })
    expectCausalError(run, 'causalBandit', 'aborted')
    expect([...stages]).toEqual(['explore', 'play'])
  })

  it('refuses too few pulls, hidden causes, and pulls that show nothing', () => {
    const play = (options: object): unknown => causalBandit(model, { reward: 'Y', levers }, options as never)
    expectCausalError(() => play({ pulls: 29 }), 'causalBandit', 'invalid-argument')
    expectCausalError(() => play({ pulls: Number.NaN }), 'causalBandit', 'invalid-argument')
    expectCausalError(() => play({ pulls: 100, penalty: 0 }), 'causalBandit', 'invalid-argument')
    expectCausalError(() => play({ pulls: 100, levels: 1 }), 'causalBandit', 'unknown-option')
    const hidden = scm(
      { Z: noise, X: linear({ Z: 1 }, noise), Y: linear({ X: 1, Z: 1 }, noise) },
      { correlated: [['X', 'Y', 0.5]] },
    )
    const asked = { reward: 'Y', levers: { X: noise } } as const
    expectCausalError(
      () => causalBandit(hidden as never, asked as never, { pulls: 100 }),
      'causalBandit',
      'not-supported',
    )
    const question = { nodes: ['X', 'Y'], reward: 'Y', levers: ['X'] } as const
    const nothing = (): { X: number; Y: number } => ({ X: 1, Y: Number.NaN })
    expectCausalError(() => causalBandit(nothing, question, { pulls: 100 }), 'causalBandit', 'invalid-argument')
    const unknown = { nodes: ['X', 'Y'], reward: 'Y', levers: ['Q'] } as never
    expectCausalError(() => causalBandit(nothing as never, unknown, { pulls: 100 }), 'causalBandit', 'unknown-name')
  })
})

const switches = discreteScm({
  exogenous: [
    { name: 'U', p: [0.5, 0.5] },
    { name: 'E', p: [0.9, 0.1] },
  ],
  endogenous: [
    { name: 'X', parents: ['U'], table: [0, 1] },
    { name: 'Z', parents: ['X', 'E'], table: [0, 1, 1, 0] },
    { name: 'Y', parents: ['Z', 'U'], table: [0, 1, 1, 1] },
  ],
})

describe('structuralBandit', () => {
  it.each(['ucb', 'kl-ucb', 'thompson'] as const)(
    'finds the best setting by %s, with less regret from fewer arms',
    (algorithm) => {
      const run = (keep: 'possibly-optimal' | 'all') =>
        structuralBandit(switches, { reward: 'Y', keep }, { pulls: 1000, algorithm })
      const [few, all] = [run('possibly-optimal'), run('all')]
      expect([few.arms.length, all.arms.length]).toEqual([3, 9])
      expect(few.best).toEqual({ Z: '1' })
      expect(few.regret!.at(-1)!).toBeLessThan(all.regret!.at(-1)!)
      expect(few.pulls.reduce((a, b) => a + b)).toBe(1000)
    },
  )

  it('acts in a world by a function, whose rewards it checks', () => {
    const world = (range: readonly [number, number] | undefined) => ({
      graph: admg('X -> Z -> Y; X <-> Y'),
      states: { Z: ['off', 'on'] },
      pull: (act: { readonly Z?: string }) => (act.Z === 'on' ? 5 : 2),
      ...(range === undefined ? {} : { range }),
    })
    const run = structuralBandit(world([0, 10]), { reward: 'Y' }, { pulls: 100 })
    expect(run.best).toEqual({ Z: 'on' })
    for (const [k, mean] of [2, 2, 5].entries()) expect(run.means[k]).toBeCloseTo(mean, 12)
    expect(run.regret).toBeNull()
    expectCausalError(
      () => structuralBandit(world(undefined), { reward: 'Y' }, { pulls: 9 }),
      'structuralBandit',
      'invalid-argument',
    )
    expectCausalError(
      () => structuralBandit(world([1, 1]), { reward: 'Y' }, { pulls: 9 }),
      'structuralBandit',
      'invalid-argument',
    )
    expectCausalError(
      () => structuralBandit(switches, { reward: 'Y' }, { pulls: 2 }),
      'structuralBandit',
      'invalid-argument',
    )
  })
})

describe('confoundedBandit', () => {
  it('reaches what the intent allows only with the intent', () => {
    const casino = discreteScm({
      exogenous: [
        { name: 'U', p: [0.5, 0.5] },
        { name: 'luck', p: [0.2, 0.8] },
      ],
      endogenous: [
        { name: 'A', parents: ['U'], table: [0, 1] },
        { name: 'R', parents: ['A', 'U', 'luck'], table: [1, 0, 0, 1, 0, 1, 1, 0] },
      ],
    })
    const last = (by: 'intent' | 'action'): number =>
      confoundedBandit(casino, { action: 'A', reward: 'R', by }, { pulls: 1000 }).regret.at(-1)!
    expect(last('intent')).toBeLessThan(30)
    expect(last('action')).toBeGreaterThan(200)
  })
})
