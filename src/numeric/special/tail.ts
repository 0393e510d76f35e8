import { portableExp } from './portable-exp.js'
import { portableLog, portableLog1p } from './portable-log.js'
/** Which side of a distribution, and whether its logarithm is wanted. */
export interface Tail {
  readonly upper: boolean
  readonly log: boolean
}

export const LOWER: Tail = { upper: false, log: false }
export const UPPER: Tail = { upper: true, log: false }
export const LOG_LOWER: Tail = { upper: false, log: true }
export const LOG_UPPER: Tail = { upper: true, log: true }

/** The tail asked for, from one tail as exp(`logFront`) × `factor`; `upper` says which one that is. */
export function fromOneTail(tail: Tail, upper: boolean, logFront: number, factor: number): number {
  if (tail.upper === upper) return tail.log ? logFront + portableLog(factor) : portableExp(logFront) * factor
  const other = portableExp(logFront) * factor
  return tail.log ? portableLog1p(-other) : 1 - other
}

/** A tail that is 0 or 1 for certain. */
export function certain(tail: Tail, one: boolean): number {
  if (tail.log) return one ? 0 : Number.NEGATIVE_INFINITY
  return one ? 1 : 0
}
