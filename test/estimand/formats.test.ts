import { describe, expect, it } from 'vitest'
import { parseEstimand, probabilityTerm, productOf, toLatex, toMathml } from '../../src/index.js'
import { readXml, textsOf } from '../support/well-formed.js'

const odd = ['constructor', 'a<b', 'a,b', '__proto__', 'two words', '"', "it's", '&amp;', ']]>', 'ж', '|', '<!--', '\n']

describe('toMathml', () => {
  it('is well-formed for any name, and shows it', () => {
    for (const name of odd) {
      const text = toMathml(
        probabilityTerm({ of: name, given: [{ variable: name === 'z' ? 'y' : 'z', prime: 0, state: name }] }),
      )
      expect(textsOf(readXml(text), 'mi').filter((shown) => shown === name).length, name).toBe(2)
      if (typeof DOMParser === 'undefined') continue
      const parsed = new DOMParser().parseFromString(text, 'application/xml')
      expect(parsed.querySelector('parsererror'), name).toBe(null)
      expect(Array.from(parsed.querySelectorAll('mi'), (e) => e.textContent)).toContain(name)
    }
  })

  it('is read by a reader that refuses what is not well-formed', () => {
    const broken = [
      '<a>',
      '<a></b>',
      '<a>&</a>',
      '<a>&nbsp;</a>',
      '<a/><b/>',
      'a',
      '<a>]]></a>',
      '<a>\u0000</a>',
      '<a b=c/>',
    ]
    for (const text of broken) expect(() => readXml(text), text).toThrow()
    expect(readXml('<a b="c">&lt;<d/></a>')).toEqual({ name: 'a', children: ['<', { name: 'd', children: [] }] })
  })
})

describe('toLatex', () => {
  it('writes words for Greek letters as these, for variables', () => {
    expect(toLatex(parseEstimand('P(alpha | beta1, Gamma_2, epsilon)'))).toBe(
      'P(\\alpha \\mid \\beta_{1}, \\Gamma_{2}, \\epsilon)',
    )
    // not a state, not a part of a word, and no letter that looks Latin
    expect(toLatex(parseEstimand('P(x = alpha | alphabet, Alpha)'))).toBe(
      'P(x = \\mathit{alpha} \\mid \\mathit{alphabet}, \\mathit{Alpha})',
    )
  })

  it('makes brackets as tall as what is in them', () => {
    const flat = productOf([parseEstimand('P(a)'), productOf([parseEstimand('P(b)'), parseEstimand('P(c)')])])
    expect(toLatex(flat)).not.toContain('\\left')
    expect(toLatex(parseEstimand('any_z [Σ_a P(a | z)] P(b)'))).not.toContain('[')
    expect(toLatex(parseEstimand('Σ_b [Σ_a P(a)] [Σ_c P(c)] P(b)'))).toContain('\\left[\\sum_{a} P(a)\\right]')
  })

  it('leaves no character that LaTeX would take for its own', () => {
    for (const name of odd) {
      const inner = toLatex(probabilityTerm({ of: name })).slice(2, -1)
      expect(inner.replace(/\\(?:text[a-z]*|mathit)\{\}?|\\[_#$%&{}]|\}$/g, ''), name).not.toMatch(/[\\{}^~#$%&<>|\n]/)
    }
  })
})
