import { CausalError } from '../../errors.js'
import { unknownName } from '../../names.js'
import { show } from '../../show.js'
import { indexed } from '../core/indexed.js'
import type { CausalGraph } from '../types.js'

/** For each adjacent pair `min · n + max` of positions in `reference`, its edges: one bit for each of the nine pairs of marks. */
export type PairMarks = ReadonlyMap<number, number>

/** The edges of `graph` pair by pair, in the positions of `reference`; both must have the same nodes, in any order. */
export function pairMarks(graph: CausalGraph, reference: CausalGraph): PairMarks {
  const { incidence, names, size } = indexed(graph)
  const { index, names: wanted } = indexed(reference)
  const position = names.map((name) => {
    const i = index.get(name)
    if (i === undefined) throw unknownName('node of the first graph', name, wanted)
    return i
  })
  if (size !== wanted.length) {
    throw new CausalError(
      'invalid-argument',
      `the graphs must have the same nodes, got ${wanted.length} and ${show(size)}.`,
    )
  }
  const marks = new Map<number, number>()
  for (let a = 0; a < size; a++) {
    for (let k = incidence.start[a]!; k < incidence.start[a + 1]!; k++) {
      const i = position[a]!
      const j = position[incidence.node[k]!]!
      if (i > j) continue
      const bit = 1 << (incidence.near[k]! * 3 + incidence.far[k]!)
      marks.set(i * size + j, (marks.get(i * size + j) ?? 0) | bit)
    }
  }
  return marks
}
