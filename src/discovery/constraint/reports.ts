import { quoteNames } from '../../names.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import type { AdjacentPair, ConstraintReport, DeterminedColumn, SeparatingSet, UntestedQuery } from '../core/types.js'
import { AMBIGUOUS } from './collider-judges.js'
import type { JudgedTriple } from './colliders.js'
import type { LevelContext } from './skeleton-state.js'
import type { Determination } from './untested-log.js'

/** What a search over tests tells beside its graph, by name, in the order of the columns. */
export function constraintReport<N extends string>(
  names: readonly N[],
  { queries, skeleton }: LevelContext,
  triples: readonly JudgedTriple[],
): ConstraintReport<N> {
  const { size: n, adjacent, separators, made, near } = skeleton
  const log = skeleton.untested
  const named = (set: ArrayLike<number>): readonly N[] => Object.freeze(Array.from(set, (i) => names[i]!))
  const pairOf = (x: number, y: number): { readonly x: N; readonly y: N } => ({ x: names[x]!, y: names[y]! })

  const listSeparatingSets = (): readonly SeparatingSet<N>[] => {
    const found: SeparatingSet<N>[] = []
    // most sets are small: equal ones are one list
    const single = [named([]), ...names.map((_, i) => named([i]))]
    for (let a = 0; a < n; a++) {
      for (let b = a + 1; b < n; b++) {
        const set = separators.get(a, b)
        if (set === null) continue
        const given = set.length < 2 ? single[set.length === 0 ? 0 : set[0]! + 1]! : named(set)
        found.push({ ...pairOf(a, b), given })
      }
    }
    return records(found)
  }
  let separatingSets: readonly SeparatingSet<N>[] | undefined
  const untested = records(
    log
      .cases()
      .filter(({ x, y }) => adjacent[x * n + y] === 1)
      .sort((a, b) => a.x - b.x || a.y - b.y || a.given.length - b.given.length)
      .map(({ x, y, given, result: { reason, message } }) => ({
        ...pairOf(x, y),
        given: named(given),
        reason,
        message,
      })),
  )
  // a pair that knowledge requires is not tested, nor noted
  const undetermined = records(
    [...new Set(log.cases().map(({ x, y }) => x * n + y))]
      .sort((a, b) => a - b)
      .filter((pair) => adjacent[pair] === 1 && made[pair] === 0)
      .map((pair) => pairOf(Math.floor(pair / n), pair % n)),
  )
  const determined = records(
    leastDeterminations(log.determinations()).map(({ column, by }) => ({ column: names[column]!, by: named(by) })),
  )
  return {
    // made when it is asked for: of 5,000 columns there are twelve million
    get separatingSets(): readonly SeparatingSet<N>[] {
      separatingSets ??= listSeparatingSets()
      return separatingSets
    },
    tests: skeleton.tests,
    ambiguous: records(
      triples
        .filter(({ decision }) => decision === AMBIGUOUS)
        .map(({ x, middle, y }) => ({ x: names[x]!, middle: names[middle]!, y: names[y]! })),
    ),
    nearAlpha: records(
      [...near.values()]
        .sort((a, b) => a.x - b.x || a.y - b.y)
        .map(({ x, y, given }) => ({
          ...pairOf(x, y),
          given: named(given),
          pValue: portableExp(queries.logPValue(x, y, given, given.length)!),
          adjacent: adjacent[x * n + y] === 1,
        })),
    ),
    untested,
    undetermined,
    determined,
    warnings: Object.freeze([...queries.warnings, ...untestedWarnings(untested, undetermined, determined)]),
  }
}

/** The fields of all of these, frozen; what is made only when it is asked for stays so. */
export function withReport<A extends object, B extends object, C extends object>(
  a: A,
  b: B,
  c: C,
): Readonly<A & B & C> {
  const fields = [a, b, c].flatMap((part) => Object.entries(Object.getOwnPropertyDescriptors(part)))
  return Object.freeze(Object.defineProperties({}, Object.fromEntries(fields))) as Readonly<A & B & C>
}

/** A list of records, all frozen. */
function records<R extends object>(list: R[]): readonly Readonly<R>[] {
  for (const record of list) Object.freeze(record)
  return Object.freeze(list)
}

function untestedWarnings(
  untested: readonly UntestedQuery[],
  undetermined: readonly AdjacentPair[],
  determined: readonly DeterminedColumn[],
): string[] {
  const pairOf = ({ x, y }: { readonly x: string; readonly y: string }): string => `${x} — ${y}`
  const pairs = [...new Set(untested.map(pairOf))]
  const warnings: string[] = []
  if (determined.length > 0) {
    const columns = [...new Set(determined.map(({ column }) => column))]
    warnings.push(
      `${quoteNames(columns)} ${columns.length > 1 ? 'are' : 'is'} determined by other columns (see determined): what depends on them cannot be told apart from what depends on those. Leave out columns that say the same.`,
    )
  }
  if (pairs.length > 0) {
    warnings.push(
      `Some tests could not be made (see untested): the edges ${quoteNames(pairs)} may stand only because a set that would separate them could not be tried.`,
    )
  }
  if (undetermined.length > 0) {
    warnings.push(
      `No test of ${quoteNames(undetermined.map(pairOf))} could be made: these edges stand for want of data, not by evidence.`,
    )
  }
  return warnings
}

/** What determines what, sorted; a set that holds another one which determines the column says nothing new. */
function leastDeterminations(found: readonly Determination[]): Determination[] {
  return found
    .filter(
      (one) =>
        !found.some(
          (other) =>
            other.column === one.column && other.by.length < one.by.length && other.by.every((z) => one.by.includes(z)),
        ),
    )
    .sort((a, b) => a.column - b.column || a.by.length - b.by.length || compareLists(a.by, b.by))
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : a[at]! - b[at]!
}
