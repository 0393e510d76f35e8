import { makeTable } from '../../../data/tables/make-table.js'
import type { Table } from '../../../data/types.js'
import { firstCombination, nextCombination } from '../../../discovery/core/combinations.js'
import { CausalError, calledAs } from '../../../errors.js'
import type { IndependenceTest } from '../../../independence/core/types.js'
import { conditionalGaussian } from '../../../independence/mixed/conditional-gaussian.js'
import { portableLog } from '../../../numeric/special/portable-log.js'
import { checkOptions } from '../../../options.js'
import { generator, seedStream } from '../../../probability/streams/stream.js'
import { show } from '../../../show.js'
import type { Incident, RootCauseMethod } from '../incident-types.js'

/**
 * Settings of {@link rootCauseDiscovery}.
 *
 * @category Attribution
 */
export interface RootCauseDiscoveryOptions {
  /**
   * Makes the test from a table whose column `trigger` says `before` or `after`; {@link conditionalGaussian} unless told, which sees
   * changes of means.
   */
  readonly test?: (table: Table<never>) => IndependenceTest
  /** How many variables are looked at together, 5 unless told. */
  readonly groupSize?: number
  /** The largest conditioning set, 3 unless told. */
  readonly maxConditioningSize?: number
  /** The seed of the groups, 1 unless told. */
  readonly seed?: number | string
}

/**
 * Root cause discovery (RCD) by conditional independence, without a graph: the trigger becomes a variable of its own, and the causes
 * are those that no set of others makes independent of it.
 *
 * Hierarchical and local, as published: the variables are cut into random groups; in each only the neighbourhood of the trigger is
 * learned; what stays goes on to the next round, until nothing more goes. A set that screens off a variable must stand in its group,
 * or meet it in a later round. The score is −log₁₀ of the largest p-value over the sets. Tests take steps for independent: in a
 * series they are not, and a warning says so.
 *
 * @param options - `test`, `groupSize`, `maxConditioningSize`, `seed`
 * @returns the method, for {@link rootCauses}
 * @throws CausalError `invalid-argument`; those of the test
 * @complexity at most 2^(group size − 1) tests a variable and round
 * @category Attribution
 * @see Ikram, Chakraborty, Mitra, Saini, Bagchi & Kocaoglu 2022, "Root cause analysis of failures in microservices through causal
 *   discovery", NeurIPS
 * @example
 * rootCauseDiscovery({ groupSize: 4 }).name
 * //=> 'root cause discovery (groups of 4)'
 */
export function rootCauseDiscovery(options: RootCauseDiscoveryOptions = {}): RootCauseMethod {
  return calledAs('rootCauseDiscovery', () => {
    checkOptions('options', options, ['test', 'groupSize', 'maxConditioningSize', 'seed'], { groupSize: 'number' })
    const { test = conditionalGaussian, groupSize = 5, maxConditioningSize = 3, seed = 1 } = options
    if (typeof test !== 'function')
      throw new CausalError('invalid-argument', `test makes a test from a table, got ${show(test)}.`, {})
    if (!(Number.isInteger(groupSize) && groupSize >= 2))
      throw new CausalError('invalid-argument', `groupSize is ${show(groupSize)}: give a whole number from 2 on.`, {
        groupSize,
      })
    if (!(Number.isInteger(maxConditioningSize) && maxConditioningSize >= 0))
      throw new CausalError(
        'invalid-argument',
        `maxConditioningSize is ${show(maxConditioningSize)}: give a whole number from 0 on.`,
        { maxConditioningSize },
      )
    seedStream(seed)
    return Object.freeze({
      name: `root cause discovery (groups of ${groupSize})`,
      needs: Object.freeze([]),
      suspect: (incident) => discovered(incident, { test, groupSize, maxConditioningSize, seed }),
    } satisfies RootCauseMethod)
  })
}

function discovered(incident: Incident, settings: Required<RootCauseDiscoveryOptions>) {
  const { names, alpha } = incident
  const n = names.length
  const logLargest = new Float64Array(n).fill(Number.NaN)
  // a shuffle of names in alphabetical order: nothing depends on the order of columns
  const random = generator(seedStream(settings.seed))
  let left = [...names.keys()]
    .filter((i) => incident.checks[i] !== null)
    .sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
  const cut = portableLog(alpha)
  const survivors = (group: readonly number[]): number[] => {
    const found = localNeighbours(incident, group, settings)
    for (const [k, i] of group.entries()) logLargest[i] = found[k]!
    return group.filter((_, k) => found[k]! <= cut)
  }
  for (;;) {
    const size = Math.min(settings.groupSize, left.length)
    random.shuffle(left)
    const groups = Array.from({ length: Math.ceil(left.length / size) }, (_, g) => left.slice(g * size, (g + 1) * size))
    const stay = groups.flatMap((group) => survivors(group)).sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
    if (groups.length === 1 || stay.length === 0) {
      left = stay
      break
    }
    if (stay.length === left.length || stay.length <= settings.groupSize) {
      // nothing more goes in groups, or all fit into one: the last look is at all of them together
      left = survivors(stay)
      break
    }
    left = stay
  }
  const accused = new Uint8Array(n)
  for (const i of left) accused[i] = 1
  return {
    scores: logLargest.map((logP) => -logP / portableLog(10)),
    accused,
    warnings: incident.isSeries
      ? [
          'root cause discovery takes steps for independent of each other, which in a series they are not: its p-values are too small.',
        ]
      : [],
  }
}

/** For each variable of a group the logarithm of the largest p-value of its independence of the trigger, over sets of the others. */
function localNeighbours(
  { names, before, after, alpha }: Incident,
  group: readonly number[],
  { test: make, maxConditioningSize }: Required<RootCauseDiscoveryOptions>,
): Float64Array {
  let trigger = 'trigger'
  while (names.includes(trigger)) trigger += '_'
  const rowsOf = (columns: readonly Float64Array[]): number[] =>
    [...columns[0]!.keys()].filter((row) => group.every((i) => !Number.isNaN(columns[i]![row]!)))
  const [quiet, loud] = [rowsOf(before), rowsOf(after)]
  const columns = group.map((i) =>
    Float64Array.from([...quiet.map((row) => before[i]![row]!), ...loud.map((row) => after[i]![row]!)]),
  )
  const codes = Int32Array.from({ length: quiet.length + loud.length }, (_, row) => (row < quiet.length ? 0 : 1))
  const table = makeTable([...group.map((i) => names[i]!), trigger], codes.length, [
    ...columns,
    { codes, levels: ['before', 'after'] },
  ])
  const test = make(table as Table<never>)
  const largest = new Float64Array(group.length).fill(Number.NaN)
  const cut = portableLog(alpha)
  for (let size = 0; size <= Math.min(maxConditioningSize, group.length - 1); size++) {
    for (const [k, i] of group.entries()) {
      if (largest[k]! > cut) continue
      const others = group.filter((j) => j !== i)
      const chosen = new Int32Array(size)
      firstCombination(chosen, size)
      do {
        const given = Array.from(chosen, (at) => names[others[at]!]!)
        const result = test(names[i]!, trigger, given)
        if (!result.tested) continue
        largest[k] = Number.isNaN(largest[k]!) ? result.logPValue : Math.max(largest[k]!, result.logPValue)
        if (largest[k]! > cut) break
      } while (nextCombination(chosen, size, others.length))
    }
  }
  return largest
}
