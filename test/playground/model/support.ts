import { type Structure, structureOfGraph } from '../../../examples/playground/src/model/structure'
import { readGraph } from '../../../examples/playground/src/reading'

/** The structure of a text that has one. */
export function structure(text: string, latents: readonly string[] = []): Structure {
  const read = readGraph(text)
  if (!read.read) throw new Error(read.message)
  const found = structureOfGraph(read.graph, latents)
  if (!found.possible) throw new Error(found.message)
  return found.structure
}
