import { expect } from 'vitest'
import { actualCause, discrete, responsibility, type Scm, scm } from '../../src/index.js'
import { mechanismOf } from '../../src/scm/mechanisms/checks.js'
import { conformance } from './harness.js'

interface Equation {
  readonly name: string
  readonly card: number
  readonly parents: readonly string[]
  readonly table: readonly number[]
}
type Values = Readonly<Record<string, number>>
interface Case {
  readonly id: string
  readonly model: { readonly context: Values; readonly context_cards: Values; readonly equations: readonly Equation[] }
  readonly actual: Values
  readonly queries: readonly {
    readonly cause_candidate: readonly string[]
    readonly effect: Values
    readonly but_for: boolean
    readonly modified: {
      readonly cause: boolean
      readonly AC2: boolean
      readonly AC3: boolean | null
      readonly witness_size: number | null
    }
    readonly updated_2005?: boolean
  }[]
  readonly responsibility_denominator?: Readonly<Record<string, number | null>>
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i)

function modelOf({ model }: Case): Scm {
  const cards = new Map<string, number>([
    ...Object.entries(model.context_cards),
    ...model.equations.map(({ name, card }) => [name, card] as const),
  ])
  const spec: Record<string, unknown> = {}
  for (const [name, card] of Object.entries(model.context_cards)) spec[name] = discrete(range(card))
  for (const { name, card, parents, table } of model.equations) {
    spec[name] = mechanismOf({
      family: 'table',
      parents,
      parentStates: parents.map((p) => range(cards.get(p)!).map(String)),
      states: range(card),
      entries: Int32Array.from(table),
    })
  }
  return scm(spec as never) as unknown as Scm
}

/** The values of all variables when some are held, straight from the tables. */
function settle({ model }: Case, held: Values): Record<string, number> {
  const cards = new Map<string, number>([
    ...Object.entries(model.context_cards),
    ...model.equations.map(({ name, card }) => [name, card] as const),
  ])
  const values: Record<string, number> = { ...model.context }
  for (const { name, parents, table } of model.equations) {
    values[name] = held[name] ?? table[parents.reduce((row, p) => row * cards.get(p)! + values[p]!, 0)]!
  }
  return values
}

conformance<Case, { cases: Case[] }>(
  'scm/actual_cause',
  'scm/actual_cause.json',
  (document) => document.cases,
  (item) => {
    const model = modelOf(item)
    for (const query of item.queries) {
      const what = `${query.cause_candidate.join()} -> ${JSON.stringify(query.effect)}`
      const verdict = actualCause(model, item.model.context, { cause: query.cause_candidate, effect: query.effect })
      expect(
        { cause: verdict.isCause, AC2: verdict.dependence, AC3: verdict.minimal, butFor: verdict.butFor },
        what,
      ).toEqual({
        cause: query.modified.cause,
        AC2: query.modified.AC2,
        AC3: query.modified.AC3,
        butFor: query.but_for,
      })
      if (verdict.witness !== null) {
        const { contingency, alternative } = verdict.witness as { contingency: Values; alternative: Values }
        expect(Object.keys(contingency).length, what).toBe(query.modified.witness_size)
        for (const [name, value] of Object.entries(contingency)) expect(value, what).toBe(item.actual[name])
        const after = settle(item, { ...contingency, ...alternative })
        expect(
          Object.entries(query.effect).every(([name, value]) => after[name] === value),
          what,
        ).toBe(false)
      }
      if (query.updated_2005 !== undefined) {
        const updated = actualCause(
          model,
          item.model.context,
          { cause: query.cause_candidate, effect: query.effect },
          { definition: 'updated' },
        )
        expect(updated.isCause, `${what} (2005)`).toBe(query.updated_2005)
      }
    }
    for (const [name, least] of Object.entries(item.responsibility_denominator ?? {})) {
      const effect = item.queries[0]!.effect
      expect(responsibility(model, item.model.context, { cause: name, effect }), name).toBe(
        least === null ? 0 : 1 / least,
      )
    }
  },
)
