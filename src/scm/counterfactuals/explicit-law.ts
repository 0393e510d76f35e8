import type { Cell } from '../../data/types.js'
import { pick } from '../../probability/streams/fill.js'
import { softmaxRow } from '../engines/choice-column.js'
import type { WorldNode } from '../engines/worlds.js'
import type { ChoiceLaw, FunctionLaw, Law } from '../mechanisms/law.js'

export const copyOf = (name: string): Law => functionLaw([name], (pa) => pa[name]!)

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
export function explicitLaw(node: WorldNode, nameOf: ReadonlyMap<number, string>, noiseName: readonly string[]): Law {
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
