import { CausalError } from '../../errors.js'
import { indexNames } from '../../names.js'
import { checkDistribution } from '../../probability/families/check-distribution.js'
import { type Distribution, isDistribution } from '../../probability/families/distribution.js'
import { show } from '../../show.js'
import { knownLaws } from './check-law.js'
import type { Law, Response } from './law.js'
import type { Mechanism } from './mechanism-types.js'

/** A frozen mechanism around a law. */
export function mechanismOf(law: Law): Mechanism<never, never, never> {
  return Object.freeze({ kind: 'mechanism', law: knownLaws.made(Object.freeze(law)) })
}

/** Whether a value is a mechanism made by this library. */
export function isMechanism(value: unknown): value is Mechanism {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'mechanism'
}

/** A frozen copy of the parents' names, each a name and each once. */
export function checkedParents(parents: readonly string[]): readonly string[] {
  if (!Array.isArray(parents)) {
    throw new CausalError('invalid-argument', `the parents must be a list of names, got ${show(parents)}.`)
  }
  indexNames('parent', parents)
  return Object.freeze([...parents])
}

/** A noise distribution over numbers, or null for none. */
export function checkedNoise(noise: unknown): Distribution<number> | null {
  const found = checkedAnyNoise(noise)
  if (found?.values?.some((value) => typeof value !== 'number')) {
    throw new CausalError('invalid-argument', 'the noise is added, so it must be a distribution over numbers.')
  }
  return found as Distribution<number> | null
}

/** A noise distribution, or null for none. */
export function checkedAnyNoise(noise: unknown): Distribution | null {
  if (noise === null) return noise
  if (isDistribution(noise)) {
    checkDistribution(noise)
    return noise
  }
  const got = show(noise)
  throw new CausalError('invalid-argument', `the noise must be a distribution such as normal(0, 1), got ${got}.`)
}

/** A finite number, or an error that names it. */
export function checkedNumber(what: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new CausalError('invalid-argument', `${what} must be a finite number, got ${show(value)}.`, { value })
  }
  return value
}

/** A function, or an error that says what it is for. */
export function checkedFunction(what: string, value: unknown): void {
  if (typeof value !== 'function') {
    throw new CausalError('invalid-argument', `${what} must be a function, got ${show(value)}.`)
  }
}

/** A response that is known, or null for none. */
export function checkedResponse(response: Response | undefined): Response | null {
  if (response === undefined || response === 'quantile' || response === 'gumbel-max') return response ?? null
  throw new CausalError('invalid-argument', `response must be 'quantile' or 'gumbel-max', got ${show(response)}.`)
}
