import { rowMatches } from './align-rows.js'
import { bestFlag, extractedFit, type FlagFit } from './flag-fit.js'
import { latentSupport } from './latent-edges.js'
import type { LatentCapabilities } from './types.js'

/** Unmixing matrices with what is told of them. */
export interface UnmixedInput {
  readonly names: readonly string[]
  readonly unmixings: readonly (readonly Float64Array[])[]
  readonly varianceKept: number | null
}

/** Above this inexactness a warning says that no shared H is near. */
const LARGE = 0.1

/** The orders that fit as well as the best, and what the first of them says. */
export function describeLatents(
  { names, unmixings, varianceKept }: UnmixedInput,
  sized: readonly (readonly Float64Array[])[],
  tolerance: number,
  slack: number,
): LatentCapabilities {
  // a fit takes off less than half of what the extraction leaves
  const { matches, nearestLeft } = rowMatches(sized, 2 * slack, tolerance)
  const fits = matches.map((match) => bestFlag(sized, extractedFit(match), 3))
  fits.sort((a, b) => a.inexactness - b.inexactness)
  const limit = slack * fits[0]!.inexactness + tolerance
  const good = fits.filter(({ inexactness }) => inexactness <= limit)
  // which row of the first domain stands where is the order; the same rows in all domains make the same latents
  const chosen = [...good]
    .sort((a, b) => (firstRows(a) < firstRows(b) ? -1 : 1))
    .find((fit) => fit.inexactness <= fits[0]!.inexactness + tolerance)!
  const first = bestFlag(sized, chosen, 40)
  const nameOf = new Map(first.rows.map((at, i) => [at.join(), `L${i + 1}`]))
  const same = good.filter(({ rows }) => rows.every((at) => nameOf.has(at.join())))
  const orders = [chosen, ...same.filter((fit) => fit !== chosen)].map(({ rows }) =>
    Object.freeze(rows.map((at) => nameOf.get(at.join())!)),
  )
  const others = good
    .filter((fit) => !same.includes(fit))
    .map(({ rows }) => Object.freeze(rows.map((at) => Object.freeze([...at]))))
  const support = latentSupport(sized, first, Math.max(tolerance, 3 * first.inexactness))
  const label = (i: number): string => `L${i + 1}`
  const pair = (from: number, to: number): readonly [string, string] => Object.freeze([label(from), label(to)] as const)
  const undecided = support.undecided.map(([j, i]) => pair(j, i))
  const notGood = fits.flatMap((fit) => (good.includes(fit) ? [] : [fit.inexactness]))
  const unlisted = [...notGood, ...(nearestLeft === null ? [] : [nearestLeft])]
  const next = unlisted.length === 0 ? null : Math.min(...unlisted)
  return Object.freeze({
    columns: Object.freeze([...names]),
    latents: Object.freeze(
      first.rows.map((rows, i) =>
        Object.freeze({
          name: label(i),
          rows: Object.freeze([...rows]),
          direction: support.directions[i]!,
          ambiguousWith: Object.freeze(support.ambiguity[i]!.map(label)),
          identifiedSpan: Object.freeze([...support.spans[i]!]),
        }),
      ),
    ),
    orders: Object.freeze(orders),
    edges: Object.freeze(support.children.flatMap((own, j) => own.map((i) => pair(j, i)))),
    undecidedEdges: Object.freeze(undecided),
    inexactness: first.inexactness,
    inexactnessByDomain: Object.freeze([...first.errors]),
    nextInexactness: next,
    otherMatches: Object.freeze(others),
    unmixings: Object.freeze(unmixings.map((rows) => Float64Array.from(rows.flatMap((row) => [...row])))),
    varianceKept,
    warnings: Object.freeze(doubts(first, next, others.length, undecided.length, varianceKept)),
  })
}

function firstRows({ rows }: FlagFit): string {
  return rows.map((at) => at[0]).join()
}

function doubts(
  { inexactness }: FlagFit,
  next: number | null,
  others: number,
  undecided: number,
  varianceKept: number | null,
): string[] {
  const percent = (share: number): string => `${Math.round(100 * share)} %`
  return [
    ...(inexactness > LARGE
      ? [
          `No shared H is near: ${percent(inexactness)} of a domain's matrix is left over. Orders, edges and directions mean nothing here; look for domains that share one, or for another number of latents.`,
        ]
      : []),
    ...(next !== null && next < 2 * inexactness
      ? [
          `An order that is not listed is nearly as good (${next.toPrecision(2)} against ${inexactness.toPrecision(2)}): raise slack to see it.`,
        ]
      : []),
    ...(others > 0
      ? [
          `The rows of the domains can be matched in ${others} other ways that fit as well: which rows are one latent is not certain.`,
        ]
      : []),
    ...(undecided > 0
      ? [
          `${undecided} influences among latents could not have shown with so few domains: whether they are there is open.`,
        ]
      : []),
    ...(varianceKept !== null && varianceKept < 0.9
      ? [
          `The latents hold ${percent(varianceKept)} of the variance within domains: what was left out may have an order too.`,
        ]
      : []),
  ]
}
