import type { SuggestedCall } from '../calls/call-types.js'
import { codeOf } from '../calls/code-of.js'
import { type Cost, expectedTime } from './costs.js'
import { references } from './references.js'
import type { AdvisedAgainst, Suggestion } from './suggestion-types.js'

/** A suggestion as the rules write it. */
export interface Way {
  readonly method: string
  readonly call: SuggestedCall
  readonly reason: string
  readonly assumes: string
  readonly reference: keyof typeof references
  /** What was measured that this is like, with its rows and columns. */
  readonly cost?: readonly [key: Cost, n: number, p: number]
}

/** What the rules of one kind of question come to. */
export interface Advised {
  readonly ways: readonly Way[]
  readonly against: readonly AdvisedAgainst[]
  readonly warnings: readonly string[]
}

export function suggestionOf({ method, call, reason, assumes, reference, cost }: Way): Suggestion {
  return Object.freeze({
    method,
    call,
    code: codeOf(call),
    reason,
    assumes,
    reference: references[reference],
    expected: cost === undefined ? null : expectedTime(...cost),
  })
}
