import { CausalError, calledAs } from '../../errors.js'
import { watch } from '../../estimation/core/problem/watch.js'
import { checkedList, checkedObject, indexNames, lookUp, quoteNames } from '../../names.js'
import { betaQuantile } from '../../numeric/special/beta.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { chanceOf, directNeeds, minimalSufficient } from './core/exact-recipes.js'
import { readRecipes } from './core/read-recipes.js'
import { minimalByTrials, missedChance, type Trials, trialsNeeded, trialsOf } from './core/trials.js'
import type {
  CandidateRemoval,
  ParentsQuestion,
  ParentVerification,
  RecipeSimulator,
  SimulatorRun,
} from './verify-parents-types.js'

/**
 * Verifies proposed causes by intervention: takes one away, gives the others, and sees whether the effect can still come.
 *
 * Removal alone says less than it seems to. Of two causes that can stand in for each other it keeps neither, since the other one is there; and it
 * keeps an ancestor whose child is no candidate, for then nothing else brings that child. So the answer also has the minimal sets that are
 * enough (`necessary` is in all of them, `alternatives` are in some), and for a declared simulator the direct causes: those that change the
 * effect with everything else held.
 *
 * A declared simulator is answered exactly. A function is run, and what never came in its trials may have been missed: `missed` is the chance of
 * that if the effect has the chance `leastChance` wherever it is possible.
 *
 * @param simulator - recipes for each item, or a function that runs the system with some items given and others withheld, and says whether
 *   the effect came
 * @param question - the effect and its candidates; trials, error, seed for a function
 * @returns which candidates removal keeps, the minimal sufficient sets, the direct causes, and how sure that is
 * @throws CausalError `unknown-name`, `duplicate-name`, `overlap` for an effect among its candidates, `cycle`, `not-probability`,
 *   `invalid-argument`, `too-large`, `aborted`
 * @complexity recipes: the number of minimal sets, and 2^k sums for k items that may fail; a function: candidates × trials runs, and up to
 *   2^candidates × trials for the sets
 * @category Decisions
 * @see Yu & Lu 2024, "ADAM: an embodied causal agent in open-world environments", for the removal test
 * @example
 * const fires = { recipes: { match: [[]], lightning: [[]], wood: [[]], fire: [['match', 'wood'], ['lightning', 'wood']] } }
 * const found = verifyParents(fires, { effect: 'fire', candidates: ['match', 'lightning', 'wood'] })
 * found.kept
 * //=> ['wood']
 * found.minimalSufficientSets
 * //=> [['match', 'wood'], ['lightning', 'wood']]
 * found.alternatives
 * //=> ['match', 'lightning']
 * found.directCauses
 * //=> ['match', 'lightning', 'wood']
 */
export function verifyParents<const N extends string>(
  simulator: RecipeSimulator<N> | ((run: SimulatorRun<NoInfer<N>>) => boolean),
  question: ParentsQuestion<N>,
): ParentVerification<N> {
  return calledAs('verifyParents', () => {
    checkOptions(
      'question',
      question,
      [...['effect', 'candidates', 'error', 'trials', 'leastChance', 'seed', 'budget', 'onProgress', 'signal']],
      { error: 'number', trials: 'number', leastChance: 'number', budget: 'number' },
    )
    const { effect, candidates, error = 0.01 } = checkedObject('question', question)
    indexNames('candidate', checkedList('candidates', candidates))
    if (candidates.includes(effect))
      throw new CausalError('overlap', `the effect ${show(effect)} is among its own candidates.`, { name: effect })
    if (!(typeof error === 'number' && error > 0 && error < 1))
      throw new CausalError('invalid-argument', `error is a chance above 0 and below 1, got ${show(error)}.`, { error })
    const step = watch(question, 2 * candidates.length + 3)
    const asked = { ...question, error }
    return typeof simulator === 'function'
      ? byTrials(simulator as (run: SimulatorRun) => boolean, asked, step)
      : byRecipes(simulator, asked, step)
  })
}

type Asked<N extends string> = ParentsQuestion<N> & { readonly error: number }

function byRecipes<N extends string>(
  simulator: RecipeSimulator<N>,
  { effect, candidates, error, ...others }: Asked<N>,
  step: () => void,
): ParentVerification<N> {
  for (const option of ['trials', 'leastChance', 'seed', 'budget'] as const)
    if (others[option] !== undefined)
      throw new CausalError(
        'invalid-argument',
        `\`${option}\` is for a function that is run; recipes are answered exactly: leave it out.`,
      )
  const recipes = readRecipes(simulator as RecipeSimulator)
  const target = lookUp('item', recipes.index, effect)
  const places = candidates.map((name) => lookUp('item', recipes.index, name))
  const chance = (given: readonly number[], withheld: readonly number[]): number => {
    step()
    const held = new Int8Array(recipes.names.length).fill(-1)
    for (const i of given) held[i] = 1
    for (const i of withheld) held[i] = 0
    return chanceOf(recipes, target, held)
  }
  const all = chance(places, [])
  const removals = removed(candidates, all, (k) => chance(without(places, k), [places[k]!]))
  const nature = chance([], [])
  const natural = removed(candidates, nature, (k) => chance([], [places[k]!]))
  const sets = minimalSufficient(recipes, target, places).map((set) =>
    candidates.filter((_, k) => set.includes(places[k]!)),
  )
  const needs = directNeeds(recipes, target)
  const direct = candidates.filter((_, k) => needs.has(places[k]!))
  const unmet = all === 0 ? ['the effect is impossible with all candidates given: removal keeps none of them.'] : []
  return answer(
    { effect, candidates, all, removals, nature, natural, sets },
    {
      directCauses: direct,
      trialsNeeded: trialsNeeded(all, error),
      ...({ method: 'exact', trials: null, runs: 0, missed: 0, leastChance: all === 0 ? null : all } as const),
    },
    unmet,
  )
}

function byTrials<N extends string>(
  simulate: (run: SimulatorRun) => boolean,
  { effect, candidates, error, trials = 100, leastChance, seed = 0, budget = 100_000 }: Asked<N>,
  step: () => void,
): ParentVerification<N> {
  for (const [option, value] of Object.entries({ trials, budget }))
    if (!(Number.isInteger(value) && value >= 1 && value <= 1e9))
      throw new CausalError('invalid-argument', `${option} is a whole number from 1 to 1e9, got ${show(value)}.`)
  if (leastChance !== undefined && !(leastChance > 0 && leastChance <= 1))
    throw new CausalError('invalid-argument', `leastChance is above 0 and at most 1, got ${show(leastChance)}.`)
  const needed = (2 * candidates.length + 2) * trials
  if (needed > budget)
    throw new CausalError(
      'too-large',
      `removing each of ${candidates.length} candidates takes ${needed} runs, and the budget is ${budget}: raise it, or run fewer trials.`,
      { runs: needed, budget },
    )
  const tries: Trials = trialsOf(simulate, candidates, trials, seed)
  const places = candidates.map((_, k) => k)
  const share = (given: readonly number[], withheld: readonly number[]): number => {
    step()
    return tries.count(given, withheld) / trials
  }
  const all = share(places, [])
  const removals = removed(candidates, all, (k) => share(without(places, k), [k]))
  const nature = share([], [])
  const natural = removed(candidates, nature, (k) => share([], [k]))
  step()
  const affordable = needed + 2 ** candidates.length * trials <= budget
  const sets = affordable
    ? minimalByTrials(tries, candidates.length).map((set) => set.map((k) => candidates[k]!))
    : null
  const seen = Math.round(all * trials)
  // Clopper & Pearson's lower bound
  const least = leastChance ?? (seen === 0 ? null : betaQuantile(error, seen, trials - seen + 1))
  const warnings = [
    'a function holds its candidates alone: whether a cause is direct is not told, and an ancestor may be kept whose child is no candidate.',
  ]
  if (all === 0) warnings.push('the effect never came with all candidates given: removal keeps none of them.')
  if (sets === null)
    warnings.push(
      `the sets that are enough were not looked for: ${2 ** candidates.length} arrangements of ${trials} runs are above the budget of ${budget}.`,
    )
  return answer(
    { effect, candidates, all, removals, nature, natural, sets },
    {
      directCauses: null,
      trialsNeeded: least === null ? null : trialsNeeded(least, error),
      ...({ method: 'trials', trials } as const),
      runs: tries.runs(),
      missed: least === null ? null : missedChance(least, trials),
      leastChance: least,
    },
    warnings,
  )
}

function without(places: readonly number[], k: number): readonly number[] {
  return places.filter((_, other) => other !== k)
}

function removed<N extends string>(
  candidates: readonly N[],
  all: number,
  chance: (k: number) => number,
): readonly CandidateRemoval<N>[] {
  return candidates.map((candidate, k) => {
    const probability = chance(k)
    return Object.freeze({ candidate, probability, kept: all > 0 && probability === 0 })
  })
}

function answer<N extends string>(
  found: {
    readonly effect: N
    readonly candidates: readonly N[]
    readonly all: number
    readonly removals: readonly CandidateRemoval<N>[]
    readonly nature: number
    readonly natural: readonly CandidateRemoval<N>[]
    readonly sets: readonly (readonly N[])[] | null
  },
  how: Pick<
    ParentVerification<N>,
    'directCauses' | 'trialsNeeded' | 'method' | 'trials' | 'runs' | 'missed' | 'leastChance'
  >,
  more: readonly string[],
): ParentVerification<N> {
  const { effect, candidates, all, removals, nature, natural, sets } = found
  const keptOf = (list: readonly CandidateRemoval<N>[]): readonly N[] =>
    Object.freeze(list.filter(({ kept }) => kept).map(({ candidate }) => candidate))
  const inAll = (name: N): boolean => sets!.length > 0 && sets!.every((set) => set.includes(name))
  const necessary = sets && candidates.filter(inAll)
  const alternatives = sets && candidates.filter((name) => !inAll(name) && sets.some((set) => set.includes(name)))
  const kept = keptOf(removals)
  const direct = how.directCauses
  const indirect = direct && kept.filter((name) => !direct.includes(name))
  const warnings = [...more]
  if (alternatives !== null && alternatives.length > 0)
    warnings.push(`removal keeps none of ${quoteNames(alternatives)}: others take the place of each.`)
  if (indirect !== null && indirect.length > 0)
    warnings.push(`removal keeps ${quoteNames(indirect)}, which act through what is no candidate.`)
  return Object.freeze({
    effect,
    probability: all,
    removals: Object.freeze(removals),
    kept,
    natural: Object.freeze({ probability: nature, removals: Object.freeze(natural), kept: keptOf(natural) }),
    minimalSufficientSets: sets && Object.freeze(sets.map((set) => Object.freeze([...set]))),
    necessary: necessary && Object.freeze(necessary),
    alternatives: alternatives && Object.freeze(alternatives),
    ...how,
    directCauses: direct && Object.freeze([...direct]),
    indirect: indirect && Object.freeze(indirect),
    warnings: Object.freeze(warnings),
  })
}
