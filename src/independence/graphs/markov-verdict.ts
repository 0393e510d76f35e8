/** What the tests of a graph's conditions found. */
export interface Findings {
  readonly violations: number
  readonly rejected: number
  readonly untested: number
  readonly tests: number
  readonly pValue: number
  readonly pEquivalent: number
  readonly exact: boolean
}

/** The verdict and its reasons. */
export function judged(
  { violations, rejected, untested, tests, pValue, pEquivalent, exact }: Findings,
  permutations: number,
  alpha: number,
  leastPValue: number,
): { readonly verdict: 'fits' | 'falsified' | 'uninformative'; readonly explanation: string } {
  if (tests === 0)
    return {
      verdict: 'uninformative',
      explanation: 'The graph implies no independence, so no data can contradict it.',
    }
  const made = `${violations} of ${tests} local Markov conditions have a p-value below ${alpha}`
  const missing = untested > 0 ? ` (${untested} could not be tested)` : ''
  const all = exact ? `all ${permutations}` : `${permutations} random`
  const shares = `of ${all} graphs with permuted names ${percent(pValue)} fare as well, and ${percent(pEquivalent)} imply the same`
  if (rejected > 0) {
    const better = pValue <= alpha ? ': better than chance, and still contradicted' : ''
    return {
      verdict: 'falsified',
      explanation: `${made}${missing}, and ${rejected} of them ${rejected === 1 ? 'is' : 'are'} rejected even after Holm's correction at ${alpha} (least p-value ${shown(leastPValue)}): the data contradict the graph, as far as the tests' assumptions hold. Beside it, ${shares}${better}.`,
    }
  }
  const none = `${made}${missing}, none is rejected after Holm's correction at ${alpha}`
  if (untested === tests) return { verdict: 'uninformative', explanation: 'None of the conditions could be tested.' }
  if (pValue <= alpha) return { verdict: 'fits', explanation: `${none}, and ${shares}.` }
  const reason =
    pEquivalent > alpha
      ? `the graph is Markov equivalent to ${percent(pEquivalent)} of its permutations, so it could not be shown to be better than chance at ${alpha}`
      : 1 / (permutations + 1) > alpha
        ? `${permutations} permutations cannot show a graph to be better than chance at ${alpha}: ask for ${Math.ceil(1 / alpha) - 1} or more`
        : 'graphs with other names fare as well on these data'
  return { verdict: 'uninformative', explanation: `${none}, but ${reason} (${shares}).` }
}

function percent(share: number): string {
  const value = 100 * share
  return `${value === 0 || value >= 1 ? Math.round(10 * value) / 10 : value.toPrecision(1)} %`
}

const shown = (p: number): string => (p === 0 ? 'too small for a number' : p.toPrecision(2))
