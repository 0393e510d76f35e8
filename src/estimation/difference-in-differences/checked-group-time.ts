import { checkedConfidence, checkedWhole, checkedWord } from '../core/designs/read-question.js'
import type { GroupTimeOptions } from './group-time-types.js'

export const groupTimeKeys = [
  'comparison',
  'method',
  'basePeriod',
  'anticipation',
  'summary',
  'confidence',
  'draws',
  'seed',
] as const

/** The options with what they are where left out. */
export function checkedGroupTime(options: GroupTimeOptions): Required<GroupTimeOptions> {
  return {
    comparison: checkedWord('comparison', options.comparison ?? 'never-treated', ['never-treated', 'not-yet-treated']),
    method: checkedWord('method', options.method ?? 'doubly-robust', ['doubly-robust', 'regression', 'weighting']),
    basePeriod: checkedWord('basePeriod', options.basePeriod ?? 'varying', ['varying', 'universal']),
    anticipation: checkedWhole('anticipation', options.anticipation ?? 0, 0),
    summary: checkedWord('summary', options.summary ?? 'group', ['group', 'simple', 'event', 'time']),
    confidence: checkedConfidence(options.confidence),
    draws: checkedWhole('draws', options.draws ?? 10_000, 100),
    seed: options.seed ?? 1,
  }
}
