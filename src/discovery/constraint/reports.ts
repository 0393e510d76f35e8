import { quoteNames } from '../../names.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import type {
  AdjacentPair,
  ConstraintReport,
  DeterminedColumn,
  NearDecision,
  SeparatingSet,
  UntestedQuery,
} from '../core/types.js'
import { AMBIGUOUS } from './collider-judges.js'
import type { JudgedTriple } from './colliders.js'
import type { Queries } from './queries.js'
import type { LevelContext, Skeleton } from './skeleton-state.js'

/** What a search over tests tells beside its graph, by name, in the order of the columns. */
export function constraintReport<N extends string>(
  names: readonly N[],
  { queries, skeleton }: LevelContext,
  triples: readonly JudgedTriple[],
): ConstraintReport<N> {
  const untested = untestedQueries(names, skeleton)
  const undetermined = undeterminedPairs(names, skeleton)
  const determined = determinedColumns(names, skeleton)
  return {
    separatingSets: separatingSets(names, skeleton),
    tests: skeleton.tests,
    ambiguous: Object.freeze(
      triples
        .filter(({ decision }) => decision === AMBIGUOUS)
        .map(({ x, middle, y }) => Object.freeze({ x: names[x]!, middle: names[middle]!, y: names[y]! })),
    ),
    nearAlpha: nearDecisions(names, queries, skeleton),
    untested,
    undetermined,
    determined,
    warnings: Object.freeze([...queries.warnings, ...untestedWarnings(untested, undetermined, determined)]),
  }
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

function untestedQueries<N extends string>(
  names: readonly N[],
  { size: n, adjacent, untested }: Skeleton,
): readonly UntestedQuery<N>[] {
  return Object.freeze(
    untested
      .cases()
      .filter(({ x, y }) => adjacent[x * n + y] === 1)
      .sort((a, b) => a.x - b.x || a.y - b.y || a.given.length - b.given.length)
      .map(({ x, y, given, result }) =>
        Object.freeze({
          x: names[x]!,
          y: names[y]!,
          given: Object.freeze(Array.from(given, (i) => names[i]!)),
          reason: result.reason,
          message: result.message,
        }),
      ),
  )
}

function undeterminedPairs<N extends string>(
  names: readonly N[],
  { size: n, adjacent, made, untested }: Skeleton,
): readonly AdjacentPair<N>[] {
  // a pair that knowledge requires is not tested, nor noted
  const pairs = new Set(untested.cases().map(({ x, y }) => x * n + y))
  return Object.freeze(
    [...pairs]
      .sort((a, b) => a - b)
      .filter((pair) => adjacent[pair] === 1 && made[pair] === 0)
      .map((pair) => Object.freeze({ x: names[Math.floor(pair / n)]!, y: names[pair % n]! })),
  )
}

function determinedColumns<N extends string>(
  names: readonly N[],
  { untested }: Skeleton,
): readonly DeterminedColumn<N>[] {
  const found = [...untested.determinations()]
  // a set that holds another one which determines the column says nothing new
  const least = found.filter(
    (one) =>
      !found.some(
        (other) =>
          other.column === one.column && other.by.length < one.by.length && other.by.every((z) => one.by.includes(z)),
      ),
  )
  return Object.freeze(
    least
      .sort((a, b) => a.column - b.column || a.by.length - b.by.length || compareLists(a.by, b.by))
      .map(({ column, by }) => Object.freeze({ column: names[column]!, by: Object.freeze(by.map((i) => names[i]!)) })),
  )
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : a[at]! - b[at]!
}

/** The separating sets by name, in the order of the columns. */
function separatingSets<N extends string>(
  names: readonly N[],
  { size: n, separators }: Skeleton,
): readonly SeparatingSet<N>[] {
  const nothing: readonly N[] = Object.freeze([])
  const single = names.map((name): readonly N[] => Object.freeze([name]))
  const found: SeparatingSet<N>[] = []
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const set = separators.get(a, b)
      if (set === null) continue
      const given =
        set.length === 0
          ? nothing
          : set.length === 1
            ? single[set[0]!]!
            : Object.freeze(Array.from(set, (i) => names[i]!))
      found.push(Object.freeze({ x: names[a]!, y: names[b]!, given }))
    }
  }
  return Object.freeze(found)
}

/** The decisions near alpha by name, with their p-values, in the order of the columns. */
function nearDecisions<N extends string>(
  names: readonly N[],
  queries: Queries,
  { size: n, adjacent, near }: Skeleton,
): readonly NearDecision<N>[] {
  const cases = [...near.values()].sort((a, b) => a.x - b.x || a.y - b.y)
  return Object.freeze(
    cases.map(({ x, y, given }) =>
      Object.freeze({
        x: names[x]!,
        y: names[y]!,
        given: Object.freeze(Array.from(given, (i) => names[i]!)),
        pValue: portableExp(queries.logPValue(x, y, given, given.length)!),
        adjacent: adjacent[x * n + y] === 1,
      }),
    ),
  )
}
