import { CausalError } from '../../errors.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { checkedList, checkedObject, lookUp, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { ColliderRule } from '../constraint/collider-judges.js'
import { queriesOf } from '../constraint/queries.js'
import type { ConstraintOptions } from '../core/types.js'
import { type Knowledge, knowledge, knowledgeKeys } from '../knowledge/knowledge.js'
import type { ContextEffects, JciOptions } from './jci-types.js'

/** The context in positions, what is assumed of it, and the targets known. */
export interface Context<N extends string = string> {
  readonly names: readonly N[]
  readonly isContext: Uint8Array
  readonly level: 0 | 1 | 2 | 3
  readonly targets: ReadonlyMap<N, readonly N[]>
}

/** Checks what the options say of the context. */
export function readContext<N extends string>(test: IndependenceTest<N>, options: JciOptions<N>): Context<N> {
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
export function knownWith<N extends string>(
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

/** The options that the searches below share. */
export function searchOptions<N extends string>(
  options: JciOptions<N>,
): ConstraintOptions<N> & { colliderRule?: ColliderRule } {
  const { context: _, assumptions: _a, targets: _t, search: _s, ...rest } = options
  return rest
}

/** The columns adjacent to each context variable. */
export function effectsOf<N extends string>(
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
