import { checkMoments } from '../data/statistics/check-moments.js'
import { checkTable } from '../data/tables/check-table.js'
import { indexedDiagram } from '../diagram/terms/indexed.js'
import { CausalError } from '../errors.js'
import { checkEstimand } from '../estimand/terms/check-estimand.js'
import { indexed } from '../graph/core/indexed.js'
import { checkShape } from '../probability/factors/factor-core.js'
import { checkDistribution } from '../probability/families/check-distribution.js'
import { checkedWords } from '../probability/streams/stream.js'
import { checkLaw } from '../scm/mechanisms/check-law.js'
import { structureOf } from '../scm/models/structure.js'
import { show } from '../show.js'
import { checkGram } from '../sql/statements/merge-grams.js'
import { indexedLagged } from '../timeseries/graphs/check-lagged-graph.js'
import { checkSeries } from '../timeseries/series/check-series.js'

/**
 * The kinds of value that travel as JSON: each has a checker, except `result` (a record of any verb) and `list`, whose parts
 * are looked at where they are used.
 *
 * @category JSON
 */
export type JsonKind =
  | 'graph'
  | 'lagged-graph'
  | 'series'
  | 'table'
  | 'moments'
  | 'gram'
  | 'factor'
  | 'distribution'
  | 'stream'
  | 'model'
  | 'mechanism'
  | 'estimand'
  | 'diagram'
  | 'result'
  | 'list'

/** The door of each kind. */
const checkers: ReadonlyMap<JsonKind, (value: never) => unknown> = new Map<JsonKind, (value: never) => unknown>([
  ['graph', indexed],
  ['lagged-graph', indexedLagged],
  ['series', checkSeries],
  ['table', checkTable],
  ['moments', checkMoments],
  ['gram', checkGram],
  ['factor', checkShape],
  ['distribution', checkDistribution],
  ['stream', checkedWords],
  ['model', structureOf],
  ['mechanism', (mechanism: { law: never }) => checkLaw('the mechanism', mechanism.law)],
  ['estimand', checkEstimand],
  ['diagram', indexedDiagram],
  ['result', () => undefined],
  ['list', () => undefined],
])

/** Sends a value through the checker of its kind. */
export function checkAs(kind: JsonKind, value: object): void {
  const check = checkers.get(kind)
  if (check === undefined) {
    const message = `there is no kind of value ${show(kind)}: there are ${[...checkers.keys()].join(', ')}.`
    throw new CausalError('invalid-argument', message, { kind })
  }
  check(value as never)
}

/** What tells each kind: the fields that it has, or its tag. */
const fields: readonly (readonly [JsonKind, readonly string[]])[] = [
  ['lagged-graph', ['kind', 'nodes', 'edges', 'maxLag']],
  ['graph', ['kind', 'nodes', 'edges']],
  ['series', ['names', 'table', 'every', 'stretches']],
  ['table', ['columns', 'data', 'rowCount']],
  ['moments', ['names', 'mean', 'covariance']],
  ['gram', ['names', 'shift', 'sums', 'products']],
  ['diagram', ['wires', 'boxes']],
]
const tags: ReadonlyMap<unknown, JsonKind> = new Map([
  ['distribution', 'distribution'],
  ['scm', 'model'],
  ['mechanism', 'mechanism'],
])
const terms: readonly unknown[] = ['probability', 'product', 'ratio', 'sum', 'any', 'constant']

/** The kind of a value, by its form. */
export function kindOf(value: object): JsonKind {
  if (Array.isArray(value)) return 'list'
  const { kind, type } = value as { kind?: unknown; type?: unknown }
  const byFields = fields.find(([, names]) => names.every((name) => name in value))
  if (byFields !== undefined) return byFields[0]
  const byTag = tags.get(kind)
  if (byTag !== undefined) return byTag
  if (terms.includes(type)) return 'estimand'
  if ('variables' in value && 'values' in value && value.values instanceof Float64Array) return 'factor'
  return Object.keys(value).length === 1 && 'words' in value ? 'stream' : 'result'
}
