import type { Cell } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { answerTerms } from '../engines/answer.js'
import type { EventTerm, Term } from '../engines/terms.js'
import type { DrawOptions } from '../engines/weighted-engine.js'
import { entriesOf } from '../interventions/intervene.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Scm } from '../models/types.js'
import { drawOptions } from './expectation.js'
import { pastEvidence, publicAnswer } from './public-answer.js'
import type { QueryAnswer } from './query-answer.js'

/**
 * What is known across worlds.
 *
 * @category Counterfactuals
 */
export interface AcrossWorlds<T> extends DrawOptions {
  /** Evidence, each piece in the world where it was seen. */
  readonly given?: readonly EventTerm<T>[]
}

/**
 * The joint distribution of variables in several worlds at once, given evidence from any of them.
 *
 * A term is `{ variable, do? }`: the variable in the world where this is done. Interventions may hold the value that a
 * variable takes in yet another world, `{ variable, do }`: nested counterfactuals such as Y(x, M(x')). All terms share one
 * draw of the noise. Only those worlds, and those variables in them, are built that the query needs.
 *
 * @param model - the model
 * @param terms - the variables asked for, each in its world
 * @param options - `given`: evidence terms with their values; `draws`, `seed`
 * @returns the joint distribution, its axes named like `Y[X=1, M=M[X=0]]`; see {@link query}
 * @throws CausalError `unknown-name`; `not-supported` where a table without a response is read in two worlds; `too-large`
 * @complexity as {@link query}, over the unrolled worlds
 * @category Counterfactuals
 * @example
 * const model = scm({ X: bernoulli(0.5), Y: mechanism(['X'], bernoulli(0.3), ({ X }: { X: number }, u) => (X > u ? 1 : 0)) })
 * const joint = queryTerms(model, [{ variable: 'Y', do: { X: 0 } }, { variable: 'Y', do: { X: 1 } }])
 * if (joint.method === 'zero-probability') throw new Error('impossible evidence')
 * joint.variables.map((v) => v.name)
 * //=> ['Y[X=0]', 'Y[X=1]']
 * joint.values
 * //=> [0.3, 0.7]
 */
export function queryTerms<T, C extends Capability, K extends 'dag' | 'admg'>(
  model: Scm<T, C, K>,
  terms: readonly Term<NoInfer<T>>[],
  options: AcrossWorlds<NoInfer<T>> = {},
): QueryAnswer<Record<string, Cell>, C> {
  return calledAs('queryTerms', () => {
    checkOptions('options', options, ['given', 'draws', 'seed'])

    const { given = [], draws, seed } = checkedObject('options', options)
    const result = answerTerms(
      model as AnyScm,
      terms as readonly Term<Record<string, Cell>>[],
      given as unknown as readonly EventTerm<Record<string, Cell>>[],
      drawOptions(draws, seed),
    )
    const known = given.map((term) => [labelOf(term as LooseTerm), (term as { value: Cell }).value] as const)
    return publicAnswer(
      terms.map((term) => labelOf(term as LooseTerm)),
      result,
      { ...pastEvidence(model as AnyScm), ...Object.fromEntries(known) },
    ) as QueryAnswer<Record<string, Cell>, C>
  })
}

interface LooseTerm {
  readonly variable: string
  readonly do?: unknown
}

/** `Y[X=1, M=M[X=0]]`: a term as a name. */
function labelOf(term: LooseTerm): string {
  const parts = entriesOf(term.do).map(([name, what]) => `${name}=${actLabel(what)}`)
  return parts.length === 0 ? term.variable : `${term.variable}[${parts.join(', ')}]`
}

function actLabel(what: unknown): string {
  if (typeof what !== 'object' || what === null) return typeof what === 'string' ? what : show(what)
  if ('variable' in what) return labelOf(what as LooseTerm)
  const { kind, change, amount } = what as { kind?: string; change?: string; amount?: number }
  return kind === 'change' ? `${change}(${amount})` : (kind ?? '?')
}
