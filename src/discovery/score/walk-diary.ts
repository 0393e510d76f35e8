import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import type { WalkEvents } from '../greedy/class-walk.js'
import type { ScoreCache } from './score-cache.js'

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

/** The steps of a walk by name, told to the caller as they are taken. */
export interface WalkDiary<N extends string> {
  readonly steps: GesStep<N>[]
  readonly events: WalkEvents
  readonly tell: (stage: string, done: number, total: number) => void
}

/** An empty diary. */
export function walkDiary<N extends string>(scores: ScoreCache, options: SearchOptions): WalkDiary<N> {
  const names = scores.names as readonly N[]
  const steps: GesStep<N>[] = []
  const tell = (stage: string, done: number, total: number): void =>
    report({ ...options }, { stage, level: 0, done, total, tests: scores.computed() })
  const events: WalkEvents = {
    onStep: (kind, { x, y, gain }) => {
      steps.push(Object.freeze({ kind, from: names[x]!, to: names[y]!, gain }))
      tell(kind, steps.length, steps.length)
    },
    onScored: (kind, done) => tell(kind, done, names.length),
  }
  return { steps, events, tell }
}
