import type { Cell } from '../../data/types.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { asNumbers, type NodeColumn, numberColumn } from './node-column.js'
import type { WorldNode, Worlds } from './worlds.js'

/** Evidence as it bears on the nodes whose noise it finds. */
export interface PushedEvidence<V> {
  readonly evidence: ReadonlyMap<number, V>
  /** log |d seen / d pushed| where it is not zero: the density of what was seen is that of what it is pushed to, over this. */
  readonly logSlopes: ReadonlyMap<number, number>
}

/** Evidence on a shifted or scaled number is evidence on the number (of nodes that are pushed); null where two pieces contradict each other. */
export function pushedEvidence(
  worlds: Worlds,
  given: ReadonlyMap<number, Cell>,
  isPushed: (node: number) => boolean = () => true,
): PushedEvidence<Cell> | null {
  return push(
    worlds,
    given,
    isPushed,
    (value, undo) => (typeof value === 'number' ? undo(value) : null),
    (a, b) => Math.abs((a as number) - (b as number)) <= 1e-9 * (1 + Math.abs(b as number)),
  )
}

/** The same for columns, of which no two bear on one node. */
export function pushedColumns(worlds: Worlds, given: ReadonlyMap<number, NodeColumn>): PushedEvidence<NodeColumn> {
  return push(
    worlds,
    given,
    () => true,
    (column, undo) => numberColumn(asNumbers(column, '').map(undo)),
    () => true,
  )!
}

function push<V>(
  worlds: Worlds,
  given: ReadonlyMap<number, V>,
  isPushed: (node: number) => boolean,
  undone: (value: V, undo: (value: number) => number) => V | null,
  agree: (a: V, b: V) => boolean,
): PushedEvidence<V> | null {
  const evidence = new Map(given)
  const logSlopes = new Map<number, number>()
  for (let i = worlds.nodes.length - 1; i >= 0; i--) {
    const value = evidence.get(i)
    const undo = isPushed(i) ? undoneChange(worlds.nodes[i]!) : null
    const before = value === undefined || undo === null ? null : undone(value, undo.undo)
    if (before === null) continue
    const input = worlds.nodes[i]!.inputs[0]!
    const other = evidence.get(input)
    if (other !== undefined && !agree(other, before)) return null
    evidence.delete(i)
    if (other !== undefined) continue
    evidence.set(input, before)
    logSlopes.set(input, (logSlopes.get(i) ?? 0) + undo!.logSlope)
  }
  return { evidence, logSlopes }
}

/** The natural number from the shifted or scaled one, and log |d changed / d natural|; null for other nodes. */
function undoneChange({ law, states }: WorldNode): { undo: (value: number) => number; logSlope: number } | null {
  if (law.family !== 'change' || states !== null || (law.change === 'scale' && law.amount === 0)) return null
  const { change, amount } = law
  return change === 'shift'
    ? { undo: (value) => value - amount, logSlope: 0 }
    : { undo: (value) => value / amount, logSlope: portableLog(Math.abs(amount)) }
}
