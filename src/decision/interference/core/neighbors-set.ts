import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'

/** What the summary of neighbours is when all of them are set to 1 or 0, by their number. */
export function allSet(summary: string, degrees: Float64Array): (to: 0 | 1) => Float64Array {
  if (summary !== 'any' && summary !== 'level' && summary !== 'count' && summary !== 'mean')
    throw new CausalError(
      'invalid-argument',
      `neighborSummary is 'any', 'level', 'count' or 'mean', got ${show(summary)}.`,
    )
  const wrong = degrees.findIndex((d) => !(Number.isInteger(d) && d >= 0))
  if (wrong >= 0)
    throw new CausalError(
      'invalid-data',
      `the degree must be a whole number from 0 on; row ${wrong} (counting from 0) holds ${degrees[wrong]}.`,
      { row: wrong },
    )
  return (to) => degrees.map((d) => (to === 0 || d === 0 ? 0 : summary === 'level' ? 2 : summary === 'count' ? d : 1))
}

/** No neighbours sum up to more than neighbours who are all set to 1. */
export function checkNeighbors(near: Float64Array, degrees: Float64Array, most: Float64Array): void {
  const wrong = near.findIndex((value, i) => !(value >= 0 && value <= most[i]!))
  if (wrong < 0) return
  throw new CausalError(
    'invalid-data',
    `row ${wrong} (counting from 0) has ${degrees[wrong]} neighbours, who cannot sum up to ${near[wrong]}: is neighborSummary right?`,
    { row: wrong },
  )
}
