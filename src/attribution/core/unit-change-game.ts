import { CausalError } from '../../errors.js'
import { sameData } from '../../same-data.js'
import { asNumbers, cellAt, type NodeColumn } from '../../scm/engines/node-column.js'
import type { WorldNode } from '../../scm/engines/worlds.js'
import type { Law } from '../../scm/mechanisms/law.js'
import { makeScm } from '../../scm/models/scm.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import type { Game } from '../shapley/sampled-shares.js'
import { evaluateAll, type NoiseColumns, type NoiseForm, noiseForm } from './noise-game.js'
import { noiseOfUnit } from './unit-noise.js'

/** What may have changed for a unit. */
export interface Part {
  readonly variable: number
  readonly part: 'noise' | 'mechanism'
}

export interface UnitChangeGame {
  readonly parts: readonly Part[]
  /** The target with the parts of a coalition as they are later. */
  readonly game: Game
  /** Whether all noises are determined: then one row says it all. */
  readonly determined: boolean
}

/** Two units, the noises behind each, and the target in any mixture of their noises and mechanisms. */
export function unitChangeGame(
  old: AnyScm,
  now: AnyScm,
  target: string,
  units: { readonly from: unknown; readonly to: unknown },
  seed: number | string,
): UnitChangeGame {
  const { names, index } = structureOf(old)
  const position = structureOf(now).index
  const newLaws = names.map((name) => now.laws[position.get(name)!]!)
  const later = makeScm(names, newLaws, old.latents, now.noiseCovariance, now.past) as AnyScm
  // what leads to the target in either model
  const bearing = new Set([index.get(target)!])
  for (const i of bearing)
    for (const parent of [...old.laws[i]!.parents, ...newLaws[i]!.parents]) bearing.add(index.get(parent)!)
  const others = Array.from(bearing, (i) => names[i]!)
  const [formOld, formNow] = [noiseForm(old, target, others), noiseForm(later, target, others)]
  const [one, two] = [noiseOfUnit(formOld, units.from, 1, seed), noiseOfUnit(formNow, units.to, 1, seed)]
  const [noiseOne, noiseTwo] = [byVariable(formOld, one.noises), byVariable(formNow, two.noises)]
  const parts = names.flatMap((_, i): Part[] => {
    if (!bearing.has(i)) return []
    const [a, b] = [noiseOne.get(i), noiseTwo.get(i)]
    const differs = a !== undefined && b !== undefined && cellAt(a, 0) !== cellAt(b, 0)
    return [
      ...(differs ? [{ variable: i, part: 'noise' as const }] : []),
      ...(sameMechanism(old.laws[i]!, newLaws[i]!) ? [] : [{ variable: i, part: 'mechanism' as const }]),
    ]
  })
  const game: Game = (n, from) => {
    const early = byVariable(formOld, noiseOfUnit(formOld, units.from, n, `${from} from`).noises)
    const late = byVariable(formNow, noiseOfUnit(formNow, units.to, n, `${from} to`).noises)
    const forms = new Map<string, NoiseForm>()
    return (inside) => {
      const laws = [...old.laws]
      const moved = new Set<number>()
      for (const [k, { variable, part }] of parts.entries()) {
        if (inside[k] !== 1) continue
        if (part === 'mechanism') laws[variable] = newLaws[variable]!
        else moved.add(variable)
      }
      const key = parts.map(({ part }, k) => (part === 'mechanism' ? inside[k] : '')).join()
      const form = forms.get(key) ?? noiseForm(makeScm(names, laws, old.latents) as AnyScm, target)
      forms.set(key, form)
      const { nodes, noises } = form.query.worlds
      const columns = noises.map(({ variable }, id) => {
        const [before, after] = [early.get(variable), late.get(variable)]
        const column = moved.has(variable) ? after : (before ?? after)
        return fitting(nodes, id, column!, names[variable]!, n)
      })
      return asNumbers(evaluateAll(form, columns, n)[form.query.targets[0]!]!, target)
    }
  }
  return { parts, game, determined: one.determined && two.determined }
}

/** Whether a value follows from parents and noise in the same way; how the noise is distributed says nothing of one unit. */
function sameMechanism(a: Law, b: Law): boolean {
  return sameData({ ...a, noise: null }, { ...b, noise: null })
}

function byVariable({ query: { worlds } }: NoiseForm, noises: NoiseColumns): Map<number, NodeColumn> {
  return new Map(worlds.noises.map(({ variable }, id) => [variable, noises[id]!]))
}

/** A noise that was found in one model, for the mechanism of the other: it must be of the form that this one reads. */
function fitting(nodes: readonly WorldNode[], id: number, column: NodeColumn, name: string, n: number): NodeColumn {
  const { law } = nodes.find(({ noise }) => noise === id)!
  const states = 'noise' in law ? (law.noise?.values ?? null) : null
  const length = law.family === 'choice' && law.response === 'gumbel-max' ? n * law.states.length : n
  const isRight =
    states === null
      ? column.numbers?.length === length
      : (column.states ?? [...column.numbers!]).every((state) => states.includes(state))
  if (isRight) return column
  throw new CausalError(
    'not-supported',
    `the noise of ${show(name)} is of another form before and after the change, so that it cannot be carried over: give both mechanisms noises of one kind.`,
    { variable: name },
  )
}
