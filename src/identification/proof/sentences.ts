import { show } from '../../show.js'
import type { LicensingSeparation, ProofLine } from './proof-types.js'

/** Why an equation holds, without the full stop. */
export function reason({ rule, separations, order }: ProofLine): string {
  switch (rule) {
    case 'rule 1':
      return `by rule 1 of the do-calculus (what is seen does not matter): ${separationClause(separations[0]!)}`
    case 'rule 2':
      return `by rule 2 of the do-calculus (doing is as good as seeing): ${separationClause(separations[0]!)}`
    case 'rule 3':
      return `by rule 3 of the do-calculus (what is done does not matter): ${separationClause(separations[0]!)}`
    case 'sum':
      return 'by the law of total probability'
    case 'cases':
      return 'by distinguishing cases'
    case 'condition':
    case 'divide':
      return 'by the definition of a conditional probability'
    case 'chain':
      return 'by the chain rule'
    case 'population':
      return `since this is the same in both populations: ${populationClause(separations[0]!)}`
    case 'consistency':
      return 'by consistency: each variable that matters stands with its parents at the values that they take, and unknown values are summed over'
    case 'independence':
      return `since no hidden cause acts in two of these factors: ${separations.map(hiddenClause).join('; ')}`
    case 'one world':
      return 'by consistency: no variable has two values here, so one experiment shows it'
    case 'certain':
      return 'by consistency: it follows from what is known'
    case 'impossible':
      return 'by consistency: it contradicts what is known, or itself'
    default:
      return `by the chain rule along ${listed(order)} and, factor by factor, rules 2 and 3 of the do-calculus${
        separations.length === 0 ? '' : `: ${separations.map(separationClause).join('; ')}`
      }`
  }
}

function populationClause(separation: LicensingSeparation): string {
  if (separation.nodes.length === 0) return 'they differ in nothing'
  return separationClause(separation)
}

function hiddenClause({ outcome, nodes }: LicensingSeparation): string {
  return `no bidirected edge joins ${listed(outcome)} to ${listed(nodes)}`
}

function separationClause({ outcome, nodes, given, withoutInto, withoutOutOf }: LicensingSeparation): string {
  const cuts = [
    ...(withoutInto.length > 0 ? [`into ${listed(withoutInto)}`] : []),
    ...(withoutOutOf.length > 0 ? [`out of ${listed(withoutOutOf)}`] : []),
  ]
  const by = given.length === 0 ? '' : ` by ${listed(given)}`
  const where = cuts.length === 0 ? 'the graph' : `the graph without edges ${cuts.join(' and ')}`
  return `${listed(outcome)} ${outcome.length > 1 ? 'are' : 'is'} separated from ${listed(nodes)}${by} in ${where}`
}

/** `X, Y and Z`, names in quotes where they could be misread. */
export function listed(names: readonly string[]): string {
  const shown = names.map((name) => (/^[\p{L}\p{M}\p{N}_.']+$/u.test(name) ? name : show(name)))
  if (shown.length === 0) return 'nothing'
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** A message as a sentence. */
export function capital(message: string): string {
  return message[0]!.toUpperCase() + message.slice(1)
}
