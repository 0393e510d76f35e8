import { bitsOf } from '../bits-of.js'
import { diagram } from './diagram.js'
import { discovery } from './discovery.js'
import { estimation } from './estimation.js'
import { independence } from './independence.js'
import { probability } from './probability.js'
import { scm } from './scm.js'
import type { Results } from './support.js'
import { timeseries } from './timeseries.js'

const rooms: Readonly<Record<string, Results>> = {
  probability,
  independence,
  discovery,
  scm,
  estimation,
  diagram,
  timeseries,
}

/** Every result, by room and name. */
export const results: Results = Object.fromEntries(
  Object.entries(rooms).flatMap(([room, all]) => Object.entries(all).map(([name, make]) => [`${room}: ${name}`, make])),
)

/** The hash of each result's exact bits; of one that throws, its message. */
export function hashes(): Record<string, string> {
  return Object.fromEntries(Object.entries(results).map(([name, make]) => [name, hashOf(make)]))
}

export function hashOf(make: () => unknown): string {
  try {
    return bitsOf(make())
  } catch (error) {
    return `threw ${error instanceof Error ? error.message : String(error)}`
  }
}
