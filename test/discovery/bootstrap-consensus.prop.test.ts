import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bootstrapGraph, isExtendable, type Pdag, pdag, table } from '../../src/index.js'

const names = ['A', 'B', 'C', 'D', 'E']
const data = table(Object.fromEntries(names.map((name, j) => [name, [1, 2, 3, 4].map((i) => i * (j + 1))])))
const pairs = names.flatMap((x, i) => names.slice(i + 1).map((y) => [x, y] as const))
const marks = fc.constantFrom('none', '->', '<-', '--', '<->')
const graphs = fc
  .array(fc.array(marks, { minLength: pairs.length, maxLength: pairs.length }), { minLength: 1, maxLength: 5 })
  .map((all) =>
    all.map((list) =>
      pdag({
        nodes: names,
        directed: pairs.flatMap(
          ([x, y], k) => (list[k] === '->' ? [[x, y]] : list[k] === '<-' ? [[y, x]] : []) as [string, string][],
        ),
        undirected: pairs.filter((_, k) => list[k] === '--'),
        bidirected: pairs.filter((_, k) => list[k] === '<->'),
      }),
    ),
  )

describe('the consensus of bootstrapGraph', () => {
  it('stands for some DAG, whatever the replicates were, and keeps the most frequent marks where it can', () => {
    let mended = 0
    fc.assert(
      fc.property(graphs, (replicates) => {
        let k = 0
        const run = (list: readonly Pdag[]) => {
          k = 0
          return bootstrapGraph(data, () => list[k++ % list.length]!, { draws: list.length, threshold: 0.5 })
        }
        const found = run(replicates)
        expect(isExtendable(found.consensus as Pdag)).toBe(true)
        const joined = found.edges.filter(({ adjacent }) => adjacent > 0.5)
        expect(found.consensus.edges.length).toBe(joined.length)
        if (found.consensusMended) {
          mended++
          return
        }
        for (const {
          x,
          y,
          marks: [most],
        } of joined) {
          const edge = found.consensus.edges.find((e) => [e.from, e.to].includes(x) && [e.from, e.to].includes(y))!
          const [atX, atY] = edge.from === x ? [edge.fromMark, edge.toMark] : [edge.toMark, edge.fromMark]
          expect([atX, atY]).toEqual([most!.atX, most!.atY])
        }
      }),
      { numRuns: 300 },
    )
    expect(mended).toBeGreaterThan(20)
  })
})
