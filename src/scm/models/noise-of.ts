import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { Evaluation } from '../engines/evaluation.js'
import { linearNoise } from '../engines/find-noise.js'
import { invertColumn } from '../engines/invert-column.js'
import { cellAt, constantColumn, type NodeColumn } from '../engines/node-column.js'
import { checkEvidence } from '../engines/terms.js'
import { entriesOf } from '../interventions/intervene.js'
import { checkedNumber } from '../mechanisms/checks.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { structureOf } from './structure.js'
import type { AnyScm, Evidence, Scm } from './types.js'

/**
 * The noise of one unit: what each mechanism's noise must have been for the unit to have these values.
 *
 * @param model - the model
 * @param unit - values of the variables; the noise of a variable is found where its own value and those of all its parents
 *   are given
 * @returns the noise by variable, of those variables for which it is one number (or state): linear, additive,
 *   location-scale and post-nonlinear mechanisms, those with `invert`, and exogenous variables
 * @throws CausalError `unknown-name`; `not-invertible` where an `invert` fails its round trip
 * @complexity O(variables + parents)
 * @category Counterfactuals
 * @example
 * const model = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * noiseOf(model, { X: 1, Y: 2.5 })
 * //=> { X: 1, Y: 0.5 }
 */
export function noiseOf<T, C extends Capability, K extends 'dag' | 'admg'>(
  model: Scm<T, C, K>,
  unit: Evidence<NoInfer<T>>,
): { readonly [N in keyof T]?: Cell } {
  return calledAs('noiseOf', () => {
    const untyped = model as AnyScm
    const { names, index, parents, order } = structureOf(untyped)
    const columns = new Map<number, NodeColumn>()
    for (const [name, value] of entriesOf(unit)) {
      const i = lookUp('variable', index, name)
      checkEvidence(name, untyped, i, value)
      columns.set(i, constantColumn(value as Cell, 1))
    }
    const found: [string, Cell][] = []
    for (const i of order) {
      const value = columns.get(i)
      if (value === undefined || !parents[i]!.every((p) => columns.has(p))) continue
      const law = untyped.laws[i]!
      const at: Evaluation = {
        name: names[i]!,
        inputs: Array.from(parents[i]!, (p) => columns.get(p)!),
        inputNames: law.parents,
        noise: null,
        rows: 1,
        states: null,
      }
      if (law.family === 'root') found.push([names[i]!, cellAt(value, 0)])
      else if (law.family === 'linear') {
        checkedNumber(`the value of ${show(names[i])}`, cellAt(value, 0))
        const noise = cellAt(linearNoise(law, at, Float64Array.of(cellAt(value, 0) as number)), 0) as number
        if (law.noise === null && Math.abs(noise) > 1e-9 * (1 + Math.abs(cellAt(value, 0) as number)))
          throw offBy(names[i]!, noise)
        if (law.noise !== null) found.push([names[i]!, noise])
      } else if (law.family === 'function' && law.invert !== null)
        found.push([names[i]!, cellAt(invertColumn(law, at, value), 0)])
    }
    found.sort(([a], [b]) => index.get(a)! - index.get(b)!)
    return Object.freeze(Object.fromEntries(found)) as { readonly [N in keyof T]?: Cell }
  })
}

function offBy(name: string, gap: number): CausalError {
  const message = `${show(name)} has no noise, and its value is off by ${gap} from what its parents give.`
  return new CausalError('not-invertible', message, { variable: name, gap })
}
