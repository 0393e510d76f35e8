import { calledAs } from '../../errors.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { choice } from '../core/choice.js'
import type { SeparatingSet } from '../core/types.js'
import {
  type LocalContext,
  type LocalSearchOptions,
  type LocalSearchReport,
  localContext,
  someSetOf,
} from './local-context.js'

/**
 * Settings of {@link parentsAndChildren}.
 *
 * @category Discovery
 */
export interface ParentsAndChildrenOptions<N extends string = string> extends LocalSearchOptions<N> {
  /** `hiton-pc` (default): candidates enter one by one; `pc-select`: all start in, and fall level by level as in PC. */
  readonly method?: 'hiton-pc' | 'pc-select'
  /**
   * Whether a column stays only if the target is found around it in turn (default true): without it a descendant of the
   * target may be left, since what separates the two need not be around the target.
   */
  readonly symmetric?: boolean
}

/**
 * What {@link parentsAndChildren} found.
 *
 * @category Discovery
 */
export interface ParentsAndChildrenResult<N extends string = string> extends LocalSearchReport<N> {
  /** The columns that nothing separates from the target: its parents and children, in column order. */
  readonly neighbors: readonly N[]
  /** What separated each other column from the target. */
  readonly separatingSets: readonly SeparatingSet<N>[]
  /** Columns that stood around the target, while it does not stand around them: left out with `symmetric`. */
  readonly oneSided: readonly N[]
}

/**
 * The parents and children of one column, without learning the whole graph: HITON-PC, or PC-select.
 *
 * HITON-PC lets columns in, the most dependent first, and drops each that some subset of the others separates from the target
 * (Aliferis et al. 2010, semi-interleaved, Algorithm 3.3). PC-select begins with all and drops them by conditioning sets of
 * growing size among those that are left (Bühlmann, Kalisch & Maathuis 2010, Algorithm 1). Both, made symmetric, give the
 * neighbours in the graph where the test is right and there are no hidden causes. They do not tell parents from children.
 *
 * @param test - a test over the columns
 * @param options - the target, alpha, the method
 * @returns the neighbours, what separated the others, and what could not be tested
 * @throws CausalError `unknown-name`, `invalid-argument`, `aborted`; an error inside the test under its own code
 * @complexity O(p 2^d) tests for d neighbours, d times that with `symmetric`
 * @category Discovery
 * @see Aliferis, Statnikov, Tsamardinos, Mani & Koutsoukos 2010, "Local causal and Markov blanket induction", JMLR 11;
 *   Bühlmann, Kalisch & Maathuis 2010, "Variable selection in high-dimensional linear models", Biometrika 97
 * @example
 * const test = dSeparation(dag('A -> T -> C <- S; A -> B; C -> D'))
 * parentsAndChildren(test, { target: 'T' }).neighbors
 * //=> ['A', 'C']
 */
export function parentsAndChildren<N extends string>(
  test: IndependenceTest<N>,
  options: ParentsAndChildrenOptions<N>,
): ParentsAndChildrenResult<N> {
  return calledAs('parentsAndChildren', () => {
    checkOptions(
      'options',
      options,
      ['target', 'method', 'symmetric', 'alpha', 'maxConditioningSize', 'onProgress', 'signal'],
      { symmetric: 'boolean' },
    )
    const context = localContext(test, checkedObject('options', options))
    const method = choice('method', options.method ?? 'hiton-pc', ['hiton-pc', 'pc-select'] as const)
    const around = method === 'hiton-pc' ? hitonPc : pcSelect
    const { target } = context
    const found = around(context, target)
    const oneSided: number[] = []
    if (options.symmetric ?? true) {
      for (const [k, x] of found.neighbors.entries()) {
        context.report('symmetric', k, found.neighbors.length)
        const other = around(context, x)
        if (other.neighbors.includes(target)) continue
        oneSided.push(x)
        found.separators.set(x, other.separators.get(target) ?? [])
      }
    }
    const { variables } = test
    const name = (i: number): N => variables[i]!
    const neighbors = found.neighbors.filter((x) => !oneSided.includes(x)).sort((a, b) => a - b)
    const separated = [...found.separators].filter(([x]) => !neighbors.includes(x)).sort(([a], [b]) => a - b)
    return Object.freeze({
      neighbors: Object.freeze(neighbors.map(name)),
      separatingSets: Object.freeze(
        separated.map(([x, given]) =>
          Object.freeze({
            x: name(Math.min(x, target)),
            y: name(Math.max(x, target)),
            given: Object.freeze([...given].sort((a, b) => a - b).map(name)),
          }),
        ),
      ),
      oneSided: Object.freeze(oneSided.sort((a, b) => a - b).map(name)),
      ...context.result<N>(target),
    })
  })
}

/** What stands around a node, and what separated the others from it. */
interface Around {
  readonly neighbors: readonly number[]
  readonly separators: Map<number, readonly number[]>
}

/** Aliferis et al. 2010, Algorithm 3.3: the queue by dependence; each candidate is tried against the subsets of those inside. */
function hitonPc(context: LocalContext, target: number): Around {
  const separators = new Map<number, readonly number[]>()
  const queue: { readonly x: number; readonly logP: number }[] = []
  for (const x of context.order) {
    if (x === target) continue
    const logP = context.ask(x, target, [])
    if (logP !== undefined && logP > context.logAlpha) separators.set(x, [])
    else queue.push({ x, logP: logP ?? 0 })
  }
  queue.sort((a, b) => a.logP - b.logP)
  let inside: number[] = []
  /** Drops x where a subset of the others inside separates it. */
  const isSeparated = (x: number): boolean =>
    someSetOf(
      inside.filter((other) => other !== x),
      context.maxSize,
      (given) => {
        if (!context.independent(x, target, given)) return false
        separators.set(x, given)
        return true
      },
    )
  for (const [done, { x }] of queue.entries()) {
    context.report('candidates', done, queue.length)
    inside.push(x)
    if (isSeparated(x)) inside = inside.filter((other) => other !== x)
  }
  for (const x of [...inside]) if (isSeparated(x)) inside = inside.filter((other) => other !== x)
  return { neighbors: inside, separators }
}

/** Bühlmann, Kalisch & Maathuis 2010, Algorithm 1, on sets as they stood when a level began. */
function pcSelect(context: LocalContext, target: number): Around {
  const separators = new Map<number, readonly number[]>()
  let active = context.order.filter((x) => x !== target)
  for (let size = 0; size <= context.maxSize && active.length > size; size++) {
    context.report('levels', size, active.length)
    const before = active
    active = before.filter((x) => {
      const others = before.filter((other) => other !== x)
      return !someSetOf(others, size, (given) => {
        if (given.length < size || !context.independent(x, target, given)) return false
        separators.set(x, given)
        return true
      })
    })
  }
  return { neighbors: active, separators }
}
