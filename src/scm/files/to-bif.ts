import { calledAs } from '../../errors.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { modelToNetwork } from '../models/network.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Scm } from '../models/types.js'

/**
 * A discrete model in the Bayesian Interchange Format (BIF 0.15) of Bayesian-network programs.
 *
 * @param model - a model of tables and finite distributions
 * @param name - the network's name in the file
 * @returns the text; names that are no plain words stand in double quotes
 * @throws CausalError `not-supported` for a variable that is no table
 * @complexity O(cells)
 * @category Models
 * @example
 * toBif(scm({ rain: categorical({ no: 0.8, yes: 0.2 }) }))
 * //=> 'network unknown {\n}\nvariable rain {\n  type discrete [ 2 ] { no, yes };\n}\nprobability ( rain ) {\n  table 0.8, 0.2;\n}\n'
 */
export function toBif<T, C extends Capability, K extends 'dag' | 'admg'>(
  model: Scm<T, C, K>,
  name = 'unknown',
): string {
  return calledAs('toBif', () => {
    structureOf(model as AnyScm)
    const variables = modelToNetwork(model as AnyScm)
    const states = new Map(variables.map((variable) => [variable.name, variable.states]))
    const lines = [`network ${word(name)} {`, '}']
    for (const { name, states } of variables) {
      lines.push(
        `variable ${word(name)} {`,
        `  type discrete [ ${states.length} ] { ${states.map(word).join(', ')} };`,
        '}',
      )
    }
    for (const { name, parents, probabilities } of variables) {
      if (parents.length === 0) {
        lines.push(`probability ( ${word(name)} ) {`, `  table ${probabilities[0]!.join(', ')};`, '}')
        continue
      }
      lines.push(`probability ( ${word(name)} | ${parents.map(word).join(', ')} ) {`)
      for (const [r, row] of probabilities.entries()) {
        let rest = r
        const at: string[] = []
        for (const parent of [...parents].reverse()) {
          const list = states.get(parent)!
          at.unshift(word(list[rest % list.length]!))
          rest = Math.floor(rest / list.length)
        }
        lines.push(`  (${at.join(', ')}) ${row.join(', ')};`)
      }
      lines.push('}')
    }
    return `${lines.join('\n')}\n`
  })
}

/** A word of the format as it is, anything else in quotes. */
function word(text: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(text) ? text : JSON.stringify(text)
}
