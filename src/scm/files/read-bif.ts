import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type NetworkVariable, networkToModel } from '../models/network.js'
import type { Scm } from '../models/types.js'
import { type Block, readTable, readVariable, skipBlock } from './bif-blocks.js'
import { bifReader } from './bif-tokens.js'

/**
 * A model from a text in the Bayesian Interchange Format (BIF), as the Bayesian-network repositories give them.
 *
 * Read are `variable` blocks with discrete types and `probability` blocks with `table`, `default` and rows for the parents'
 * states; what stands in the `network` block, properties and comments (`//` and `/*`) are passed over. Other words,
 * a row given twice and a table beside rows are errors.
 *
 * @param text - the file
 * @param options - `tolerance`: how far a row may be from summing to one, 1e-3 by default since published tables are rounded;
 *   rows are used as they stand
 * @returns the model
 * @throws CausalError `parse` with line and column; `too-large` for a variable with more than ten million probabilities;
 *   `not-probability`, `unknown-name`, `cycle`
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
    const reader = bifReader(text)
    const variables: { name: string; states: string[] }[] = []
    const tables: Block[] = []
    while (reader.peek().kind !== 'end') {
      const token = reader.next()
      const keyword = token.kind === 'word' ? token.text : ''
      if (keyword === 'network') {
        while (!reader.isSign('{')) reader.next()
        skipBlock(reader)
      } else if (keyword === 'variable') variables.push(readVariable(reader))
      else if (keyword === 'probability') tables.push(readTable(reader))
      else throw reader.error(token, `expected network, variable or probability, found ${show(token.text)}.`)
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

/** A default fills in a row for each combination of the parents' states: more numbers than this are refused. */
const mostCells = 10_000_000

/** The rows of a block, the last parent fastest. */
function rowsOf(block: Block, states: readonly string[], parentStates: readonly (readonly string[])[]): number[][] {
  const { child, parents, table, byState, byDefault } = block
  const count = parentStates.reduce((n, list) => n * list.length, 1)
  const bad = (message: string): CausalError => new CausalError('invalid-argument', message, { variable: child })
  if (table !== null && table.length !== count * states.length)
    throw bad(`the table of ${show(child)} has ${table.length} numbers, it needs ${count * states.length}.`)
  if (count * states.length > mostCells) {
    throw new CausalError(
      'too-large',
      `${show(child)} has ${parents.length} parents, whose states make ${count * states.length} probabilities, more than ${mostCells}.`,
      { variable: child, cells: count * states.length, limit: mostCells },
    )
  }
  if (table !== null) {
    // the child stands first in the heading, so it runs slowest
    return Array.from({ length: count }, (_, r) => states.map((_, s) => table[s * count + r]!))
  }
  const rows: (number[] | null)[] = Array.from({ length: count }, () => null)
  const positions = parentStates.map((list) => new Map(list.map((state, i) => [state, i])))
  for (const { states: at, row } of byState) {
    if (at.length !== parents.length)
      throw bad(`a row of ${show(child)} names ${at.length} states for ${parents.length} parents.`)
    let r = 0
    for (const [j, state] of at.entries()) {
      const s = positions[j]!.get(state)
      if (s === undefined)
        throw new CausalError('unknown-name', `${show(state)} is no state of ${show(parents[j])}.`, {
          variable: parents[j],
          state,
        })
      r = r * parentStates[j]!.length + s
    }
    if (rows[r] !== null) throw bad(`${show(child)} has two rows for (${at.join(', ')}).`)
    rows[r] = row
  }
  return rows.map((row) => {
    const known = row ?? byDefault
    if (known !== null) return known
    throw bad(`${show(child)} has no row for some combination of its parents' states, and no default.`)
  })
}
