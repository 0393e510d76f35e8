import { probabilityTerm } from '../../estimand/terms/probability-term.js'
import { toText } from '../../estimand/text/to-text.js'
import type { CalculusStep } from '../recovery/search-result.js'

/** The steps of a search, a sentence for each. */
export function searchSentences(steps: readonly CalculusStep[]): string[] {
  return steps.map((step) => {
    const [a, b] = step.from.map((k) => term(steps[k]!))
    const own = term(step)
    switch (step.rule) {
      case 'known':
        return `${own} is known.`
      case 'rule 1':
        return `${own} = ${a} by rule 1 of the do-calculus (what is seen does not matter).`
      case 'rule 2':
        return `${own} = ${a} by rule 2 of the do-calculus (doing is as good as seeing).`
      case 'rule 3':
        return `${own} = ${a} by rule 3 of the do-calculus (what is done does not matter).`
      case 'population':
        return `${own} = ${a}, as nothing in which the populations may differ matters to it.`
      case 'sum':
        return `${own} is ${a}, summed.`
      case 'product':
        return `${own} is ${a} times ${b}.`
      default:
        return b === undefined ? `${own} follows.` : `${own} is ${a} divided by ${b}.`
    }
  })
}

function term({ of, do: act, given, domain }: CalculusStep): string {
  return toText(probabilityTerm({ of, do: act, given, ...(domain === undefined ? {} : { domain }) }))
}
