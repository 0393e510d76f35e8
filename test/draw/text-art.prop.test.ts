import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { box, equalDiagrams, identity, parseDiagram, swap, tensor, toTextArt } from '../../src/index.js'
import { arbitraryDiagram, arbitraryType } from '../diagram/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

const any = arbitraryType.chain((type) => arbitraryDiagram(type, { most: 4 }))

describe('toTextArt', () => {
  it('draws copies, discards, crossings and boxes of several wires', () => {
    const trial = parseDiagram(
      'Z[-> Z] ; copy[Z] ; (assign[Z -> X] * id[Z]) ; (copy[X] * id[Z]) ; (id[X] * recover[X, Z -> Y])',
    )
    expect(toTextArt(trial).split('\n')).toEqual([
      '│ Z ├─●─┤ assign ├─X────●──────────────── X',
      '      │                 │',
      '      └───────────────┐ └─┤         ├─Y── Y',
      '                      │   │ recover │',
      '                      └───┤         │',
    ])
    expect(toTextArt(swap('A', 'B')).split('\n')).toEqual([
      'A ───┐ ┌─ B',
      '     │ │',
      'B ─┐ └─┼─ A',
      '   │   │',
      '   └───┘',
    ])
    expect(toTextArt(parseDiagram('discard[A] * point[B = "x"]'))).toContain('point[B = "x"]')
    expect(toTextArt(identity([]))).toBe('')
  })

  it('draws unequal diagrams differently, one wire of each line at a time', () => {
    const seen = new Map<string, unknown>()
    fc.assert(
      fc.property(any, (diagram) => {
        const art = toTextArt(diagram)
        const other = seen.get(art)
        if (other !== undefined) expect(equalDiagrams(other as typeof diagram, diagram, 'cdu')).toBe(true)
        seen.set(art, diagram)
        // every wire that starts in a line ends there: no piece hangs in the air
        for (const line of art.split('\n')) expect(line).not.toMatch(/─ +─/)
        const dots = diagram.wires.filter((_, v) => {
          const reads = diagram.boxes.flatMap((placed) => placed.inputs).filter((w) => w === v).length
          return reads + diagram.outputWires.filter((w) => w === v).length > 1
        })
        expect(art.split('●').length - 1).toBe(dots.length)
      }),
      { numRuns: 150 },
    )
    expect(seen.size).toBeGreaterThan(60)
  })

  it('refuses what is too large', () => {
    const many = tensor(...Array.from({ length: 501 }, () => box('f', ['A'], ['B'])))
    expectCausalError(() => toTextArt(many), 'toTextArt', 'too-large')
  })
})
