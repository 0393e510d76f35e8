import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, indexNames } from '../../names.js'
import type { Distribution } from '../../probability/families/distribution.js'
import { uniform } from '../../probability/families/uniform.js'
import { pick } from '../../probability/streams/fill.js'
import { show } from '../../show.js'
import { softmaxRow } from '../engines/evaluate-node.js'
import { prepare, type WorldAct } from '../engines/terms.js'
import type { NodeLaw, WorldNode, Worlds } from '../engines/worlds.js'
import type { ChoiceLaw, FunctionLaw, Law } from '../mechanisms/law.js'
import { makeScm } from '../models/scm.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Capability, Scm } from '../models/types.js'

type Names<T, W> = `${keyof T & string}@${keyof W & string}`

/**
 * Several worlds of the same units as one model: `Y@treated` is Y in the world called `treated`.
 *
 * The noise becomes latent variables `U(Y)` that all worlds share, and every mechanism a function of its parents and its
 * noise. A variable that no intervention of any world reaches still stands once in each world. Use it to sample units in all
 * worlds at once, to look at the graph, or to test independence between worlds; for a single query, {@link queryTerms}
 * builds only what it needs.
 *
 * @param model - a model whose mechanisms can be evaluated
 * @param worlds - what is done in each world, by its name
 * @returns the model of all worlds
 * @throws CausalError `not-supported` for a table of probabilities without a response, for `gumbel-max`, and for a model
 *   with evidence; `unknown-name`
 * @complexity O(worlds × (variables + parents))
 * @category Counterfactuals
 * @example
 * const model = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * const both = parallelWorlds(model, { factual: {}, treated: { X: 1 } })
 * expectation(both, 'Y@treated', { given: { 'X@factual': 0, 'Y@factual': 3 } }).value
 * //=> 5
 */
export function parallelWorlds<
  T,
  C extends Capability,
  K extends 'dag' | 'admg',
  const W extends Readonly<Record<string, WorldAct<NoInfer<T>>>>,
>(
  model: Scm<T, C, K> &
    ('evaluate' extends C ? unknown : { readonly error: 'state the response of each table of probabilities' }),
  worlds: W,
): Scm<
  { readonly [N in Names<T, W>]: N extends `${infer V}@${string}` ? (V extends keyof T ? T[V] : Cell) : Cell },
  C,
  'dag'
> {
  return calledAs(
    'parallelWorlds',
    () => worldsModel(model as AnyScm, worlds as never, (name, world) => `${name}@${world}`) as never,
  )
}

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

const copyOf = (name: string): Law => functionLaw([name], (pa) => pa[name]!)

function functionLaw(parents: readonly string[], evaluate: FunctionLaw['evaluate']): Law {
  return Object.freeze({
    family: 'function',
    parents: Object.freeze([...parents]),
    noise: null,
    evaluate,
    invert: null,
    logSlope: null,
  })
}

/** A node's law with its inputs under their new names and its noise as a parent. */
function explicitLaw(node: WorldNode, nameOf: ReadonlyMap<number, string>, noiseName: readonly string[]): Law {
  const { law } = node
  const inputs = Array.from(node.inputs, (i) => nameOf.get(i)!)
  const noise = node.noise < 0 ? null : noiseName[node.noise]!
  switch (law.family) {
    case 'constant':
    case 'input':
      return law
    case 'root':
      return law.noise.values === null
        ? Object.freeze({
            family: 'linear',
            parents: Object.freeze([noise!]),
            coefficients: Object.freeze([1]),
            intercept: 0,
            noise: null,
          })
        : copyOf(noise!)
    case 'linear': {
      const parents = Object.freeze(noise === null ? inputs : [...inputs, noise])
      const coefficients = Object.freeze(noise === null ? law.coefficients : [...law.coefficients, 1])
      return Object.freeze({ ...law, parents, coefficients, noise: null })
    }
    case 'table':
      return Object.freeze({ ...law, parents: Object.freeze(inputs) })
    case 'function': {
      const row: Record<string, Cell> = {}
      for (const name of law.parents) Object.defineProperty(row, name, { value: 0, writable: true, enumerable: true })
      return functionLaw(noise === null ? inputs : [...inputs, noise], (pa) => {
        for (const [k, name] of law.parents.entries()) row[name] = pa[inputs[k]!]!
        return law.evaluate(row, noise === null ? (null as never) : pa[noise]!)
      })
    }
    case 'choice':
      return functionLaw([...inputs, noise!], (pa) => chosen(law, inputs, pa, pa[noise!] as number))
    case 'change': {
      const { change, amount } = law
      const { states } = node
      const input = inputs[0]!
      if (states === null)
        return Object.freeze({
          family: 'linear',
          parents: Object.freeze([input]),
          coefficients: Object.freeze([change === 'shift' ? 1 : amount]),
          intercept: change === 'shift' ? amount : 0,
          noise: null,
        })
      const last = states.length - 1
      return functionLaw([input], (pa) => states[Math.max(0, Math.min(last, states.indexOf(pa[input]!) + amount))]!)
    }
  }
}

/** The state that a uniform number picks. */
function chosen(law: ChoiceLaw, inputs: readonly string[], pa: Readonly<Record<string, Cell>>, u: number): Cell {
  const k = law.states.length
  if (law.table === null) {
    const p = new Float64Array(k)
    softmaxRow(law.logits!, (j) => pa[inputs[j]!] as number, p)
    return law.states[pick(p, 0, k, u)]!
  }
  let row = 0
  for (const [j, states] of law.parentStates!.entries())
    row = row * states.length + states.indexOf(String(pa[inputs[j]!]))
  return law.states[pick(law.table, row * k, k, u)]!
}
