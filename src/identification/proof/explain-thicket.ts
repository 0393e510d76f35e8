import type { Thicket } from '../id/identify-from-experiments.js'
import { listed } from './sentences.js'

/** A thicket in sentences: the district, and why each distribution does not give it. */
export function thicketSentences({ district, obstacles }: Thicket): string[] {
  return [
    `No formula of these distributions gives the effect: none of them gives the factor of ${listed(district)}, whose nodes share hidden common causes (a thicket).`,
    ...obstacles.map(({ set, differs, hedge }, i) => {
      const from = `Distribution ${i + 1}`
      if (set.length > 0)
        return `${from} sets ${listed(set)}, so it does not show how ${set.length > 1 ? 'they come' : 'it comes'} about.`
      if (differs.length > 0) return `${from} is of a population that may differ in ${listed(differs)}.`
      return `${from} has a hedge: ${hedge === null ? listed(district) : `${listed(hedge.F)} around ${listed(hedge.Fprime)}`}.`
    }),
  ]
}
