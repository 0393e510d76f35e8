import { CausalError, calledAs } from '../../errors.js'
import { orientPag, rulesWithoutSelection } from '../../graph/classes/fci-rules/orient-pag.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { checkedList, checkedObject, lookUp, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { ColliderRule } from '../constraint/collider-judges.js'
import { judgeTriples } from '../constraint/colliders.js'
import { constraintKeys, readConstraintOptions } from '../constraint/constraint-options.js'
import { type FciResult, pagResult, readJudging, separatesBy } from '../constraint/fci.js'
import { startPag, thinByPossibleDSep } from '../constraint/pag-skeleton.js'
import { type PcOptions, type PcResult, pcResult, searchPc } from '../constraint/pc-search.js'
import { queriesOf } from '../constraint/queries.js'
import { searchSkeleton } from '../constraint/skeleton.js'
import { choice } from '../core/choice.js'
import type { ConstraintOptions } from '../core/types.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import { type Knowledge, knowledge, knowledgeKeys } from '../knowledge/knowledge.js'

/**
 * Settings of {@link jci}.
 *
 * @category Discovery
 */
export interface JciOptions<N extends string = string> extends ConstraintOptions<N> {
  /** The variables that describe where and how a row was made: regimes, doses, sites, batches. */
  readonly context: readonly NoInfer<N>[]
  /**
   * What is assumed of the context (default 3). 0: nothing. 1: no other variable causes it. 2: and none shares a hidden
   * cause with it, as if it were randomised. 3: and its own variables depend on each other by design: no independence among
   * them is read causally, and none causes another.
   */
  readonly assumptions?: 0 | 1 | 2 | 3
  /**
   * For a context variable whose targets are known, all columns that it acts on directly. They are its effects in the graph;
   * with `search: 'pc'` no other is.
   */
  readonly targets?: Readonly<Partial<Record<NoInfer<N>, readonly NoInfer<N>[]>>>
  /** `'fci'` (default) allows for hidden causes, `'pc'` does not. */
  readonly search?: 'fci' | 'pc'
  /** How an unshielded triple is judged to be a collider (default `majority`). */
  readonly colliderRule?: ColliderRule
}

/**
 * The columns that a context variable acts on.
 *
 * @category Discovery
 */
export interface ContextEffects<N extends string = string> {
  /** The context variable. */
  readonly context: N
  /**
   * The other columns adjacent to it. With `pc` these are its direct targets; with `fci` they may be, and those that are not
   * adjacent are not.
   */
  readonly adjacent: readonly N[]
}

/**
 * What {@link jci} found with `search: 'fci'`: a PAG over context and all other variables.
 *
 * @category Discovery
 */
export interface JciResult<N extends string = string> extends FciResult<N> {
  /** What each context variable may act on directly. */
  readonly effects: readonly ContextEffects<N>[]
}

/**
 * What {@link jci} found with `search: 'pc'`.
 *
 * @category Discovery
 */
export interface JciPcResult<N extends string = string> extends PcResult<N> {
  /** What each context variable acts on directly. */
  readonly effects: readonly ContextEffects<N>[]
}

/**
 * Joint causal inference: data of all contexts are pooled, the context becomes columns, and a search over tests runs on
 * all of them, with what is known of the context. Interventions may be of any kind, and their targets unknown.
 *
 * The search is `fci` (FCI-JCI, without selection), or `pc`. Any test that knows the columns will do; the context
 * column should be as the test wants it: categories for `conditionalGaussian` or `kci`, numbers for `fisherZ`. `cdnod` does the
 * same for one domain, without hidden causes, and looks at how mechanisms change.
 *
 * @param test - a test over context and all other variables, such as `conditionalGaussian(table)`, or `dSeparation(graph)`
 * @param options - the context, what is assumed of it, known targets, the search, and what every search over tests takes
 * @returns the PAG, or with `pc` the class, with the grounds for it
 * @throws CausalError `invalid-argument`; `unknown-name`; `contradiction` for knowledge that contradicts what is assumed of
 *   the context; `aborted`; an error inside the test under its own code
 * @complexity that of `fci` or `pc`
 * @category Discovery
 * @see Mooij, Magliacane & Claassen 2020, "Joint causal inference from multiple contexts", JMLR 21, sections 3 and 4.2.4
 * @example
 * const truth = dag('C -> X -> Y')
 * toDagitty(jci(dSeparation(truth), { context: ['C'] }).graph)
 * //=> 'pag { C -> X X -> Y }'
 * toDagitty(jci(dSeparation(truth), { context: ['C'], assumptions: 0 }).graph)
 * //=> 'pag { C @-@ X X @-@ Y }'
 */
export function jci<N extends string>(
  test: IndependenceTest<N>,
  options: JciOptions<NoInfer<N>> & { readonly search: 'pc' },
): JciPcResult<N>
export function jci<N extends string>(
  test: IndependenceTest<N>,
  options: JciOptions<NoInfer<N>> & { readonly search?: 'fci' },
): JciResult<N>
export function jci<N extends string>(
  test: IndependenceTest<N>,
  options: JciOptions<NoInfer<N>>,
): JciResult<N> | JciPcResult<N> {
  return calledAs('jci', () => {
    checkOptions('options', options, ['context', 'assumptions', 'targets', 'search', 'colliderRule', ...constraintKeys])
    const { search = 'fci' } = checkedObject('options', options)
    choice('search', search, ['fci', 'pc'])
    const context = readContext(test, options)
    return search === 'pc' ? byPc(test, context, options) : byFci(test, context, options)
  })
}

/** The context in positions, what is assumed of it, and the targets known. */
interface Context<N extends string = string> {
  readonly names: readonly N[]
  readonly isContext: Uint8Array
  readonly level: 0 | 1 | 2 | 3
  readonly targets: ReadonlyMap<N, readonly N[]>
}

function readContext<N extends string>(test: IndependenceTest<N>, options: JciOptions<N>): Context<N> {
  const { index } = queriesOf(test)
  const { assumptions = 3, targets = {} } = options
  if (![0, 1, 2, 3].includes(assumptions)) {
    throw new CausalError('invalid-argument', `assumptions is ${show(assumptions)}: give 0, 1, 2 or 3.`, {
      assumptions,
    })
  }
  const isContext = new Uint8Array(index.size)
  for (const name of checkedList('context', options.context)) isContext[lookUp('column', index, name)] = 1
  const names = test.variables.filter((_, i) => isContext[i] === 1)
  if (names.length === 0 || names.length === index.size) {
    throw new CausalError(
      'invalid-argument',
      `${names.length === 0 ? 'no variable is' : 'all variables are'} of the context: name some, and leave some.`,
      { context: names },
    )
  }
  const known = new Map(Object.entries(checkedObject('targets', targets)) as [N, readonly N[]][])
  for (const [name, list] of known) {
    if (!names.includes(name)) throw unknownName('context variable', name, names)
    for (const target of checkedList('targets', list)) {
      if (isContext[lookUp('column', index, target)] === 0) continue
      throw new CausalError(
        'invalid-argument',
        `${show(target)} is of the context, and cannot be a target of ${show(name)}.`,
        {
          name: target,
        },
      )
    }
  }
  return { names, isContext, level: assumptions, targets: known }
}

/** What is known by the user, with known targets, and from the first assumption on that nothing else causes the context. */
function knownWith<N extends string>(
  variables: readonly N[],
  { names, level, targets }: Context<N>,
  options: JciOptions<N>,
  isWhole: boolean,
): Knowledge<N> {
  checkOptions('knowledge', options.knowledge, knowledgeKeys)
  const { required = [], forbidden = [], tiers = [] } = options.knowledge ?? {}
  const others = variables.filter((name) => !names.includes(name))
  const arrows = [...targets].flatMap(([from, list]) => list.map((to) => [from, to] as const))
  const into = level === 0 ? [] : others.flatMap((from) => names.map((to) => [from, to] as const))
  const none = isWhole
    ? [...targets].flatMap(([from, list]) =>
        others.filter((to) => !list.includes(to)).flatMap((to) => [[from, to] as const, [to, from] as const]),
      )
    : []
  return knowledge<N>({ required: [...required, ...arrows], forbidden: [...forbidden, ...into, ...none], tiers })
}

function byFci<N extends string>(test: IndependenceTest<N>, context: Context<N>, options: JciOptions<N>): JciResult<N> {
  const queries = queriesOf(test)
  const n = queries.names.length
  const { isContext, level } = context
  const known = knownWith(test.variables, context, options, false)
  const read = readConstraintOptions(queries.index, { ...searchOptions(options), knowledge: known })
  const fixed = read.fixed?.slice() ?? new Uint8Array(n * n)
  // assumption 3: adjacent without a test
  if (level === 3) {
    eachPair(n, (a, b) => {
      if (isContext[a] === 1 && isContext[b] === 1) fixed[a * n + b] = 1
    })
  }
  const settings = { ...read, fixed, absent: null }
  const judging = { ...readJudging(options), maxSize: settings.maxSize }
  const found = searchSkeleton(queries, settings)
  const start = (): ReturnType<typeof startPag> =>
    startPag(
      found.skeleton,
      { ...settings, knowledge: marksOfContext(found.skeleton.adjacent, context, read.knowledge, n) },
      triples,
    )
  let triples = judgeTriples(found, judging)
  let marked = start()
  if (thinByPossibleDSep(found, settings, marked)) {
    triples = judgeTriples(found, judging)
    marked = start()
  }
  const contradicted = orientPag(marked.marks, separatesBy(found, judging), {
    rules: rulesWithoutSelection,
    ambiguous: marked.ambiguous,
  })
  const result = pagResult(test.variables, { context: found, triples, marks: marked.marks, contradicted })
  return Object.freeze({ ...result, effects: effectsOf(test.variables, context, found.skeleton.adjacent) })
}

/** Knowledge of marks: from assumption 2 on context → other wherever they are adjacent; from 3 on context ↔ context. */
function marksOfContext(
  adjacent: Uint8Array,
  { isContext, level }: Context,
  known: IndexedKnowledge | null,
  n: number,
): IndexedKnowledge {
  const required = known?.required.slice() ?? new Uint8Array(n * n)
  const banned = known?.banned.slice() ?? new Uint8Array(n * n)
  eachPair(n, (a, b) => {
    if (isContext[a] === 1 && isContext[b] === 0 && level >= 2 && adjacent[a * n + b] === 1) required[a * n + b] = 1
    if (isContext[a] === 1 && isContext[b] === 1 && level === 3) banned[a * n + b] = 1
  })
  return { required, banned }
}

function byPc<N extends string>(
  test: IndependenceTest<N>,
  context: Context<N>,
  options: JciOptions<N>,
): JciPcResult<N> {
  const { names, level } = context
  const known = knownWith(test.variables, context, options, true)
  // assumption 3: the context is one clique. A direction is needed while the search runs; nothing follows from it
  const sorted = [...names].sort()
  const clique = level === 3 ? sorted.flatMap((a, i) => sorted.slice(i + 1).map((b) => [a, b] as const)) : []
  const all = knowledge<N>({ ...known, required: [...known.required, ...clique] })
  const found = searchPc(test, { ...searchOptions(options), knowledge: all } as PcOptions)
  const index = new Map(test.variables.map((name, i) => [name, i]))
  for (const [a, b] of clique) {
    const [i, j] = [index.get(a)!, index.get(b)!]
    for (const o of [found.orientation, found.mendedFrom]) {
      if (o === null) continue
      o.arrow[i * o.size + j] = 0
      o.arrow[j * o.size + i] = 0
    }
  }
  const result = pcResult(test.variables, found)
  return Object.freeze({ ...result, effects: effectsOf(test.variables, context, found.context.skeleton.adjacent) })
}

/** The options that the searches below share. */
function searchOptions<N extends string>(
  options: JciOptions<N>,
): ConstraintOptions<N> & { colliderRule?: ColliderRule } {
  const { context: _, assumptions: _a, targets: _t, search: _s, ...rest } = options
  return rest
}

function effectsOf<N extends string>(
  variables: readonly N[],
  { names, isContext }: Context<N>,
  adjacent: Uint8Array,
): readonly ContextEffects<N>[] {
  const n = variables.length
  return Object.freeze(
    names.map((context) => {
      const a = variables.indexOf(context)
      const list = variables.filter((_, b) => isContext[b] === 0 && adjacent[a * n + b] === 1)
      return Object.freeze({ context, adjacent: Object.freeze(list) })
    }),
  )
}

function eachPair(n: number, visit: (a: number, b: number) => void): void {
  for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) if (a !== b) visit(a, b)
}
