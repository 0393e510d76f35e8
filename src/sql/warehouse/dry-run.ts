import { CausalError, calledAsAsync } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { dryAnswer, type StatesOf } from './dry-answers.js'
import { checkRemote } from './from.js'
import type { RemotePart, RemoteRows } from './types.js'

/**
 * What a dry run is told of the data.
 *
 * @category SQL
 */
export interface DryRunOptions {
  /** States of columns of categories that the question names, such as those of its contrast (default: two made-up states each). */
  readonly states?: Readonly<Record<string, readonly string[]>>
}

/**
 * A statement that a verb would ask.
 *
 * @category SQL
 */
export interface DryStatement {
  /** The part that would be asked, from 0. */
  readonly part: number
  /** The statement. */
  readonly text: string
  /** Its parameters: texts and the numbers of conditions; null for numbers that follow from earlier answers or the question. */
  readonly parameters: readonly (string | number | null)[]
  /** Whether it reads all rows that count, or the first ones alone. */
  readonly reads: 'all rows' | 'first rows'
  /** Whether it is asked again with other parameters until these settle: about five times, at most 50. */
  readonly repeats: boolean
}

/**
 * What a verb would ask of engines.
 *
 * @category SQL
 */
export interface DryRun {
  /** The statements in order. */
  readonly statements: readonly DryStatement[]
  /** How many statements read all rows of their part, each counted once. */
  readonly scans: number
  /** How many scans there are at most: those that repeat counted 50 times. */
  readonly mostScans: number
}

/** The most steps that a model is fitted in. */
const mostSteps = 50

/**
 * The statements that a verb would run, without running any: no engine is asked and no row moves.
 *
 * The verb is called with rows of an engine that is made up: of many rows and, for columns of categories, two states, so that
 * its answers are of no account and are thrown away. What the statements depend on beyond the question: how many states there are; whether
 * so few rows differ that these come with their counts instead (numbers are taken to differ, categories to repeat); that no column lacks a
 * value, else one statement more counts the gaps; that the first rows are like the others, else a sum is asked for again.
 *
 * @param rows - rows as {@link from} or {@link together} makes them
 * @param verb - calls a verb with the rows that it is given: `(rows) => momentsFrom(rows, ['spend'])`
 * @param options - states of categories
 * @returns the statements, and how often all rows are read
 * @throws CausalError what the verb throws for a wrong question; `not-supported` for a verb that ends early with made-up answers
 * @complexity that of the verb on a handful of sums
 * @category SQL
 * @example
 * const w = warehouse({ query: async () => { throw new Error('never called') }, dialect: duckdb })
 * const plan = await dryRun(from(w, 'events'), (rows) => momentsFrom(rows, ['spend']))
 * plan.statements.map(({ reads }) => reads)
 * //=> ['first rows', 'all rows', 'all rows']
 */
export function dryRun<N extends string>(
  rows: RemoteRows<N>,
  verb: (rows: RemoteRows<N>) => Promise<unknown>,
  options: DryRunOptions = {},
): Promise<DryRun> {
  return calledAsAsync('dryRun', async () => {
    checkOptions('options', options, ['states'])
    checkRemote(rows)
    if (typeof verb !== 'function') {
      throw new CausalError(
        'invalid-argument',
        `the verb is a function, such as (rows) => momentsFrom(rows, ["spend"]), got ${show(verb)}.`,
      )
    }
    const told = new Map(Object.entries(checkedObject('states', options.states ?? {})))
    const kinds = new Map(Object.entries(rows.columns ?? {}))
    const states: StatesOf = (column) =>
      told.get(column) ?? (kinds.get(column) === 'number' ? [0, 1] : ['state 1', 'state 2'])
    const asked: DryStatement[] = []
    const parts = rows.parts.map((part, k) => dryPart(part, k, states, asked))
    const answer = await verb({ ...rows, parts })
    const refusal = answer as { readonly estimated?: boolean; readonly message?: string } | null | undefined
    if (refusal?.estimated === false) {
      throw new CausalError(
        'not-supported',
        `with made-up answers the verb ends early (${refusal.message}), and what it would ask after that is not known.`,
      )
    }
    const scans = asked.filter(({ reads }) => reads === 'all rows')
    const repeated = scans.filter(({ repeats }) => repeats).length
    return Object.freeze({
      statements: Object.freeze(asked.map((statement) => Object.freeze(statement))),
      scans: scans.length,
      mostScans: scans.length + (mostSteps - 1) * repeated,
    })
  })
}

/** The part with an engine that writes down what it is asked. */
function dryPart(part: RemotePart, k: number, states: StatesOf, asked: DryStatement[]): RemotePart {
  const { dialect } = part.warehouse
  const conditions = new Set(Object.values(part.where ?? {}).flat())
  const query: RemotePart['warehouse']['query'] = async (text, parameters) => {
    const at = asked.findIndex((statement) => statement.part === k && statement.text === text)
    if (at >= 0) asked[at] = { ...asked[at]!, repeats: true }
    else {
      asked.push({
        ...{ part: k, text, repeats: false },
        parameters: Object.freeze(
          parameters.map((value) => (typeof value === 'string' || conditions.has(value) ? value : null)),
        ),
        reads: text.includes(' LIMIT 10000)') ? 'first rows' : 'all rows',
      })
    }
    return dryAnswer(text, dialect, states, at < 0)
  }
  return { ...part, warehouse: Object.freeze({ query, dialect }) }
}
