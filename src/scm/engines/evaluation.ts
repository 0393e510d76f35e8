import type { Cell } from '../../data/types.js'
import type { NodeColumn } from './node-column.js'

/** What a law's computation reads: its name, its parents' names and columns, its noise, and the number of rows. */
export interface Evaluation {
  readonly name: string
  readonly inputs: readonly NodeColumn[]
  readonly inputNames: readonly string[]
  readonly noise: NodeColumn | null
  readonly rows: number
  /** Declared states of the variable, for a shift. */
  readonly states: readonly Cell[] | null
}
