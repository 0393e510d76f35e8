import { CausalError } from '../../errors.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { type EquivalenceClass, emptyClass } from '../constraint/equivalence-class.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import { classOfKnown } from '../knowledge/known-class.js'
import type { ScoreCache } from '../score/score-cache.js'
import { climbClass } from './class-climb.js'
import { classOfState, classState } from './class-state.js'
import { deleteMoves } from './delete-moves.js'
import { deletePhase } from './delete-phase.js'
import { insertMoves } from './insert-moves.js'
import { insertPhase } from './insert-phase.js'
import { knownRows } from './known-labels.js'
import { climb } from './operator-climb.js'
import { turnMoves } from './turn-moves.js'
import { turnPhase } from './turn-phase.js'

/** The phases of a greedy search over classes. */
export type PhaseName = 'forward' | 'backward' | 'turning'

/** A step that was taken, in positions. */
export interface WalkStep {
  readonly x: number
  readonly y: number
  readonly gain: number
}

/** What a walk tells while it goes. */
export interface WalkEvents {
  readonly onStep?: (kind: 'insert' | 'delete' | 'turn', step: WalkStep) => void
  readonly onScored?: (kind: 'insert' | 'delete' | 'turn', done: number) => void
}

/** What bounds a walk. */
export interface WalkLimits {
  readonly maxParents: number
  readonly known: IndexedKnowledge | null
}

/** A search that stands at a class and climbs from there, phase by phase. */
export interface ClassWalk {
  readonly climb: (phase: PhaseName, events?: WalkEvents) => void
  readonly here: () => EquivalenceClass
}

/** Gaussian scores are climbed by columns, all others one local score after another: to the same classes. */
export function classWalk(scores: ScoreCache, start: EquivalenceClass, limits: WalkLimits): ClassWalk {
  const { plan, names, tie } = scores
  const { maxParents, known } = limits
  if (plan === null) {
    const phases = {
      forward: insertPhase(scores, maxParents, known),
      backward: deletePhase(scores, known),
      turning: turnPhase(scores, maxParents, known),
    }
    let g = start
    return {
      climb: (phase, events) => {
        g = climb(g, phases[phase], scores, events)
      },
      here: () => g,
    }
  }
  const state = classState(start, known === null ? null : knownRows(names.length, known))
  const moves = {
    forward: insertMoves(plan, names.length, { tie, maxParents }, scores.alsoComputed),
    backward: deleteMoves(scores),
    turning: turnMoves(scores, maxParents),
  }
  return {
    climb: (phase, events) => climbClass(state, moves[phase], scores, events),
    here: () => classOfState(names, state),
  }
}

/** The class that a search starts from: nothing but what is required. */
export function requiredClass(names: readonly string[], known: IndexedKnowledge | null): EquivalenceClass {
  if (known === null) return emptyClass(names)
  const n = names.length
  const edges: number[] = []
  for (let k = 0; k < n * n; k++) if (known.required[k] === 1) edges.push(Math.floor(k / n), k % n, TAIL, ARROW)
  const g = classOfKnown(names, edges, known)
  if (g === null) throw new CausalError('contradiction', 'the required edges of the knowledge form a circle: drop one.')
  return g
}
