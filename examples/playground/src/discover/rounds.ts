import type { SearchProgress } from 'causalkit/discovery'
import type { Progress } from '../worker/protocol'

export type Tell = (progress: Progress) => void
export type Hear = (progress: SearchProgress) => void

/** How far a search (round 0) and its bootstrap replicates (rounds 1 to `draws`) are. */
export function rounds(draws: number, tell: Tell): (round: number) => Hear {
  return (round) =>
    ({ stage, level, done, total, tests }) => {
      const step = `${stage}${level > 0 ? `, sets of ${level}` : ''}: ${tests.toLocaleString('en')} asked`
      const part = total > 0 ? done / total : undefined
      if (draws === 0) tell({ share: part, doing: step })
      else if (round === 0) tell({ share: (part ?? 0) / (draws + 1), doing: step })
      else tell({ share: round / (draws + 1), doing: `bootstrap ${round} of ${draws}, ${step}` })
    }
}
