import { CausalError } from '../../../errors.js'
import { asList, lookUp, quoteNames } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import type { IndexedLaggedKnowledge } from './lagged-knowledge.js'
import { linkAt } from './link-table.js'

/**
 * Variables from outside the system, which nothing in it causes.
 *
 * @category Time series
 */
export interface SeriesContexts<N extends string = string> {
  /** Measured ones that change over time, alike in all recordings. */
  readonly time?: readonly N[]
  /** Measured ones that differ between recordings and stay as they are over time. */
  readonly space?: readonly N[]
  /** The variable of the test that tells times apart: it stands in for all that changes over time and was not measured. */
  readonly timeDummy?: N
  /** The variable of the test that tells recordings apart: it stands in for all that differs between them and was not measured. */
  readonly spaceDummy?: N
}

/** What each variable is, in positions. */
export interface Roles {
  readonly isSystem: Uint8Array
  readonly isContext: Uint8Array
  readonly isDummy: Uint8Array
}

export function readContexts(index: ReadonlyMap<string, number>, contexts: SeriesContexts | undefined): Roles {
  checkOptions('contexts', contexts, ['time', 'space', 'timeDummy', 'spaceDummy'])
  const n = index.size
  const roles = { isSystem: new Uint8Array(n).fill(1), isContext: new Uint8Array(n), isDummy: new Uint8Array(n) }
  const take = (name: string, role: Uint8Array): void => {
    const i = lookUp('variable', index, name)
    if (roles.isSystem[i] === 0) {
      const message = `${quoteNames([name])} stands in the contexts twice: a variable has one role.`
      throw new CausalError('overlap', message, { names: [name] })
    }
    roles.isSystem[i] = 0
    role[i] = 1
  }
  for (const name of [...asList(contexts?.time), ...asList(contexts?.space)]) take(name, roles.isContext)
  for (const name of [contexts?.timeDummy, contexts?.spaceDummy]) if (name !== undefined) take(name, roles.isDummy)
  if (roles.isSystem.includes(1)) return roles
  throw new CausalError('invalid-argument', 'all variables are contexts: at least one must belong to the system.')
}

/** Knowledge of what contexts are: nothing causes them; those constant over time and the dummies have links at lag 0 only. */
export function withContexts(
  knowledge: IndexedLaggedKnowledge,
  { isSystem }: Roles,
  atOnceOnly: Uint8Array,
  maxLag: number,
): IndexedLaggedKnowledge {
  const n = isSystem.length
  const banned = knowledge.banned.slice()
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let lag = 0; lag <= maxLag; lag++)
        if (isSystem[j] === 0 || (lag > 0 && atOnceOnly[i] === 1)) banned[linkAt({ n, maxLag }, i, lag, j)] = 1
    }
  }
  const wrong = knowledge.required.findIndex((one, at) => one === 1 && banned[at] === 1)
  if (wrong < 0) return { required: knowledge.required, banned }
  const message = 'a required link leads into a context, or out of one that has no lag: nothing causes a context.'
  throw new CausalError('contradiction', message)
}
