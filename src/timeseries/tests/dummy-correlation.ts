import { CausalError } from '../../errors.js'
import type { TestResult } from '../../independence/core/types.js'
import { determinedBy, tooFewRows } from '../../independence/core/untested.js'
import { fUpperTail, logFUpperTail } from '../../numeric/special/f.js'
import { logStudentTTwoSided, studentTTwoSided } from '../../numeric/special/student-t.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { laggedName } from '../graphs/lagged-names.js'
import { windowsOf } from '../moments/windows.js'
import type { LaggedTest, Series } from '../types.js'
import { makeLaggedTest } from './make-lagged-test.js'
import { type Groups, groupsOf, type Projection, projectionOf } from './panel-projections.js'

/**
 * Names under which recordings and times can be asked about as variables.
 *
 * @category Time series
 */
export interface SeriesDummies<A extends string = string, B extends string = string> {
  /** Tells times apart: what changes over time alike in all recordings. */
  readonly time?: A
  /** Tells recordings apart: what differs between them and stays over time. */
  readonly space?: B
}

const method = "partial correlation over time within recordings or times, Student's t, or F of a dummy"

/**
 * Partial correlations with dummies: given one, the means of its groups are taken out of every column; to ask about one is to ask whether these
 * means differ (an F test of nested regressions). A dummy is the same at all lags.
 */
export function dummyCorrelation(series: Series<unknown, string>, maxLag: number, dummies: SeriesDummies): LaggedTest {
  checkOptions('dummies', dummies, ['time', 'space'])
  const windows = windowsOf(series, maxLag)
  const groups = groupsOf(series, windows)
  const kinds = (['space', 'time'] as const).filter((kind) => dummies[kind] !== undefined)
  for (const kind of kinds) checkGroups(kind, groups[kind], windows.count)
  const names = [...series.names, ...kinds.map((kind) => dummies[kind]!)]
  const own = series.names.length
  const n = names.length
  const count = windows.count
  const projections = new Map<number, Projection>()
  /** The projection of a set of dummies, bit k for `kinds[k]`. */
  const projected = (set: number): Projection => {
    const chosen = kinds.filter((_, k) => (set >> k) & 1).map((kind) => groups[kind])
    const found = projections.get(set) ?? projectionOf(series, windows, maxLag, chosen)
    projections.set(set, found)
    return found
  }
  const dummyOf = (position: number): number => (position % n) - own
  const columnAt = (position: number): number => Math.floor(position / n) * own + (position % n)
  const label = (position: number): string =>
    dummyOf(position) >= 0 ? names[position % n]! : laggedName(names[position % n]!, Math.floor(position / n))

  /** Columns of the conditioning set that a projection leaves something of. */
  const kept = ({ varies }: Projection, given: Int32Array): Int32Array =>
    given.filter((position) => dummyOf(position) < 0 && varies[columnAt(position)] === 1).map(columnAt)
  const core = (x: number, y: number, given: Int32Array): TestResult => {
    const set = given.reduce((bits, position) => (dummyOf(position) >= 0 ? bits | (1 << dummyOf(position)) : bits), 0)
    const named = Array.from(given, label)
    const asked = [x, y].filter((position) => dummyOf(position) >= 0)
    const determined = (positions: readonly number[]): TestResult => determinedBy(method, positions.map(label), named)
    if (asked.length === 2 || (asked[0] !== undefined && (set >> dummyOf(asked[0])) & 1)) return determined(asked)
    if (asked.length === 1) {
      const outcome = asked[0] === x ? y : x
      return dummyTest(set, 1 << dummyOf(asked[0]!), outcome, given, determined)
    }
    const projection = projected(set)
    const silent = [x, y].filter((position) => projection.varies[columnAt(position)] === 0)
    if (silent.length > 0) return determined(silent)
    const columns = kept(projection, given)
    const { partial } = projection
    partial.solve(columnAt(x), columnAt(y), columns, columns.length)
    if (partial.determined().length > 0)
      return determined([x, y].filter((position) => partial.determined().includes(columnAt(position))))
    const df = count - projection.rank - columns.length + partial.leftOut().length - 1
    if (!(df > 0)) return tooFewRows(method, count, count - df + 1)
    const r = partial.r()
    const t = r * Math.sqrt(df / ((1 - r) * (1 + r)))
    const tails = { pValue: studentTTwoSided(t, df), logPValue: logStudentTTwoSided(t, df) }
    return { tested: true, statistic: t, ...tails, degreesOfFreedom: df, estimate: r, method }
  }
  /** What a regression on the conditioning set leaves of a variable, and how many dimensions it takes. */
  const regression = (set: number, y: number, given: Int32Array): { left: number; rank: number } => {
    const projection = projected(set)
    if (projection.varies[columnAt(y)] === 0) return { left: 0, rank: projection.rank }
    const columns = kept(projection, given)
    const { partial } = projection
    partial.solve(columnAt(y), columnAt(y), columns, columns.length)
    const isWhole = partial.determined().length === 0
    const rank = projection.rank + columns.length - partial.leftOut().length
    return { left: isWhole ? projection.squares[columnAt(y)]! * partial.left()[0] : 0, rank }
  }
  const dummyTest = (
    set: number,
    dummy: number,
    y: number,
    given: Int32Array,
    determined: (positions: readonly number[]) => TestResult,
  ): TestResult => {
    const without = regression(set, y, given)
    if (without.left === 0) return determined([y])
    const withIt = regression(set | dummy, y, given)
    const [gained, df] = [withIt.rank - without.rank, count - withIt.rank]
    if (gained <= 0 || withIt.left === 0) return determined([y])
    if (!(df > 0)) return tooFewRows(method, count, withIt.rank + 1)
    const share = Math.max(0, 1 - withIt.left / without.left)
    const f = (share / (1 - share)) * (df / gained)
    const tails = { pValue: fUpperTail(f, gained, df), logPValue: logFUpperTail(f, gained, df) }
    return { tested: true, statistic: f, ...tails, degreesOfFreedom: gained, estimate: Math.sqrt(share), method }
  }
  return makeLaggedTest('laggedCorrelation', names, { core, maxLag, warnings: series.warnings })
}

function checkGroups(kind: 'space' | 'time', { count }: Groups, windows: number): void {
  if (count >= 2 && count < windows) return
  const what = kind === 'space' ? 'recordings' : 'times at which more than one recording has a window'
  const message = `a dummy of ${kind} needs several ${what}: name the column that tells recordings apart as \`unit\` of the series, got ${show(count)} groups of ${windows} windows.`
  throw new CausalError('invalid-data', message, { kind, groups: count, windows })
}
