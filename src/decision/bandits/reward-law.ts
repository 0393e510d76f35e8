import { CausalError } from '../../errors.js'

/** What an arm earns: the chances of the reward's states, and their mean as a share of the range. */
export interface RewardLaw {
  readonly chances: Float64Array
  readonly mean: number
}

/** The worths of states as shares of their range; all alike is a reward about which nothing can be learned. */
export function sharesOf(worth: Float64Array): {
  readonly shares: Float64Array
  readonly range: readonly [number, number]
} {
  const [low, high] = [Math.min(...worth), Math.max(...worth)]
  if (!(low < high))
    throw new CausalError(
      'invalid-argument',
      'all states of the reward are worth the same: no arm is better than another.',
    )
  return { shares: worth.map((own) => (own - low) / (high - low)), range: [low, high] }
}

/** The law of a reward from its chances, which may be counted of a larger whole. */
export function rewardLaw(chances: Float64Array, shares: Float64Array): RewardLaw {
  const sum = chances.reduce((all, chance) => all + chance, 0)
  const own = chances.map((chance) => chance / sum)
  return { chances: own, mean: own.reduce((all, chance, r) => all + chance * shares[r]!, 0) }
}
