import { CausalError } from '../../errors.js'
import { readTargets } from '../../graph/classes/told-directions.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { checkedList, checkedObject, lookUp, unknownName } from '../../names.js'
import type { RegimeTest } from './regime-test.js'
import type { UtIgspOptions } from './ut-igsp-types.js'

/** The positions of the regimes among the variables of the test. */
export function readRegimeNames(
  test: Pick<IndependenceTest, 'variables'>,
  { regimes }: Pick<UtIgspOptions, 'regimes'>,
  index: ReadonlyMap<string, number>,
): readonly number[] {
  const named = regimes ?? ('regimes' in test ? (test as Pick<RegimeTest, 'regimes'>).regimes : undefined)
  if (named === undefined) {
    throw new CausalError(
      'invalid-argument',
      'the test does not say which of its variables are regimes: take regimeTest(table, …), or name them in regimes.',
    )
  }
  const found = new Set(Array.from(checkedList('regimes', named), (name) => lookUp('column', index, name)))
  return [...found].sort((a, b) => a - b)
}

/** The known targets of each regime. */
export function readKnownTargets(
  index: ReadonlyMap<string, number>,
  labels: readonly string[],
  targets: Readonly<Partial<Record<string, readonly string[]>>> = {},
): readonly (readonly number[])[] {
  const entries = new Map(Object.entries(checkedObject('targets', targets)))
  for (const label of entries.keys()) if (!labels.includes(label)) throw unknownName('regime', label, labels)
  return readTargets(
    'column',
    index,
    labels.map((label) => entries.get(label) ?? []),
  )
}
