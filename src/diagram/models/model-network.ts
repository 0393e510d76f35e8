import { CausalError } from '../../errors.js'
import { newWorld, newWorlds, nodeOf, type WorldNode, type Worlds } from '../../scm/engines/worlds.js'
import type { AnyScm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import { type BoxSource, functionalDiagram } from '../terms/functional-model.js'
import type { Box } from '../terms/types.js'

/** A box of a model's diagram, and what it stands for. */
export interface ModelBox {
  readonly box: Box
  readonly source: BoxSource
}

/** A model as its diagram sees it: boxes, and for each variable the computations that make it, natural value first. */
export interface ModelNetwork {
  readonly model: AnyScm
  readonly worlds: Worlds
  readonly boxes: readonly ModelBox[]
  /** Positions of nodes in `worlds.nodes`, for each variable. */
  readonly chains: readonly (readonly number[])[]
}

export function modelNetwork(model: AnyScm): ModelNetwork {
  const { diagram, sources } = functionalDiagram(model, {})
  const worlds = newWorlds(model)
  const world = newWorld(model.laws)
  for (const i of worlds.structure.order) nodeOf(worlds, world, i)
  const chains: number[][] = model.variables.map(() => [])
  for (const [k, { variable }] of worlds.nodes.entries()) chains[variable]!.push(k)
  const boxes = diagram.boxes.map(({ box }, b) => ({ box, source: sources[b]! }))
  return { model, worlds, boxes, chains }
}

/** The noises that a variable's computations read, in order; none where the diagram has no wire for them. */
export function noisesOf({ worlds, chains }: ModelNetwork, variable: number): number[] {
  return chains[variable]!.flatMap((k) => (worlds.nodes[k]!.noise < 0 ? [] : [worlds.nodes[k]!.noise]))
}

/** Whether a table of probabilities does not say how the same unit would respond. */
export const isUnstated = ({ law }: WorldNode): boolean => law.family === 'choice' && law.response === null

/** Refuses a model one of whose boxes has no meaning. */
export function noMeaning(semantics: string, { model }: ModelNetwork, variable: number, why: string): CausalError {
  const name = model.variables[variable]!
  return new CausalError('not-supported', `the mechanism of ${show(name)} has no meaning in ${semantics}: ${why}`, {
    variable: name,
    semantics,
  })
}
