import { counterfactual, expectation, noiseOf } from 'causalkit/scm'
import { type Mean, meanOf } from './answers'
import { modelOf } from './build'
import { alteredValues, type ModelSettings, mechanismOf } from './settings'
import type { Structure } from './structure'

/** One variable of a row: as it was, what its noise was, and what it would have been. */
export interface WhatIfLine {
  readonly name: string
  readonly hidden: boolean
  /** What was seen; not there for hidden variables. */
  readonly seen: number | undefined
  /** The noise inferred; not there where the row does not determine it. */
  readonly noise: number | undefined
  /** What is believed of a hidden variable, given the row. */
  readonly believed: Mean | undefined
  /** Why the noise is not one number. */
  readonly why: 'yes or no' | 'hidden cause' | undefined
  readonly altered: number | undefined
  readonly wouldBe: Mean
}

const draws = 4_000

/** Abduction (the noise behind the row), action (the altered values), prediction (the row as it would have been). */
export function whatIf(
  settings: ModelSettings,
  structure: Structure,
  row: Readonly<Record<string, number>>,
): readonly WhatIfLine[] {
  const model = modelOf(settings, structure)
  const altered = alteredValues(settings, structure)
  const noise = noiseOf(model, row) as Readonly<Record<string, number>>
  const options = { draws, seed: settings.seed }
  const other = counterfactual(model, { given: row, do: altered, ...options })
  const touched = descendantsOf(structure, Object.keys(altered))
  return structure.nodes.map((node) => {
    const seen = row[node.name]
    const isChoice = mechanismOf(settings, node).kind === 'logistic'
    const found = isChoice || node.hidden ? undefined : noiseFor(node.name)
    return {
      name: node.name,
      hidden: node.hidden,
      seen,
      noise: found,
      believed: node.hidden ? meanOf(() => expectation(model, node.name, { given: row, ...options })) : undefined,
      why: node.hidden || found !== undefined ? undefined : isChoice ? 'yes or no' : 'hidden cause',
      altered: Object.hasOwn(altered, node.name) ? altered[node.name] : undefined,
      wouldBe:
        !touched.has(node.name) && seen !== undefined
          ? { value: seen, error: 0, exact: true }
          : meanOf(() => expectation(other, node.name, options)),
    }
  })

  function noiseFor(name: string): number | undefined {
    return Object.hasOwn(noise, name) ? noise[name] : undefined
  }
}

/** The altered variables and all that they lead to: nothing else can change. */
function descendantsOf({ nodes }: Structure, from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from)
  for (let size = -1; size !== found.size; ) {
    size = found.size
    for (const node of nodes) if (node.parents.some((parent) => found.has(parent))) found.add(node.name)
  }
  return found
}
