import { checkTable } from '../../data/tables/check-table.js'
import { columnAt } from '../../data/tables/column.js'
import { isNumeric } from '../../data/tables/make-table.js'
import type { Categorical, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { fisherZ } from '../../independence/gaussian/fisher-z.js'
import { conditionalGaussian } from '../../independence/mixed/conditional-gaussian.js'
import { checkedObject, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { report } from '../core/report.js'
import { knowledge, knowledgeKeys } from '../knowledge/knowledge.js'
import { drivingForce, moduleChanges } from './change-of-modules.js'
import { clearestPair } from './clearest-pair.js'
import { constraintKeys } from './constraint-options.js'
import { type Domains, readDomains } from './domains.js'
import { closeByMeek } from './meek-rules.js'
import { directed } from './orientation.js'
import { type PcOptions, type PcResult, pcKeys, pcResult, searchPc } from './pc-search.js'

/** Fewer domains than this cannot tell whether two modules change together. */
const LEAST_DOMAINS = 4

/**
 * Settings of {@link cdnod}.
 *
 * @category Discovery
 */
export interface CdnodOptions<N extends string = string> extends PcOptions<N> {
  /** The column that says from which domain, or time, a row comes. */
  readonly domain: NoInfer<N>
  /**
   * Makes the test from the table. Default: `conditionalGaussian` where the domain or another column is categorical, else
   * `fisherZ`; both see changes of means, and `kci` sees any. A domain of numbers is a time axis to `fisherZ`, which sees what
   * changes along a line: give categories where the numbers are names of sites, or a warning says so.
   */
  readonly test?: (table: Table<never>) => IndependenceTest
  /** Whether edges between two changing modules are oriented by the independence of their changes (default true). */
  readonly orientByChange?: boolean
  /** A difference of the two dependences that orients an edge, however few the domains (default 0.2, of at most 1). */
  readonly margin?: number
}

/**
 * How the changes of two adjacent modules depend on each other, read in either direction.
 *
 * @category Discovery
 */
export interface ChangeComparison<N extends string = string> {
  /** One end. */
  readonly x: N
  /** The other. */
  readonly y: N
  /** Dependence of the changes of P(x) and P(y | x), between 0 and 1: low when x → y. */
  readonly forward: number
  /** Dependence of the changes of P(y) and P(x | y): low when y → x. */
  readonly backward: number
  /** The p-value of `forward`, by shuffling the domains. */
  readonly pForward: number
  /** The p-value of `backward`, by shuffling the domains. */
  readonly pBackward: number
  /** Whether the two differ enough to orient the edge: by the margin, or since one is significant at 0.05 and the other is not. */
  readonly oriented: boolean
}

/**
 * The driving force of a changing module: what moves it from domain to domain.
 *
 * @category Discovery
 */
export interface DrivingForce<N extends string = string> {
  /** The node whose mechanism changes. */
  readonly node: N
  /** The domains: categories, values, or the middle of blocks of time. */
  readonly domains: readonly (number | string)[]
  /** One number a domain: the leading direction of the change of P(node | parents). Its sign means nothing. */
  readonly force: Float64Array
  /** The share of the change that this one direction makes up. */
  readonly share: number
}

/**
 * What {@link cdnod} found: the graph holds the domain as a node of its own.
 *
 * @category Discovery
 */
export interface CdnodResult<N extends string = string> extends PcResult<N> {
  /** The nodes whose mechanism changes across domains: those adjacent to the domain. */
  readonly changing: readonly N[]
  /** The comparisons that were made of the changes of two adjacent modules. */
  readonly changes: readonly ChangeComparison<N>[]
  /** What drives each changing module. */
  readonly drivingForces: readonly DrivingForce<N>[]
}

/**
 * CD-NOD: causal discovery from data whose mechanisms differ between domains or drift in time. The changes, a nuisance
 * elsewhere, are used as interventions by nature.
 *
 * 1. The domain becomes a column, and the skeleton is searched over all. 2. Whatever stays adjacent to the domain has a
 * changing mechanism, and the edge points away from the domain. 3. Colliders and Meek's rules, as in `pc`. 4. Between
 * two changing modules that are still undirected the direction is the one in which the changes of cause and of mechanism
 * are less dependent: by more than the margin, or since one dependence is significant and the other is not, which more domains
 * tell better, also of the same number of rows (of 1,200 rows in 10, 20, 40 and 80 domains 48, 65, 88 and 98 % are oriented
 * rightly where a mean and a slope move, and at most 5 % wrongly). At least four domains are needed. Means that move alone, of
 * linear relations, tell no direction: such an edge stays undirected. A module is described in each domain by its
 * regression on the parents (value, slopes, residual variance, in standard errors), and dependence over the domains is
 * the normalised Hilbert–Schmidt criterion. 5. The driving force of a module is the leading direction of its change.
 *
 * @param table - the columns, the domain among them: categories, numbers, or time
 * @param options - the domain, the test, and everything that `pc` takes
 * @returns the graph over all columns and the domain, the changing modules, and the grounds for both
 * @throws CausalError `unknown-name`; `missing-values`; `contradiction` for a required edge into the domain; and as `pc`
 * @complexity that of `pc`, then O(n k² + d³) a comparison for n rows, k parents and d domains
 * @category Discovery
 * @see Huang, Zhang, Zhang, Ramsey, Sanchez-Romero, Glymour & Schölkopf 2020, "Causal discovery from
 *   heterogeneous/nonstationary data", JMLR 21
 * @example
 * const noise = normals(randomStream(1), 400).values
 * const rows = Array.from({ length: 200 }, (_, i) => {
 *   const x = 3 * (i % 4) + noise[2 * i]!
 *   return { site: i % 4, X: x, Y: x + noise[2 * i + 1]! }
 * })
 * const found = cdnod(table(rows), { domain: 'site', alpha: 0.01 })
 * found.changing
 * //=> ['X']
 * toDagitty(found.graph)
 * //=> 'pdag { site -> X X -> Y }'
 */
export function cdnod<T>(table: Table<T>, options: CdnodOptions<keyof T & string>): CdnodResult<keyof T & string> {
  return calledAs('cdnod', () => {
    checkOptions('options', options, ['domain', 'test', 'orientByChange', 'margin', ...pcKeys, ...constraintKeys], {
      orientByChange: 'boolean',
      margin: 'number',
      avoidCycles: 'boolean',
      repair: 'boolean',
    })
    type N = keyof T & string
    checkTable(table)
    const names = table.columns
    const { domain, test, orientByChange = true, margin = 0.2 } = checkedObject('options', options)
    const c = names.indexOf(domain)
    if (c < 0) throw unknownName('column', domain, names)
    if (!(margin >= 0 && margin <= 1)) {
      throw new CausalError('invalid-argument', `margin is ${show(margin)}: give a number between 0 and 1.`, { margin })
    }
    const domains = readDomains(table as Table<unknown, string>, domain)
    const first = names.filter((name) => name !== domain).map((name) => [name, domain] as const)
    checkOptions('knowledge', options.knowledge, knowledgeKeys)
    const known = knowledge<N>({
      required: options.knowledge?.required ?? [],
      forbidden: [...(options.knowledge?.forbidden ?? []), ...first],
      tiers: options.knowledge?.tiers ?? [],
    })
    const made = (test === undefined
      ? defaultTest(table as unknown as Table<never>)
      : test(table as unknown as Table<never>)) as unknown as IndependenceTest<N>
    const search = searchPc(made, { ...options, knowledge: known } as PcOptions)
    const o = search.orientation
    const changing = o.neighbors[c] === undefined ? [] : [...o.neighbors[c]!]
    const changes = changing.length === 0 ? null : moduleChanges(numbers(table), domains.of, domains.size)
    const parents = (node: number): number[] => [...o.neighbors[node]!].filter((a) => a !== c && directed(o, a, node))
    const comparisons: ChangeComparison<N>[] = []
    const pairs = (changing.length * (changing.length - 1)) / 2
    const { tests } = search.context.skeleton
    const onPair = (done: number): void =>
      report({ ...options }, { stage: 'changes', level: comparisons.length, done, total: pairs, tests })
    if (changes !== null && orientByChange && domains.size >= LEAST_DOMAINS) {
      for (;;) {
        const best = clearestPair(o, changing, { changes, parents, margin, onPair })
        if (best === null) break
        const { x, y, oriented, ...dependences } = best
        comparisons.push(Object.freeze({ x: names[x]!, y: names[y]!, ...dependences, oriented }))
        if (!oriented) break
        const [from, to] = best.forward <= best.backward ? [x, y] : [y, x]
        o.arrow[from * o.size + to] = 1
        closeByMeek(o, search.meek)
      }
    }
    const result = pcResult(names, search)
    return Object.freeze({
      ...result,
      warnings: Object.freeze([
        ...result.warnings,
        ...codeWarnings(test === undefined, table.data[c]!, domains, domain),
      ]),
      changing: Object.freeze(changing.map((node) => names[node]!)),
      changes: Object.freeze(comparisons),
      drivingForces: Object.freeze(
        changing.map((node) =>
          Object.freeze({
            node: names[node]!,
            domains: Object.freeze([...domains.labels]),
            ...drivingForce(changes!.gram(node, parents(node)), domains.size),
          }),
        ),
      ),
    })
  })
}

/** Numbers alone by correlations; categories, the domain's own too, by the test for mixed tables. */
function defaultTest(table: Table<never>): unknown {
  return table.data.every(isNumeric) ? fisherZ(table) : conditionalGaussian(table)
}

/** Numbers that may be names: few of them, and far from a number of rows each. */
function codeWarnings(
  isDefault: boolean,
  column: Float64Array | Categorical,
  { size, isTime }: Domains,
  name: string,
): readonly string[] {
  if (!isDefault || isTime || !isNumeric(column) || size < 3 || 5 * size > column.length) return []
  return [
    `The domain ${show(name)} holds ${size} different numbers, and the test sees only changes along a line through them: if they are names of sites, give categories.`,
  ]
}

/** Every column as numbers: categories by their codes. */
function numbers<T>(table: Table<T>): Float64Array[] {
  return table.columns.map((name) => {
    const column = columnAt(table as Table<unknown, string>, name)
    return isNumeric(column) ? column : Float64Array.from(column.codes)
  })
}
