import { calledAs } from '../../errors.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { constraintKeys } from '../constraint/constraint-options.js'
import { type PcOptions, pcResult, searchPc } from '../constraint/pc-search.js'
import { choice } from '../core/choice.js'
import { knowledge } from '../knowledge/knowledge.js'
import { type Context, effectsOf, knownWith, readContext, searchOptions } from './jci-context.js'
import { byFci } from './jci-fci.js'
import type { JciOptions, JciPcResult, JciResult } from './jci-types.js'

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
    checkOptions(
      'options',
      options,
      ['context', 'assumptions', 'targets', 'search', 'colliderRule', ...constraintKeys],
      { assumptions: 'number' },
    )
    const { search = 'fci' } = checkedObject('options', options)
    choice('search', search, ['fci', 'pc'])
    const context = readContext(test, options)
    return search === 'pc' ? byPc(test, context, options) : byFci(test, context, options)
  })
}

/** `pc`, with what is assumed of the context as knowledge. */
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
