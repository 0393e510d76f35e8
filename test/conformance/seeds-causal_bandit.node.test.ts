import { expect } from 'vitest'
import { armRewards, linear, normal, scm } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Bandit {
  readonly nNodes: number
  readonly rewardNode: number
  readonly edges: readonly (readonly [number, number])[]
  readonly weightsObservational: readonly (readonly [number, number, number])[]
  readonly weightsIntervened: readonly (readonly [number, number, number])[]
  readonly noiseMean: readonly number[]
  readonly expectedReward: readonly number[]
  readonly bestArm: number
  readonly bestReward: number
  readonly armsTiedForBest: readonly number[]
  readonly rewardAncestors: readonly number[]
}

conformance<Bandit, Bandit[]>(
  'seeds/causal_bandit',
  'seeds/causal_bandit.json',
  (document) => document,
  (item) => {
    const nodes = item.noiseMean.map((_, i) => i)
    const name = (i: number): string => `X${i}`
    const part = (weights: Bandit['weightsIntervened'], i: number) =>
      linear(
        Object.fromEntries(weights.flatMap(([from, to, w]) => (to === i ? [[name(from), w]] : []))),
        normal(item.noiseMean[i]!, 1),
      )
    const model = scm(Object.fromEntries(nodes.map((i) => [name(i), part(item.weightsObservational, i)])))
    const levers = nodes.filter((i) => i !== item.rewardNode)
    const found = armRewards(
      model as never,
      {
        reward: name(item.rewardNode),
        levers: Object.fromEntries(levers.map((i) => [name(i), part(item.weightsIntervened, i)])),
      } as never,
    )
    expect(found.levers).toEqual(levers.map(name))
    for (const [arm, wanted] of item.expectedReward.entries())
      expectClose(found.rewards[arm]!, wanted, 1e-8, 0, `arm ${arm}`)
    expectClose(found.bestReward, item.bestReward, 1e-8, 0, 'best')
    const sets = found.best.map((set: readonly string[]) =>
      set.reduce((arm, each) => arm + 2 ** levers.map(name).indexOf(each), 0),
    )
    expect([...sets].sort((a, b) => a - b)).toEqual([...item.armsTiedForBest].sort((a, b) => a - b))
    expect(sets).toContain(item.bestArm)
    expect([...found.ancestors].sort()).toEqual(item.rewardAncestors.map(name).sort())
  },
)
