import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedObject, indexNames } from '../../names.js'
import type { Distribution } from '../../probability/families/distribution.js'
import { uniform } from '../../probability/families/uniform.js'
import { show } from '../../show.js'
import { prepare, type WorldAct } from '../engines/terms.js'
import type { NodeLaw, Worlds } from '../engines/worlds.js'
import type { ChoiceLaw, Law } from '../mechanisms/law.js'
import { makeScm } from '../models/scm.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm } from '../models/types.js'
import { copyOf, explicitLaw } from './explicit-law.js'

/** The worlds of a model as one model, for a public function `where`. */
export function worldsModel(
  model: AnyScm,
  acts: Readonly<Record<string, WorldAct<Record<string, Cell>>>>,
  label: (name: string, world: string) => string,
): AnyScm {
  structureOf(model)
  if (model.past.length + model.noiseCovariance.length > 0) {
    const message = 'needs a model without evidence and without correlated noise: share a latent variable instead.'
    throw new CausalError('not-supported', message)
  }
  const terms = Object.entries(checkedObject('worlds', acts)).flatMap(([world, act]) =>
    model.variables.map((variable: string) => ({ name: label(variable, world), variable, do: act })),
  )
  const { worlds, targets } = prepare(model, terms, [])
  const noiseName = worlds.noises.map(({ variable }, k) => {
    const base = `U(${worlds.structure.names[variable]})`
    const earlier = worlds.noises.slice(0, k).filter((other) => other.variable === variable).length
    return earlier === 0 ? base : `${base}${earlier + 1}`
  })
  // a node that several worlds share gets its first name; the others are copies of it
  const nameOf = new Map<number, string>()
  const names: string[] = [...noiseName]
  const laws: Law[] = worlds.noises.map((noise) =>
    Object.freeze({
      family: 'root',
      parents: Object.freeze([]),
      noise: noiseDistribution(worlds, noise.law, noise.distribution),
    }),
  )
  const latents = [...noiseName]
  for (const [k, node] of targets.entries()) {
    names.push(terms[k]!.name)
    if (!nameOf.has(node)) nameOf.set(node, terms[k]!.name)
  }
  for (const [i] of worlds.nodes.entries()) {
    if (nameOf.has(i)) continue
    // the natural value behind a shift
    const hidden = `natural ${worlds.structure.names[worlds.nodes[i]!.variable]} ${i}`
    nameOf.set(i, hidden)
    names.push(hidden)
    latents.push(hidden)
  }
  const byName = new Map([...nameOf].map(([node, name]) => [name, node]))
  for (const [k, name] of names.slice(noiseName.length).entries()) {
    const node = byName.get(name)
    laws.push(
      node === undefined ? copyOf(nameOf.get(targets[k]!)!) : explicitLaw(worlds.nodes[node]!, nameOf, noiseName),
    )
  }
  const hiddenVariables = new Set<string>(model.latents)
  for (const term of terms) if (hiddenVariables.has(term.variable)) latents.push(term.name)
  indexNames('variable', names)
  return makeScm(names, laws, latents)
}

function noiseDistribution(worlds: Worlds, law: NodeLaw, distribution: Distribution | null): Distribution {
  if (distribution !== null) return distribution
  const choice = law as ChoiceLaw
  if (choice.response === 'quantile') return uniform(0, 1)
  const name = worlds.structure.names[worlds.nodes.find((node) => node.law === law)!.variable]!
  const message = `${show(name)} needs { response: 'quantile' } to be seen in several worlds.`
  throw new CausalError('not-supported', message, { variable: name })
}
