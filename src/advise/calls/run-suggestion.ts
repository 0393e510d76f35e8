import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject, unknownName } from '../../names.js'
import { show } from '../../show.js'
import type { CallArgument, SuggestedCall } from './call-types.js'
import { isCall, isField, isUse } from './make-call.js'
import { verbs } from './verbs.js'

/** Calls in calls deeper than this are not ours. */
const DEEPEST = 20

/**
 * Makes the call that a suggestion holds, on a table with the columns that were diagnosed.
 *
 * The answer is what the function called returns: `pc` gives a graph with its report, `estimateEffect` an effect. A suggestion that
 * went through JSON runs the same; only the functions that {@link suggest} knows are called.
 *
 * @param table - the table that was diagnosed, or another one with its columns
 * @param suggestion - one of {@link suggest}, or any record with a `call` of that form
 * @returns the answer of the function called
 * @throws CausalError `unknown-name` for a function that no suggestion calls; `invalid-argument` for what is no call; and what the
 *   function called throws
 * @complexity that of the call
 * @category Advice
 * @example
 * const data = simulateLinear(dag('A -> B <- C'), 500, { seed: 3 }).data
 * const [first] = suggest(diagnose(data), 'graph').suggestions
 * first!.code
 * //=> 'boss(bicScore(table, { penalty: 2 }))'
 * toDagitty((runSuggestion(data, first!) as { graph: Dag }).graph)
 * //=> 'pdag { A -> B C -> B }'
 */
export function runSuggestion<T>(table: Table<T>, suggestion: { readonly call: SuggestedCall }): unknown {
  return calledAs('runSuggestion', () => {
    checkTable(table as Table<unknown, string>)
    const { call } = checkedObject('suggestion', suggestion)
    if (!isCall(checkedObject('call of the suggestion', call)))
      throw new CausalError('invalid-argument', `a suggestion has a call { call, with }, got ${show(call)}.`)
    return made(call, table, 0)
  })
}

function made({ call, with: given }: SuggestedCall, table: unknown, depth: number): unknown {
  if (depth > DEEPEST)
    throw new CausalError('too-large', `calls lie within each other more than ${DEEPEST} deep: no suggestion does.`)
  const verb = verbOf(call)
  return verb(...(checkedList('arguments of a call', given).map((one) => resolved(one, table, depth + 1)) as never[]))
}

function resolved(given: CallArgument, table: unknown, depth: number): unknown {
  if (typeof given !== 'object' || given === null) return given
  if (depth > DEEPEST) throw new CausalError('too-large', `arguments lie more than ${DEEPEST} deep.`)
  if (Array.isArray(given)) return given.map((one) => resolved(one, table, depth + 1))
  if (isCall(given)) return made(given, table, depth)
  if (isUse(given)) return given.use === 'table' ? table : verbOf(given.use)
  if (isField(given)) {
    const holder = Object(made(given.of, table, depth))
    if (!Object.hasOwn(holder, given.field))
      throw unknownName(`field of ${given.of.call}`, given.field, Object.keys(holder))
    return holder[given.field]
  }
  return Object.fromEntries(
    Object.entries(given).map(([key, part]) => [key, resolved(part as CallArgument, table, depth + 1)]),
  )
}

function verbOf(name: unknown): (...given: never[]) => unknown {
  const verb = verbs.get(name as string)
  if (verb === undefined) throw unknownName('function that a suggestion calls', name, verbs.keys())
  return verb
}
