import { calledAs } from '../../errors.js'
import { orientPag } from '../../graph/classes/fci-rules/orient-pag.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { checkOptions } from '../../options.js'
import { COLLIDER } from './collider-judges.js'
import { judgeTriples } from './colliders.js'
import { constraintKeys, readConstraintOptions } from './constraint-options.js'
import { type FciOptions, type FciResult, fciKeys, pagResult, readJudging, rulesOf, separatesBy } from './fci.js'
import { startPag } from './pag-skeleton.js'
import { queriesOf } from './queries.js'
import { edgeChecks } from './rfci-checks.js'
import { searchSkeleton } from './skeleton.js'

/**
 * Really fast causal inference: {@link fci} without the search through Possible-D-SEP, for tables with many or densely
 * connected columns.
 *
 * Every collider and every discriminating path is checked by a few more tests before it is read, so that each mark is as
 * sound as that of FCI. An edge that FCI would have removed may be left over: the graph is an RFCI-PAG, which says of
 * two nodes with an edge only that no set within their neighbourhoods separates them (Colombo et al. 2012, Theorem 3.4).
 *
 * @param test - a test over the measured columns
 * @param options - as for {@link fci}
 * @returns the RFCI-PAG with the separating sets, the number of tests, and what is in doubt
 * @throws CausalError as {@link fci}
 * @complexity that of PC for the skeleton
 * @category Discovery
 * @see Colombo, Maathuis, Kalisch & Richardson 2012, Annals of Statistics 40, Algorithm 3.2
 * @example
 * const hidden = dag({ nodes: ['A', 'B', 'C', 'D', 'U'], directed: [['A', 'B'], ['U', 'B'], ['U', 'C'], ['D', 'C']], latents: ['U'] })
 * toDagitty(rfci(dSeparation(hidden)).graph)
 * //=> 'pag { A @-> B B <-> C D @-> C }'
 */
export function rfci<N extends string>(test: IndependenceTest<N>, options: FciOptions<NoInfer<N>> = {}): FciResult<N> {
  return calledAs('rfci', () => {
    checkOptions('options', options, [...fciKeys, ...constraintKeys], { selectionBias: 'boolean' })
    const queries = queriesOf(test)
    const settings = { ...readConstraintOptions(queries.index, options), absent: null }
    const judging = { ...readJudging(options), maxSize: settings.maxSize }
    const context = searchSkeleton(queries, settings)
    const checkedPaths = new Set<string>()
    // edges that a check removes change triples and paths: then all is worked out anew
    for (;;) {
      const triples = judgeTriples(context, judging)
      const checks = edgeChecks(context, judging)
      for (const { x, middle, y, decision } of triples) if (decision === COLLIDER) checks.ofCollider(x, middle, y)
      if (checks.remove()) continue
      const { marks, ambiguous } = startPag(context.skeleton, settings, triples)
      const separates = separatesBy(context, judging)
      const contradicted = orientPag(
        marks,
        (path) => {
          if (!checkedPaths.has(path.join())) {
            checkedPaths.add(path.join())
            checks.ofPath(path)
          }
          // the marks are stale once an edge is to go
          return checks.found() ? null : separates(path)
        },
        { rules: rulesOf(options), ambiguous },
      )
      if (!checks.remove()) return pagResult(test.variables, { context, triples, marks, contradicted })
    }
  })
}
