import { CausalError } from '../../../errors.js'
import { checkedList, lookUp } from '../../../names.js'
import { show } from '../../../show.js'
import type { EffectRequest } from '../types/question.js'

/** Throws for strata that are no columns, or that do not go with what else is asked. */
export function checkStrata(
  columns: ReadonlyMap<string, number>,
  request: EffectRequest,
  clusters: readonly string[],
): void {
  if (request.strata === undefined) return
  const strata = strataOf(request)
  for (const name of strata) lookUp('column', columns, name)
  const wrong =
    strata.length === 0
      ? '`strata` names at least one column: leave it out where the sample has none'
      : new Set([...strata, ...clusters]).size < strata.length + clusters.length
        ? `\`strata\` and \`cluster\` name different columns, got ${show(request.strata)} and ${show(request.cluster)}`
        : clusters.length > 1
          ? '`strata` go with clusters of one column: within them one kind of cluster was drawn'
          : request.clusterErrors !== undefined
            ? "strata have a standard error of their own, Taylor's linearisation: leave `clusterErrors` out"
            : null
  if (wrong !== null) throw new CausalError('invalid-argument', `${wrong}.`, { strata: request.strata })
}

/** The columns that name the strata. */
export function strataOf({ strata }: EffectRequest): readonly string[] {
  return strata === undefined ? [] : typeof strata === 'string' ? [strata] : checkedList('strata', strata)
}
