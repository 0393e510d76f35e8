import { CausalError, calledAs } from '../../errors.js'
import type { Cpdag } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { classGraph, emptyClass, parentCounts } from '../constraint/equivalence-class.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import { climb, totalScore } from './ges-climb.js'
import { deletePhase, insertPhase, type Operator, type Phase, turnPhase } from './ges-operators.js'
import { readMostParents, rowWarnings } from './parents-and-rows.js'
import type { Score } from './score.js'
import { scoreCache } from './score-cache.js'

/**
 * Settings of {@link ges}.
 *
 * @category Discovery
 */
export interface GesOptions extends SearchOptions {
  /** The phases, in order (default: forward, backward, turning). They are gone through again as long as that helps. */
  readonly phases?: readonly ('forward' | 'backward' | 'turning')[]
  /** The largest number of parents (default: no limit). */
  readonly maxParents?: number
}

/**
 * One step of {@link ges}.
 *
 * @category Discovery
 */
export interface GesStep<N extends string = string> {
  /** What was done to the edge. */
  readonly kind: 'insert' | 'delete' | 'turn'
  /** Where the edge comes from after an insertion or a turn. */
  readonly from: N
  /** Where it goes to. */
  readonly to: N
  /** How much the score rose. */
  readonly gain: number
}

/**
 * What {@link ges} found.
 *
 * @category Discovery
 */
export interface GesResult<N extends string = string> {
  /** The equivalence class. */
  readonly graph: Cpdag<N>
  /** Its score: the sum of the local scores of any of its members. */
  readonly score: number
  /** The steps from the empty graph to it. */
  readonly steps: readonly GesStep<N>[]
  /** How many local scores were computed. */
  readonly localScores: number
  /** What to know before the graph is trusted, in sentences; empty where nothing was noticed. */
  readonly warnings: readonly string[]
}

/**
 * Greedy equivalence search: from a score to the equivalence class of causal graphs, assuming no hidden common cause, no
 * selection and no cycle.
 *
 * Starts from the empty graph and takes at each step the valid operator with the largest gain: insertions until none
 * helps, then deletions, then turns; the phases are repeated until none helps. With a consistent score and growing
 * data, forward and backward alone find the true class (Chickering 2002, Theorem 16). After a step only the pairs near
 * it are scored again (as in FGES), and every local score is computed once.
 *
 * @param score - a score that is the same for equivalent graphs: `bicScore(table)`, `bdeuScore(table)`, or your own
 * @param options - phases, the largest number of parents
 * @returns the class, its score, and the steps
 * @throws CausalError `invalid-argument`; `aborted`; `too-few-rows` where a node could get as many parents as there are
 *   rows (`maxParents` bounds them); an error inside the score under its own code, with node and parents
 * @complexity O(p² 2^k) operators at first for k undirected neighbours, then those near the last step
 * @category Discovery
 * @see Chickering 2002, "Optimal structure identification with greedy search", JMLR 3; Hauser & Bühlmann 2012, JMLR 13
 * @example
 * const data = table({ X: [1, 2, 3, 4, 5, 6], Y: [2, 1, 4, 3, 6, 5], Z: [1, -1, 0, 0, -1, 1] })
 * toDagitty(ges(bicScore(data)).graph)
 * //=> 'pdag { X Y Z X -- Y }'
 */
export function ges<N extends string>(score: Score<N>, options: GesOptions = {}): GesResult<N> {
  return calledAs('ges', () => {
    checkOptions('options', options, ['phases', 'maxParents', 'onProgress', 'signal'])

    const scores = scoreCache(score)
    const { phases = ['forward', 'backward', 'turning'] } = checkedObject('options', options)
    const maxParents = readMostParents(score, options.maxParents)
    const kinds: Record<string, Phase> = {
      forward: insertPhase(scores, maxParents),
      backward: deletePhase(scores),
      turning: turnPhase(scores, maxParents),
    }
    const list = phases.map((name) => {
      const phase = Object.hasOwn(kinds, name) ? kinds[name] : undefined
      if (phase !== undefined) return phase
      throw new CausalError(
        'invalid-argument',
        `there is no phase ${show(name)}; phases are 'forward', 'backward' and 'turning'.`,
        { phase: name },
      )
    })
    const names = scores.names as readonly N[]
    const steps: GesStep<N>[] = []
    const onStep = (kind: Phase['kind'], { x, y, gain }: Operator): void => {
      steps.push(Object.freeze({ kind, from: names[x]!, to: names[y]!, gain }))
      report(
        { ...options },
        { stage: kind, level: 0, done: steps.length, total: steps.length, tests: scores.computed() },
      )
    }
    const onScored = (kind: Phase['kind'], done: number): void =>
      report({ ...options }, { stage: kind, level: 0, done, total: names.length, tests: scores.computed() })
    let g = emptyClass(names)
    for (let before = -1; before < steps.length; ) {
      before = steps.length
      for (const phase of list) g = climb(g, phase, scores.tie, { onStep, onScored })
      if (list.length < 3) break
    }
    return Object.freeze({
      graph: classGraph(score.variables, scores, g),
      score: totalScore(scores, g),
      steps: Object.freeze(steps),
      localScores: scores.computed(),
      warnings: rowWarnings(score, parentCounts(scores, g)),
    })
  })
}
