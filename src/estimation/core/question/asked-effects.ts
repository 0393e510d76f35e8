import type { EstimatedEffect } from '../types/effect.js'
import type { EstimationQuestion, SpecifiedQuestion } from '../types/question.js'

/** What an effect was asked of. */
export interface AskedEffect {
  readonly source: unknown
  readonly question: EstimationQuestion | SpecifiedQuestion
}

/** The source and question of each effect, for as long as the effect itself is held: for those who ask on. */
const asked = new WeakMap<EstimatedEffect, AskedEffect>()

export function rememberAsked(effect: EstimatedEffect, source: unknown, question: AskedEffect['question']): void {
  asked.set(effect, { source, question })
}

/** What an effect was asked of, or null for one that came from elsewhere (JSON, a copy). */
export function askedOf(effect: EstimatedEffect): AskedEffect | null {
  return asked.get(effect) ?? null
}
