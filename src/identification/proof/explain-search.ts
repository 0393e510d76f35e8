import { probabilityTerm } from '../../estimand/terms/probability-term.js'
import { estimandText } from '../../estimand/text/estimand-text.js'
import { checkedList } from '../../names.js'
import type { DoSearchResult } from '../derivation/do-search.js'
import type { CalculusStep, SearchResult } from '../recovery/search-result.js'
import { thicketSentences } from './explain-thicket.js'
import { capital } from './sentences.js'

/** What a search or a recovery found, and why, step by step; or where it ended. */
export function searchSentences(answer: SearchResult | DoSearchResult): string[] {
  if ('message' in answer && answer.status !== 'not-identifiable') return [capital(answer.message)]
  switch (answer.status) {
    case 'not-identifiable':
      return thicketSentences(answer.thicket)
    case 'undecided':
      return [
        `It is not decided: the search was cut off when it had derived ${answer.terms} terms, and what is asked was not among them. A larger budget may find it.`,
      ]
    case 'not-derivable':
      if (answer.terms === 0) {
        return [
          'No formula was found: what is asked depends on variables that lead to the selection, so that the selected differ from everybody just there (algorithm RC ends here).',
        ]
      }
      return [
        `No formula was found: the rules of the do-calculus and of probability derive ${answer.terms} terms from what is known, and what is asked is not among them.`,
      ]
    case 'identifiable':
      return [`It is identified: it is ${estimandText(answer.estimand)}.`, ...stepSentences(answer.derivation)]
    default:
      return []
  }
}

/** The steps of a search, a sentence for each. */
export function stepSentences(derivation: readonly CalculusStep[]): string[] {
  const steps = checkedList('derivation', derivation)
  return steps.map((step) => stepSentence(step, steps))
}

function stepSentence(step: CalculusStep, steps: readonly CalculusStep[]): string {
  const now = termText(step)
  const [a = '', b = ''] = step.from.map((k) => termText(steps[k]!))
  switch (step.rule) {
    case 'known':
      return `${now} is known.`
    case 'rule 1':
      return `${now} = ${a} by rule 1 of the do-calculus (what is seen does not matter).`
    case 'rule 2':
      return `${now} = ${a} by rule 2 of the do-calculus (doing is as good as seeing).`
    case 'rule 3':
      return `${now} = ${a} by rule 3 of the do-calculus (what is done does not matter).`
    case 'population':
      return `${now} = ${a}, as nothing in which the populations may differ matters to it.`
    case 'sum':
      return `${now} is the sum of ${a} over all the rest.`
    case 'condition':
      return `${now} = ${a} / ${b}.`
    case 'divide':
      return `${now} = ${a} / ${b}, since the latter is the chance of what is left out.`
    case 'product':
      return step.from.length === 2
        ? `${now} = ${a} × ${b}.`
        : `${now} is the product of ${step.from.map((k) => termText(steps[k]!)).join(', ')}.`
    case 'factor':
      return `${now} comes from ${a}: it is a product of conditionals.`
    case 'rest':
      return `${now} is what is left of ${a} without the factors that do not lead to the selection.`
    case 'subfactor':
      return `${now} comes from ${a} by algorithm ID.`
    case 'ordered':
      return `${now} is a product in an order of causes, each factor from the cases that show it.`
    default:
      return `${now} is the complete cases divided by their chance.`
  }
}

function termText({ of, do: act, given, domain }: CalculusStep): string {
  return estimandText(probabilityTerm({ of, do: act, given, ...(domain === undefined ? {} : { domain }) }))
}
