import { describe, expect, it } from 'vitest'
import { admg, cut, dag, diagramOf, drawProof, toSvg } from '../../src/index.js'

/** The document as a page shows it whose policy lets in no style sheet and no style of an element. */
const plain = (svg: string): string => svg.replace(/<style>[\s\S]*<\/style>/, '').replace(/ style="[^"]*"/g, '')

const elements = (svg: string, what: RegExp): string[] => (svg.match(/<[^>]+>/g) ?? []).filter((tag) => what.test(tag))

/** Whether an element says its own fill, as letters and marks must where the root says none. */
const isFilled = (tag: string): boolean => tag.includes('fill="currentColor"') && tag.includes('stroke="none"')

const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))

describe('a picture where no style sheet is let in', () => {
  const pictures = {
    graph: toSvg(dag('Z -> X -> Y <- Z'), { roles: { treatment: 'X', outcome: 'Y' }, highlight: ['Z'], legend: true }),
    hidden: toSvg(admg('X -> M -> Y; X <-> Y'), { widths: [{ from: 'X', to: 'M', value: 3 }] }),
    diagram: toSvg(diagramOf(admg('X -> M -> Y; X <-> Y'))),
    proof: drawProof({ start: model, steps: [cut(model, 'X').step] }),
  }

  it.each(Object.entries(pictures))('%s: lines in ink, nothing filled but letters and marks', (_, svg) => {
    const shown = plain(svg)
    expect(shown.slice(0, shown.indexOf('>'))).toContain('fill="none" stroke="currentColor" stroke-width="1.4"')
    const texts = elements(shown, /^<text\b/)
    expect(texts.length).toBeGreaterThan(0)
    expect(texts.filter((tag) => !isFilled(tag))).toEqual([])
    expect(elements(shown, /class="mark"/).filter((tag) => !isFilled(tag))).toEqual([])
    // an attribute twice is no XML
    for (const tag of elements(shown, /=/)) {
      const names = [...tag.matchAll(/ ([\w:-]+)="/g)].map((match) => match[1])
      expect(new Set(names).size, tag).toBe(names.length)
    }
  })

  it('keeps what dashes, roles, highlights and widths say', () => {
    const hidden = plain(pictures.hidden)
    expect(elements(hidden, /class="edge hidden"/).every((tag) => tag.includes('stroke-dasharray="5 4"'))).toBe(true)
    expect(elements(hidden, /class="edge hidden"/).length).toBe(1)
    expect(elements(hidden, /class="edge"/).some((tag) => / stroke-width="(?!1\.4)/.test(tag))).toBe(true)
    const graph = plain(pictures.graph)
    expect(elements(graph, /class="role-treatment"/).every((tag) => tag.includes('color="#0072b2"'))).toBe(true)
    expect(elements(graph, /class="accent"/).every((tag) => tag.includes('color="#b4233a"'))).toBe(true)
    expect(elements(plain(pictures.proof), /class="accent"/).length).toBeGreaterThan(0)
    expect(elements(plain(pictures.proof), /class="accent"/).every((tag) => tag.includes('color="#b4233a"'))).toBe(true)
  })
})
