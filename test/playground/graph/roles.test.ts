import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultIn } from '../../../examples/playground/src/graph/fault.js'
import { historyOf, recorded, redone, undone } from '../../../examples/playground/src/graph/history.js'
import { placed } from '../../../examples/playground/src/graph/placed.js'
import { type NamedParts, reconciled } from '../../../examples/playground/src/graph/reconcile.js'
import { hiding, readGraph } from '../../../examples/playground/src/reading.js'

const parts: NamedParts = {
  treatment: 'x',
  outcome: 'y',
  latents: [],
  selection: [],
  adjusted: ['z'],
  places: { z: [1, 2] },
}

describe('roles under a changed text', () => {
  it('go along with a name that is typed over', () => {
    const { parts: now, notes } = reconciled(parts, 'z -> x -> y <- z', 'z1 -> x -> y <- z1')
    expect(now).toEqual({ ...parts, adjusted: ['z1'], places: { z1: [1, 2] } })
    expect(notes).toEqual([])
  })
  it('come from the text where it gives new ones', () => {
    const text = 'dag { a [exposure] b [outcome] u [latent] s [selected] z [adjusted] a -> b; u -> a; z -> b; b -> s }'
    const { parts: now } = reconciled(parts, 'z -> x -> y', text)
    expect(now).toEqual({
      treatment: 'a',
      outcome: 'b',
      latents: ['u'],
      selection: ['s'],
      adjusted: ['z'],
      places: { z: [1, 2] },
    })
    // the same text with another edge leaves what was chosen since
    expect(reconciled({ ...now, treatment: 'z' }, text, text.replace('b -> s', 'a -> s')).parts.treatment).toBe('z')
  })
  it('fall back with a note when their names are gone', () => {
    const { parts: now, notes } = reconciled(parts, 'z -> x -> y <- z', 'a -> b -> y')
    expect([now.treatment, now.outcome, now.adjusted, now.places]).toEqual(['a', 'y', [], {}])
    expect(notes).toHaveLength(2)
    expect(notes.join(' ')).toContain('the treatment is now “a”')
  })
  it('stay as they are while the text has a fault', () => {
    expect(reconciled(parts, 'x -> y', 'x -> ')).toEqual({ parts, notes: [] })
  })
  it('never name what is not in the graph', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('x -> y', 'z -> x', 'a', 'q -> z', 'y <-> a', 'a [latent]', 'z [exposure]')),
        (lines) => {
          const text = lines.join('\n')
          const read = readGraph(text)
          const { parts: now } = reconciled(parts, 'z -> x -> y', text)
          const named = [now.treatment, now.outcome, ...now.latents, ...now.selection, ...now.adjusted].filter(Boolean)
          if (read.read && read.graph.nodes.length > 0)
            expect(named.filter((name) => !read.graph.nodes.includes(name))).toEqual([])
          expect(now.treatment === now.outcome && now.treatment !== '').toBe(false)
        },
      ),
    )
  })
})

describe('undo', () => {
  it('goes back and forth over every state, typing without a pause being one step', () => {
    let history = historyOf('')
    history = recorded(history, 'a', 'typing', 1000)
    history = recorded(history, 'ab', 'typing', 1300)
    history = recorded(history, 'ab c', 'edit', 1400)
    expect(undone(history).present).toBe('ab')
    expect(undone(undone(history)).present).toBe('')
    expect(undone(undone(undone(history))).present).toBe('')
    expect(redone(redone(undone(undone(history)))).present).toBe('ab c')
    expect(recorded(undone(history), 'x', 'edit', 9999).future).toEqual([])
  })
})

describe('faults', () => {
  it('are told at the place where they were typed', () => {
    const told = (text: string) => {
      const reading = readGraph(text)
      const fault = faultIn(text, reading)!
      return [fault.message, fault.places.map(({ from, to }) => text.slice(from, to))] as const
    }
    expect(told('a - b')).toEqual([expect.stringContaining('line 1, column 3'), ['-']])
    expect(told('x\na -> ')[0]).toContain('line 2, column 6: expected a name or a group, found the end of the text')
    expect(told('a [foo]')[1]).toEqual(['foo'])
    expect(told('dag { a -> b\nb -> a; a -> c }')[1]).toEqual(['a -> b', 'b -> a'])
  })
})

describe('places', () => {
  const layout = {
    positions: ['a', 'b', 'c'].map((node, i) => ({ node, x: 100 * i, y: 0, width: 40, height: 30 })),
    routes: [
      { from: 'a', to: 'b', fromMark: 'tail', toMark: 'arrow', points: [0, 33, 66, 100].map((x) => ({ x, y: 0 })) },
      { from: 'a', to: 'c', fromMark: 'tail', toMark: 'arrow', points: [0, 66, 133, 200].map((x) => ({ x, y: 50 })) },
    ],
    size: { width: 240, height: 30 },
  } as const
  it('nodes stand where they were put, others stay, edges follow', () => {
    const now = placed(layout, { c: [200, 80], gone: [1, 1] })
    expect(now.positions.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [100, 0],
      [200, 80],
    ])
    expect(now.routes[0]).toBe(layout.routes[0])
    expect(now.routes[1]!.points.at(-1)).toEqual({ x: 200, y: 80 })
  })
  it('an edge bows round a node in its way', () => {
    const { points } = placed(layout, { c: [200, 0] }).routes[1]!
    expect(Math.abs(points[1]!.y)).toBeGreaterThan(15)
  })
  it('what is no number is passed over', () => {
    expect(placed(layout, { a: [Number.NaN, 0] })).toBe(layout)
  })
})

it('hiding a node leaves the rest as it is', () => {
  const read = readGraph('u -> x -> y <- u; x <-> y')
  if (!read.read) throw new Error(read.message)
  const hidden = hiding(read.graph, ['u', 'nobody'])
  expect([hidden.latents, hidden.nodes, hidden.edges, hidden.kind]).toEqual([
    ['u'],
    read.graph.nodes,
    read.graph.edges,
    'admg',
  ])
})
