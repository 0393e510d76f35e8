import type { Estimand, EstimandValue, ProbabilityTerm } from '../../../estimand/terms/types.js'
import type { IndexedGraph } from '../../../graph/core/indexed.js'
import { separationFault } from '../line-fault.js'
import type { ProofLine } from '../proof-types.js'
import { readSeparations } from '../shown-line.js'
import { factorSeparations, oneWorld } from './world-lines.js'
import { atomKey, hasParentsSet, worldTermKey } from './world-terms.js'
import { consistencyHolds, decidedBy } from './world-values.js'

/** Why a line about terms over worlds does not hold, or null. */
export function worldFault(g: IndexedGraph, line: ProofLine): string | null {
  const { before, after, rule } = line
  const separations = readSeparations(g.index, line.separations)
  if (separations === null || line.order?.length !== 0) return 'the line is not of the shape of a line.'
  const wrong = `the two sides are not those of ${rule}.`
  if (
    before.do.length > 0 ||
    before.domain !== '' ||
    (rule !== 'condition' && !isDecision(rule) && before.given.length > 0)
  ) {
    return wrong
  }
  switch (rule) {
    case 'condition':
      return isCondition(before, after) ? separationFault(g, [], separations) : wrong
    case 'consistency': {
      const [over, inner] = after.type === 'sum' ? [after.over, after.body] : [[], after]
      if (!isConjunction(inner) || !consistencyHolds(g, before.of, over, inner.of)) return wrong
      return separationFault(g, [], separations)
    }
    case 'independence': {
      if (after.type !== 'product' || !after.factors.every(isConjunction)) return wrong
      const factors = after.factors.map(({ of }) => of)
      if (!sameAtoms(factors.flat(), before.of) || !before.of.every((v) => hasParentsSet(g, v))) return wrong
      const variables = factors.map((of) => [...new Set(of.map((v) => g.index.get(v.variable)!))])
      return separationFault(g, factorSeparations(g, variables), separations)
    }
    case 'one world':
      return isOneWorld(g, before, after) ? separationFault(g, [], separations) : wrong
    case 'certain':
    case 'impossible': {
      const value = rule === 'certain' ? 1 : 0
      if (after.type !== 'constant' || after.value !== value) return wrong
      return decidedBy(g, before.of, before.given) === value ? separationFault(g, [], separations) : wrong
    }
    default:
      return wrong
  }
}

const isDecision = (rule: ProofLine['rule']): boolean => rule === 'certain' || rule === 'impossible'

/** A term without conditions, population or experiment. */
function isConjunction(e: Estimand): e is ProbabilityTerm {
  return e.type === 'probability' && e.given.length === 0 && e.do.length === 0 && e.domain === '' && e.of.length > 0
}

function sameAtoms(a: readonly EstimandValue[], b: readonly EstimandValue[]): boolean {
  return JSON.stringify(a.map(atomKey).sort()) === JSON.stringify(b.map(atomKey).sort())
}

/** P(event, given) / P(given). */
function isCondition({ of, given }: ProbabilityTerm, after: Estimand): boolean {
  if (after.type !== 'ratio' || !isConjunction(after.numerator) || !isConjunction(after.denominator)) return false
  const both = [...new Map([...of, ...given].map((v) => [atomKey(v), v])).values()]
  return sameAtoms(after.numerator.of, both) && sameAtoms(after.denominator.of, given)
}

/** Copies that agree are what one experiment shows: no variable twice, and no parent at two values. */
function isOneWorld(g: IndexedGraph, before: ProbabilityTerm, after: Estimand): boolean {
  const { of } = before
  if (!of.every((v) => hasParentsSet(g, v)) || after.type !== 'probability') return false
  if (new Set(of.map((v) => v.variable)).size !== of.length) return false
  const value = new Map(of.map((v) => [v.variable, atomKey({ ...v, do: [] })]))
  for (const v of of.flatMap((copy) => copy.do ?? [])) {
    const known = value.get(v.variable)
    if (known !== undefined && known !== atomKey(v)) return false
    value.set(v.variable, atomKey(v))
  }
  return worldTermKey(after) === worldTermKey(oneWorld(of))
}
