import { CausalError } from '../../errors.js'
import { asList, lookUp } from '../../names.js'
import type { Law } from '../../scm/mechanisms/law.js'
import { type Structure, structureOf } from '../../scm/models/structure.js'
import type { AnyScm } from '../../scm/models/types.js'
import { makeBox, pointBox } from './box.js'
import { makeDiagram, place } from './make.js'
import type { Diagram, PlacedBox } from './types.js'

/** Where the chance of a mechanism comes from: nowhere, from a noise of its own, or it is not said how. */
type Chance = 'none' | 'noise' | 'unstated'

function chanceOf(law: Law): Chance {
  switch (law.family) {
    case 'constant':
    case 'input':
    case 'table':
      return 'none'
    case 'root':
      return 'noise'
    case 'linear':
    case 'function':
      return law.noise === null ? 'none' : 'noise'
    case 'choice':
      return law.response === null ? 'unstated' : 'noise'
    default: {
      const parts = [chanceOf(law.base), 'family' in law.change ? chanceOf(law.change) : 'none']
      return parts.includes('unstated') ? 'unstated' : parts.includes('noise') ? 'noise' : 'none'
    }
  }
}

/**
 * The functional diagram of a model: each mechanism a deterministic box that reads its parents and its noise `U(X)`, the
 * noises states from outside. A variable without parents is its own noise; a table of probabilities without a stated
 * response stays a box of chance.
 */
export function diagramOfModel(
  model: AnyScm,
  asked: { readonly outputs?: string | readonly string[]; readonly inputs?: string | readonly string[] },
): Diagram {
  return functionalDiagram(model, asked).diagram
}

/** Where a box of a functional diagram comes from: the noises of some variables, or the mechanism of one. */
export interface BoxSource {
  readonly of: 'noise' | 'mechanism'
  /** Positions of the variables; of a mechanism there is one. */
  readonly variables: readonly number[]
}

/** The functional diagram, and for each of its boxes where it comes from. */
export function functionalDiagram(
  model: AnyScm,
  asked: { readonly outputs?: string | readonly string[]; readonly inputs?: string | readonly string[] },
): { readonly diagram: Diagram; readonly sources: readonly BoxSource[] } {
  structureOf(model)
  if (model.past.length > 0) {
    throw new CausalError(
      'not-supported',
      'the model carries evidence (abduct): draw the model as it was, and the evidence with twinDiagram.',
    )
  }
  const s = structureOf(model)
  const position = (name: string): number => lookUp('variable', s.index, name)
  // the inputs of an open model stay open
  const asking = asList(asked.inputs).map(position)
  const inputs = [...new Set([...asking, ...model.laws.flatMap((law, i) => (law.family === 'input' ? [i] : []))])]
  const open = new Set(inputs)
  const group = noiseGroups(model, s)
  const wires = [...s.names]
  const fresh = (name: string): string => (s.index.has(name) ? fresh(`${name}′`) : name)
  const boxes: PlacedBox[] = []
  const sources: BoxSource[] = []
  const noise = new Map<number, number>()
  for (const [i, law] of model.laws.entries()) {
    const members = group.get(i) ?? [i]
    const own = law.family === 'root' && members.length === 1
    if (open.has(i) || own || chanceOf(law) !== 'noise' || noise.has(i)) continue
    const objects = members.map((m) => fresh(`U(${s.names[m]})`))
    const out = members.map((m, k) => {
      noise.set(m, wires.push(objects[k]!) - 1)
      return wires.length - 1
    })
    const name = fresh(`U(${members.map((m) => s.names[m]).join(',')})`)
    boxes.push(place(makeBox(name, [], objects, { latent: true }), [], out))
    sources.push({ of: 'noise', variables: members })
  }
  const latents = new Set<string>(model.latents)
  for (const i of s.order) {
    if (open.has(i)) continue
    const name = s.names[i]!
    const law = model.laws[i]!
    sources.push({ of: 'mechanism', variables: [i] })
    if (law.family === 'constant') {
      boxes.push(place(pointBox(name, law.value), [], [i]))
      continue
    }
    const reads = [...s.parents[i]!, ...(noise.has(i) ? [noise.get(i)!] : [])]
    const dom = reads.map((v) => wires[v]!)
    const deterministic = dom.length > 0 && chanceOf(law) !== 'unstated'
    const box = makeBox(name, dom, [name], { deterministic, latent: latents.has(name) })
    boxes.push(place(box, reads, [i]))
  }
  const shown =
    asked.outputs === undefined
      ? [...s.names.keys()].filter((i) => !latents.has(s.names[i]!))
      : asList(asked.outputs).map(position)
  return { diagram: makeDiagram(wires, boxes, inputs, shown), sources }
}

/** Variables whose noises are correlated, together. */
function noiseGroups(model: AnyScm, s: Structure): Map<number, number[]> {
  const group = new Map<number, number[]>()
  for (const { first, second, covariance } of model.noiseCovariance) {
    const a = s.index.get(first.variable)!
    const b = s.index.get(second.variable)!
    if (covariance === 0 || !holds(model.laws[a]!, first.law) || !holds(model.laws[b]!, second.law)) continue
    const joined = [...new Set([...(group.get(a) ?? [a]), ...(group.get(b) ?? [b])])].sort((p, q) => p - q)
    for (const member of joined) group.set(member, joined)
  }
  return group
}

/** Whether a law is this one, or a change of it: the noise is the same then. */
function holds(law: Law, wanted: Law): boolean {
  if (law === wanted || law.family !== 'modified') return law === wanted
  return holds(law.base, wanted) || ('family' in law.change && holds(law.change, wanted))
}
