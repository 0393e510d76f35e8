import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Worlds } from './worlds.js'

/** A table of probabilities without a response may be read in one world only. */
export function checkResponses(worlds: Worlds): void {
  const readers = new Int32Array(worlds.noises.length)
  for (const node of worlds.nodes) {
    if (node.noise < 0 || ++readers[node.noise]! < 2 || node.law.family !== 'choice' || node.law.response !== null)
      continue
    const name = worlds.structure.names[node.variable]!
    const message = `${show(name)} is read in two worlds, and probabilities alone do not say how the same unit would respond: state { response: 'quantile' } or 'gumbel-max'.`
    throw new CausalError('not-supported', message, { variable: name })
  }
}
