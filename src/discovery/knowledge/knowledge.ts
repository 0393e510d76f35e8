import { CausalError, calledAs } from '../../errors.js'
import { findCycle } from '../../graph/kinds/build.js'
import { checkedList, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'

/**
 * What is known about a causal graph before any data are seen.
 *
 * @category Discovery
 */
export interface Knowledge<N extends string = string> {
  /** Edges `from → to` that are there. */
  readonly required: readonly (readonly [from: N, to: N])[]
  /** Edges `from → to` that are not there; forbid both directions and the two are not adjacent. */
  readonly forbidden: readonly (readonly [from: N, to: N])[]
  /** Groups in the order of time: no edge leads from a later group into an earlier one. */
  readonly tiers: readonly (readonly N[])[]
}

/** The keys of {@link Knowledge}. */
export const knowledgeKeys = ['required', 'forbidden', 'tiers'] as const

/**
 * Background knowledge for discovery: required and forbidden edges, and tiers in the order of time.
 *
 * It is checked when it is made: an edge both required and forbidden, required edges in a circle, or against the tiers,
 * are contradictions. A name may be missing from `tiers`; then the tiers say nothing of it.
 *
 * @param spec - `required` and `forbidden` as pairs `[from, to]`; `tiers` as lists of names, the earliest first
 * @returns the knowledge, frozen, for the option `knowledge` of `pc`, `fci`, `ges` and their kin
 * @throws CausalError `contradiction` with the edges at fault; `duplicate-name` for a name in two tiers;
 *   `invalid-argument` for an edge from a node to itself or an entry that is not a pair
 * @complexity O(r + f + n)
 * @category Discovery
 * @example
 * knowledge({ required: [['Dose', 'Response']], tiers: [['Age'], ['Dose', 'Response']] }).forbidden
 * //=> []
 * knowledge({ required: [['A', 'B'], ['B', 'A']] })
 * //=> throws 'contradiction'
 */
export function knowledge<const N extends string>(spec: {
  /** Edges that are there. */
  readonly required?: readonly (readonly [N, N])[]
  /** Edges that are not there. */
  readonly forbidden?: readonly (readonly [N, N])[]
  /** Groups of names, the earliest first. */
  readonly tiers?: readonly (readonly N[])[]
}): Knowledge<N> {
  return calledAs('knowledge', () => {
    checkOptions('spec', spec, knowledgeKeys)

    if (typeof spec !== 'object' || spec === null) {
      throw new CausalError('invalid-argument', 'expected { required, forbidden, tiers }.')
    }
    const required = readPairs('required', spec.required)
    const forbidden = readPairs('forbidden', spec.forbidden)
    const tiers = readTiers(spec.tiers)
    checkConsistent(required, forbidden, tiers)
    return Object.freeze({ required, forbidden, tiers })
  })
}

function readPairs<N extends string>(
  field: string,
  list: readonly (readonly [N, N])[] | undefined,
): readonly (readonly [N, N])[] {
  const pairs: (readonly [N, N])[] = []
  for (const pair of checkedList(field, list ?? [])) {
    if (!Array.isArray(pair) || pair.length !== 2 || !pair.every((name) => typeof name === 'string' && name !== '')) {
      throw new CausalError(
        'invalid-argument',
        `every entry of ${field} is a pair [from, to] of names, got ${show(pair)}.`,
        { field, entry: pair },
      )
    }
    if (pair[0] === pair[1]) {
      throw new CausalError('invalid-argument', `${field} has an edge from ${show(pair[0])} to itself: take it out.`, {
        field,
        name: pair[0],
      })
    }
    pairs.push(Object.freeze([pair[0], pair[1]] as const))
  }
  return Object.freeze(pairs)
}

function readTiers<N extends string>(tiers: readonly (readonly N[])[] | undefined): readonly (readonly N[])[] {
  const seen = new Set<string>()
  const result: (readonly N[])[] = []
  for (const tier of checkedList('tiers', tiers ?? [])) {
    if (!Array.isArray(tier)) {
      throw new CausalError('invalid-argument', `tiers is a list of lists of names, got ${show(tier)} as one of them.`)
    }
    for (const name of tier as readonly N[]) {
      if (seen.has(name)) {
        throw new CausalError(
          'duplicate-name',
          `${show(name)} stands in the tiers twice: a node has one place in time.`,
          { name },
        )
      }
      seen.add(name)
    }
    result.push(Object.freeze([...tier]))
  }
  return Object.freeze(result)
}

function checkConsistent(
  required: readonly (readonly [string, string])[],
  forbidden: readonly (readonly [string, string])[],
  tiers: readonly (readonly string[])[],
): void {
  const banned = new Set(forbidden.map((pair) => JSON.stringify(pair)))
  const tierOf = new Map<string, number>()
  for (const [t, tier] of tiers.entries()) for (const name of tier) tierOf.set(name, t)
  const index = new Map<string, number>()
  const names: string[] = []
  const at = (name: string): number => {
    let i = index.get(name)
    if (i === undefined) {
      i = names.push(name) - 1
      index.set(name, i)
    }
    return i
  }
  const from: number[] = []
  const to: number[] = []
  for (const pair of required) {
    const [a, b] = pair
    if (banned.has(JSON.stringify(pair))) {
      throw new CausalError(
        'contradiction',
        `the edge ${arrow(a, b)} is both required and forbidden: drop one of the two.`,
        { edge: [a, b] },
      )
    }
    const tierA = tierOf.get(a)
    const tierB = tierOf.get(b)
    if (tierA !== undefined && tierB !== undefined && tierA > tierB) {
      throw new CausalError(
        'contradiction',
        `the required edge ${arrow(a, b)} leads from tier ${tierA} back to tier ${tierB}: move a name, or drop the edge.`,
        { edge: [a, b], tiers: [tierA, tierB] },
      )
    }
    from.push(at(a))
    to.push(at(b))
  }
  const cycle = findCycle(names.length, from, to)
  if (cycle !== null) {
    const circle = cycle.map((i) => names[i]!)
    throw new CausalError(
      'contradiction',
      `the required edges between ${quoteNames(circle)} form a circle: drop one of them.`,
      { cycle: circle },
    )
  }
}

function arrow(from: string, to: string): string {
  return `${show(from)} -> ${show(to)}`
}
