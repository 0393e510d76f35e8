import { CausalError } from '../../../errors.js'
import type { Recipes } from './read-recipes.js'

/** Random items, and sets, at most. */
const mostRandom = 20
const mostSets = 50_000

/** What is held: 1 given, 0 withheld, −1 left to its recipes. */
export type Held = Int8Array

/** The items that a question about the effect may come to, in order: what is held needs nothing. */
function relevant({ of, order }: Recipes, effect: number, held: Held): number[] {
  const needed = new Set([effect])
  const kept: number[] = []
  for (let k = order.length - 1; k >= 0; k--) {
    const item = order[k]!
    if (!needed.has(item)) continue
    kept.push(item)
    if (held[item] === -1) for (const need of of[item]!.flat()) needed.add(need)
  }
  return kept.reverse()
}

/** The chance of the effect, exactly: over all ways in which the attempts that may fail turn out. */
export function chanceOf(recipes: Recipes, effect: number, held: Held): number {
  const items = relevant(recipes, effect, held)
  const random = items.filter((i) => held[i] === -1 && recipes.success[i]! > 0 && recipes.success[i]! < 1)
  if (random.length > mostRandom)
    throw new CausalError(
      'too-large',
      `${random.length} items may fail on the way to the effect, and at most ${mostRandom} are summed over: give a function that runs the simulator instead.`,
      { random: random.length },
    )
  const works = Uint8Array.from(recipes.success, (p) => (p > 0 ? 1 : 0))
  const there = new Uint8Array(recipes.names.length)
  let total = 0
  for (let mask = 0; mask < 2 ** random.length; mask++) {
    let p = 1
    for (const [k, i] of random.entries()) {
      works[i] = (mask >> k) & 1
      p *= works[i] === 1 ? recipes.success[i]! : 1 - recipes.success[i]!
    }
    for (const i of items) {
      const made = works[i] === 1 && recipes.of[i]!.some((recipe) => recipe.every((need) => there[need] === 1))
      there[i] = held[i] === -1 ? (made ? 1 : 0) : held[i]!
    }
    if (there[effect] === 1) total += p
  }
  return Math.min(1, total)
}

/**
 * The minimal sets of candidates that make the effect possible with the others withheld: for each item the minimal sets that make it, in order. A
 * candidate is there if it is given, anything else if one of its recipes is met.
 */
export function minimalSufficient(recipes: Recipes, effect: number, candidates: readonly number[]): number[][] {
  const held = new Int8Array(recipes.names.length).fill(-1)
  for (const i of candidates) held[i] = 1
  const sets = new Map<number, readonly (readonly number[])[]>()
  for (const item of relevant(recipes, effect, held)) {
    if (held[item] === 1) sets.set(item, [[item]])
    else if (recipes.success[item] === 0) sets.set(item, [])
    else
      sets.set(item, smallest(recipes.of[item]!.flatMap((recipe) => together(recipe.map((need) => sets.get(need)!)))))
  }
  return [...sets.get(effect)!].map((set) => [...set])
}

/** One set of each list, joined, in every way. */
function together(lists: readonly (readonly (readonly number[])[])[]): readonly (readonly number[])[] {
  let joined: readonly (readonly number[])[] = [[]]
  for (const list of lists) {
    if (joined.length * list.length > mostSets)
      throw new CausalError(
        'too-large',
        `the recipes combine in more than ${mostSets} ways: propose fewer candidates.`,
        { most: mostSets },
      )
    joined = smallest(joined.flatMap((a) => list.map((b) => [...new Set([...a, ...b])].sort((x, y) => x - y))))
  }
  return joined
}

/** Those sets that hold no other one. */
export function smallest(sets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const kept: (readonly number[])[] = []
  for (const set of [...sets].sort((a, b) => a.length - b.length))
    if (!kept.some((other) => other.every((item) => set.includes(item)))) kept.push(set)
  return kept
}

/** The items that change the effect with everything else held at some setting: those of its minimal recipes. */
export function directNeeds({ of, success }: Recipes, effect: number): ReadonlySet<number> {
  return success[effect] === 0 ? new Set() : new Set(smallest(of[effect]!).flat())
}
