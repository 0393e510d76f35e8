import { orientPag, rulesWithoutSelection } from '../../graph/classes/fci-rules/orient-pag.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { judgeTriples } from '../constraint/colliders.js'
import { readConstraintOptions } from '../constraint/constraint-options.js'
import { pagResult, readJudging, separatesBy } from '../constraint/fci.js'
import { startPag, thinByPossibleDSep } from '../constraint/pag-skeleton.js'
import { queriesOf } from '../constraint/queries.js'
import { searchSkeleton } from '../constraint/skeleton.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import { type Context, effectsOf, knownWith, searchOptions } from './jci-context.js'
import type { JciOptions, JciResult } from './jci-types.js'

/** FCI-JCI (Mooij et al. 2020, section 4.2.4): fci without selection, with what is assumed of the context. */
export function byFci<N extends string>(
  test: IndependenceTest<N>,
  context: Context<N>,
  options: JciOptions<N>,
): JciResult<N> {
  const queries = queriesOf(test)
  const n = queries.names.length
  const { isContext, level } = context
  const known = knownWith(test.variables, context, options, false)
  const read = readConstraintOptions(queries.index, { ...searchOptions(options), knowledge: known })
  const fixed = read.fixed?.slice() ?? new Uint8Array(n * n)
  // assumption 3: adjacent without a test
  if (level === 3) {
    eachPair(n, (a, b) => {
      if (isContext[a] === 1 && isContext[b] === 1) fixed[a * n + b] = 1
    })
  }
  const settings = { ...read, fixed, absent: null }
  const judging = { ...readJudging(options), maxSize: settings.maxSize }
  const found = searchSkeleton(queries, settings)
  const start = (): ReturnType<typeof startPag> =>
    startPag(
      found.skeleton,
      { ...settings, knowledge: marksOfContext(found.skeleton.adjacent, context, read.knowledge, n) },
      triples,
    )
  let triples = judgeTriples(found, judging)
  let marked = start()
  if (thinByPossibleDSep(found, settings, marked)) {
    triples = judgeTriples(found, judging)
    marked = start()
  }
  const contradicted = orientPag(marked.marks, separatesBy(found, judging), {
    rules: rulesWithoutSelection,
    ambiguous: marked.ambiguous,
  })
  const result = pagResult(test.variables, { context: found, triples, marks: marked.marks, contradicted })
  return Object.freeze({ ...result, effects: effectsOf(test.variables, context, found.skeleton.adjacent) })
}

/** Knowledge of marks: from assumption 2 on context → other wherever they are adjacent; from 3 on context ↔ context. */
function marksOfContext(
  adjacent: Uint8Array,
  { isContext, level }: Context,
  known: IndexedKnowledge | null,
  n: number,
): IndexedKnowledge {
  const required = known?.required.slice() ?? new Uint8Array(n * n)
  const banned = known?.banned.slice() ?? new Uint8Array(n * n)
  eachPair(n, (a, b) => {
    if (isContext[a] === 1 && isContext[b] === 0 && level >= 2 && adjacent[a * n + b] === 1) required[a * n + b] = 1
    if (isContext[a] === 1 && isContext[b] === 1 && level === 3) banned[a * n + b] = 1
  })
  return { required, banned }
}

function eachPair(n: number, visit: (a: number, b: number) => void): void {
  for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) if (a !== b) visit(a, b)
}
