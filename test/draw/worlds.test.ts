import { describe, expect, it } from 'vitest'
import { box, fromProgram, toDot, toMermaid, toSvg, toTikz, twinDiagram, worldsDiagram } from '../../src/index.js'

const model = fromProgram([], (run) => {
  const [u] = run(box('U', [], ['U']))
  const [x] = run(box('coin', [], ['X']))
  const [y] = run(box('f', ['X', 'U'], ['Y'], { deterministic: true }), x!, u!)
  return [x, y]
})
const formats = { toSvg, toDot, toMermaid, toTikz } as const

describe('the picture of a twin network', () => {
  it('says which Y is counterfactual', () => {
    const { diagram } = twinDiagram(model, { given: ['X', 'Y'], do: { X: 1 }, query: 'Y' })
    for (const [name, write] of Object.entries(formats)) {
      const text = write(diagram as never).replace(/#61;/g, '=')
      expect(text.match(/Y \(do X = 1\)/g), name).not.toBeNull()
    }
    const [factual, other] = [...toSvg(diagram).matchAll(/<text data-output[^>]*>(Y[^<]*)<\/text>/g)].map((m) => m[1])
    expect([factual, other]).toEqual(['Y', 'Y (do X = 1)'])
  })

  it('tells several worlds apart', () => {
    const { diagram } = worldsDiagram(model, [
      { outputs: ['Y'] },
      { do: { X: 0 }, outputs: ['Y'] },
      { do: { X: 1 }, outputs: ['Y'] },
    ])
    const svg = toSvg(diagram)
    for (const text of ['>Y</text>', '>Y (do X = 0)</text>', '>Y (do X = 1)</text>']) expect(svg).toContain(text)
  })
})
