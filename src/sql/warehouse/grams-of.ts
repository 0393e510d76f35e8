import { CausalError } from '../../errors.js'
import { compareStates } from '../statements/compare-state.js'
import { addGrams } from '../statements/merge-grams.js'
import { momentsOf, shiftTooFar } from '../statements/read-moments.js'
import type { Gram, GramGroup } from '../types.js'
import type { Asking } from './ask.js'
import { type GramRequest, gramsOfPart, roughMeans } from './grams-of-part.js'

/**
 * The sums of all parts by groups, about a shift that keeps the digits: rough means first, and where these prove to lie far from the
 * means, the means themselves.
 */
export async function gramsOf<N extends string>(
  asking: Asking,
  request: GramRequest<N>,
): Promise<readonly GramGroup<N>[]> {
  let shift = await roughMeans(asking, asking.parts[0]!, request)
  for (let attempt = 0; ; attempt++) {
    const groups = await once(asking, request, shift)
    const total = totalGram(groups)
    if (total === null) return groups
    const better = shiftTooFar(total)
    if (better === null) return groups
    if (attempt === 1) {
      // the means are known by now: the engine's sums do not fit each other
      momentsOf(total)
      throw new CausalError('engine', 'the sums do not fit each other: the table changes while it is summed up.')
    }
    shift = better
  }
}

async function once<N extends string>(
  asking: Asking,
  request: GramRequest<N>,
  shift: readonly number[],
): Promise<readonly GramGroup<N>[]> {
  const merged = new Map<string, GramGroup<N>>()
  for (const part of asking.parts) {
    for (const { states, gram } of await gramsOfPart(asking, part, request, shift)) {
      const key = JSON.stringify(states)
      const before = merged.get(key)
      merged.set(key, { states, gram: before === undefined ? gram : addGrams(before.gram, gram) })
    }
  }
  return [...merged.values()].sort((a, b) => compareStates(a.states, b.states))
}

/** The sums of all groups; null where there are none. */
export function totalGram<N extends string>(groups: readonly GramGroup<N>[]): Gram<N> | null {
  return groups.length === 0 ? null : groups.slice(1).reduce((sum, { gram }) => addGrams(sum, gram), groups[0]!.gram)
}
