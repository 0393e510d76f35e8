import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type NetworkVariable, networkToModel } from '../models/network.js'
import type { Scm } from '../models/types.js'
import { type Block, readTable, readVariable, rowsOf } from './bif-blocks.js'
import { skipBlock, tokens } from './bif-tokens.js'

/**
 * A model from a text in the Bayesian Interchange Format (BIF), as the Bayesian-network repositories give them.
 *
 * Read are `variable` blocks with discrete types and `probability` blocks with `table`, `default` and rows for the parents'
 * states; properties and comments are passed over.
 *
 * @param text - the file
 * @param options - `tolerance`: how far a row may be from summing to one, 1e-3 by default since published tables are rounded;
 *   rows are used as they stand
 * @returns the model
 * @throws CausalError `parse` with line and column; `not-probability`, `unknown-name`, `cycle`
 * @complexity O(length + cells)
 * @category Models
 * @example
 * const model = readBif(`
 *   network sprinkler { }
 *   variable rain { type discrete [ 2 ] { yes, no }; }
 *   variable wet { type discrete [ 2 ] { yes, no }; }
 *   probability ( rain ) { table 0.2, 0.8; }
 *   probability ( wet | rain ) { (yes) 0.8, 0.2; (no) 0.1, 0.9; }`)
 * query(model, ['rain'], { given: { wet: 'yes' } }).values
 * //=> [0.6667, 0.3333]
 */
export function readBif(
  text: string,
  options: { readonly tolerance?: number } = {},
): Scm<Record<string, string>, 'sample' | 'enumerate', 'dag'> {
  return calledAs('readBif', () => {
    checkOptions('options', options, ['tolerance'])

    if (typeof text !== 'string') throw new CausalError('invalid-argument', 'expected the text of a BIF file.')
    const reader = tokens(text)
    const variables: { name: string; states: string[] }[] = []
    const tables: Block[] = []
    while (reader.peek() !== '') {
      const keyword = reader.next()
      if (keyword === 'network') {
        while (reader.peek() !== '{' && reader.peek() !== '') reader.next()
        skipBlock(reader)
      } else if (keyword === 'variable') variables.push(readVariable(reader))
      else if (keyword === 'probability') tables.push(readTable(reader))
      else throw reader.error(`expected network, variable or probability, found ${show(keyword)}`)
    }
    const index = indexNames(
      'variable',
      variables.map(({ name }) => name),
    )
    const found = new Map<string, NetworkVariable>()
    for (const block of tables) {
      const at = variables[lookUp('variable', index, block.child)]!
      if (found.has(block.child)) {
        throw new CausalError('duplicate-name', `${show(block.child)} has two probability blocks.`, {
          variable: block.child,
        })
      }
      const parentStates = block.parents.map((name) => variables[lookUp('variable', index, name)]!.states)
      found.set(block.child, { ...at, parents: block.parents, probabilities: rowsOf(block, at.states, parentStates) })
    }
    const complete = variables.map(({ name }) => {
      const variable = found.get(name)
      if (variable !== undefined) return variable
      throw new CausalError('invalid-argument', `${show(name)} has no probability block.`, {
        variable: name,
      })
    })
    return networkToModel({ variables: complete }, checkedObject('options', options).tolerance ?? 1e-3)
  })
}
