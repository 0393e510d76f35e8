import fc from 'fast-check'
import type { AvailableDistribution, EstimandSource } from '../../src/index.js'
import { assignments, type EnumeratedModel, enumerate, probabilityOf } from './enumerated-model.js'

/** One name, several or none, as a list. */
export const listed = (names: string | readonly string[] | undefined): readonly string[] => [names ?? []].flat()

/** P(over | do(do), given) of a model as the source that a formula is evaluated with: only what the distribution tells. */
export function knownSource(model: EnumeratedModel, term: AvailableDistribution & { domain?: string }): EstimandSource {
  const [act, given] = [listed(term.do), listed(term.given)]
  const others = model.graph.nodes.filter((name) => !act.includes(name) && !given.includes(name))
  const over = term.over === undefined ? others : listed(term.over)
  const values: number[] = []
  for (const set of assignments(act)) {
    const joint = enumerate(model, set)
    for (const seen of assignments(given)) {
      const below = probabilityOf(joint, seen)
      for (const event of assignments(over)) values.push(probabilityOf(joint, new Map([...seen, ...event])) / below)
    }
  }
  const variables = [...act, ...given, ...over].map((name) => ({ name, states: ['0', '1'] }))
  const joint = { variables, values: Float64Array.from(values) }
  return { do: act, given, joint, ...(term.domain === undefined ? {} : { domain: term.domain }) }
}

/** Distributions over some of the nodes. */
export const distributionsOver = (nodes: readonly string[], most: number): fc.Arbitrary<AvailableDistribution[]> =>
  fc.array(
    fc
      .array(fc.integer({ min: 0, max: 4 }), { minLength: nodes.length, maxLength: nodes.length })
      .map((roles) => {
        const of = (role: (n: number) => boolean): string[] => nodes.filter((_, i) => role(roles[i]!))
        return { over: of((n) => n >= 3), do: of((n) => n === 1), given: of((n) => n === 2) }
      })
      .filter(({ over }) => over.length > 0),
    { minLength: 1, maxLength: most },
  )
