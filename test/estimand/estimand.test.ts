import { describe, expect, it } from 'vitest'
import {
  admg,
  anyValueOf,
  constantTerm,
  dag,
  type Estimand,
  equalEstimands,
  evaluateEstimand,
  type Factor,
  parseEstimand,
  probabilityTerm,
  productOf,
  ratioOf,
  simplifyEstimand,
  sumOver,
  toLatex,
  toMathml,
  toText,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

const P = (of: string[], given: string[] = []): Estimand => probabilityTerm({ of, given })
const simple = (text: string): string => toText(simplifyEstimand(parseEstimand(text)))

describe('builders', () => {
  it('rename a bound value that would read like a free one', () => {
    const inner = sumOver('X', productOf([P(['Y'], ['M', 'X']), P(['X'])]))
    const frontDoor = sumOver('M', productOf([P(['M'], ['X']), inner]))
    expect(toText(frontDoor)).toBe("Σ_M P(M | X) Σ_X' P(Y | M, X') P(X')")
  })

  it('rename a bound value inside another binder of the same variable', () => {
    const inner = sumOver('Z', P(['Y'], ['Z']))
    expect(toText(sumOver('Z', productOf([P(['Z']), inner])))).toBe("Σ_Z P(Z) Σ_Z' P(Y | Z')")
  })

  it('refuse what is no expression', () => {
    expectCausalError(() => probabilityTerm({ of: [] }), 'probabilityTerm', 'invalid-argument')
    expectCausalError(() => probabilityTerm({ of: ['A'], given: ['A'] }), 'probabilityTerm', 'overlap')
    expectCausalError(() => probabilityTerm({ of: ['A', 'A'] }), 'probabilityTerm', 'duplicate-name')
    expectCausalError(() => constantTerm(Number.NaN), 'constantTerm', 'invalid-argument')
    expectCausalError(() => ratioOf(P(['A']), constantTerm(0)), 'ratioOf', 'invalid-argument')
    expectCausalError(() => productOf([{} as Estimand]), 'productOf', 'invalid-argument')
    expectCausalError(() => sumOver({ variable: 'A', prime: 0, state: '1' }, P(['A'])), 'sumOver', 'invalid-argument')
  })

  it('keep numbers apart whose product no double holds', () => {
    expect(toText(productOf([constantTerm(1e200), P(['Y']), constantTerm(1e200)]))).toBe('1e+200 1e+200 P(Y)')
    expect(toText(productOf([constantTerm(1e-200), constantTerm(1e-200), P(['Y'])]))).toBe('1e-200 1e-200 P(Y)')
    expect(toText(productOf([constantTerm(1e200), constantTerm(0), P(['Y'])]))).toBe('0')
  })

  it('make frozen values and leave their parts alone', () => {
    const part = deepFreeze(P(['Y'], ['Z']))
    const e = sumOver('Z', productOf([part, P(['Z'])]))
    expect(Object.isFrozen(e) && e.type === 'sum' && Object.isFrozen(e.over) && Object.isFrozen(e.body)).toBe(true)
  })
})

describe('the door', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, '1', null])('refuses a constant whose value is %s', (value) => {
    const constant = { type: 'constant', value } as unknown as Estimand
    for (const part of [constant, { type: 'product', factors: [P(['y']), constant] } as Estimand])
      expectCausalError(() => toText(part), 'toText', 'invalid-argument')
  })
})

describe('text', () => {
  const texts = [
    'P(y | do(x), z)',
    "Σ_m P(m | x) Σ_x' P(y | m, x') P(x')",
    'P^source(y | do(x))',
    '[Σ_w P(x, y | z, w) P(w)] / [Σ_w P(x | z, w) P(w)]',
    'any_z P(y | x, z)',
    'P(y = 1 | do(x = 0))',
    'Σ_{a, b} P(a, b) [P(c) / P(d)]',
    '0.5 P(y)',
  ]
  it.each(texts)('%s reads back as it is', (text) => {
    expect(toText(parseEstimand(text))).toBe(text)
  })

  it('quotes odd names, and reads them back', () => {
    const odd = ['a,b', 'two words', '"q"', 'x->y', '2', '__proto__', 'Σ_x', "x'", 'do', 'P']
    for (const name of odd) {
      const e = sumOver(name, productOf([P(['y'], [name]), P([name])]))
      expect(equalEstimands(parseEstimand(toText(e)), e), toText(e)).toBe(true)
    }
  })

  it('says where it cannot read', () => {
    for (const text of ['', 'P(', 'P(y | )', 'Q(y)', 'P(y) ]', 'Σ_ P(y)', 'P(y) /', 'P(y', '[P(y)'])
      expectCausalError(() => parseEstimand(text), 'parseEstimand', 'parse')
    expectCausalError(() => parseEstimand('P(y | y)'), 'parseEstimand', 'overlap')
  })

  it('is written in LaTeX and MathML too', () => {
    expect(toLatex(parseEstimand("Σ_z' P(Y1 | two_b, z') / P(smoking)"))).toBe(
      '\\sum_{z} \\frac{P(Y_{1} \\mid \\text{two\\_b}, z)}{P(\\mathit{smoking})}',
    )
    expect(toLatex(parseEstimand('[Σ_a P(a)] P^s(y | do(x = 1))'))).toBe(
      'P^{s}(y \\mid \\mathrm{do}(x = 1))\\, \\sum_{a} P(a)',
    )
    expect(toMathml(parseEstimand('Σ_"<" P("<") / P(y | do(x))'))).toContain('<mi>&lt;</mi>')
    expect(toLatex(probabilityTerm({ of: 'α', given: ['β_2', 'Γ', 'ж'] }))).toBe(
      'P(\\alpha \\mid \\beta_{2}, \\Gamma, \\text{ж})',
    )
    // what no XML document may hold does not get in: a control character, half a pair
    const odd = toMathml(probabilityTerm({ of: 'a\u0000b\uD800c\uFFFF', given: ']]>&<"' }))
    expect(odd).toContain('<mi>a\uFFFDb\uFFFDc\uFFFD</mi>')
    expect(odd).toContain('<mi>]]&gt;&amp;&lt;&quot;</mi>')
    expectCausalError(() => toText({} as Estimand), 'toText', 'invalid-argument')
    expectCausalError(() => toLatex(null as unknown as Estimand), 'toLatex', 'invalid-argument')
  })
})

describe('equalEstimands', () => {
  it('ignores the names of bound values and the order of factors', () => {
    const a = parseEstimand("Σ_{m, x'} P(m | x) P(y | m, x') P(x')")
    const b = parseEstimand("Σ_{m, x'} P(x') P(m | x) P(y | x', m)")
    expect(equalEstimands(a, b)).toBe(true)
  })
  it('tells free from bound, and one variable from another', () => {
    expect(equalEstimands(parseEstimand('Σ_x P(y | x)'), parseEstimand('P(y | x)'))).toBe(false)
    expect(equalEstimands(parseEstimand("Σ_x' P(y | x) P(x')"), parseEstimand("Σ_x' P(y | x') P(x)"))).toBe(false)
    expect(equalEstimands(parseEstimand('Σ_x P(x)'), parseEstimand('Σ_y P(y)'))).toBe(false)
  })
})

describe('simplifyEstimand', () => {
  it.each([
    ['Σ_z P(z, y | x)', 'P(y | x)'],
    ['Σ_z P(y | z, x) P(z | x)', 'P(y | x)'],
    ['Σ_{a, b} P(y | a, b) P(b | a) P(a)', 'P(y)'],
    ['P(x, y) / P(x)', 'P(y | x)'],
    ['P(y | x) P(x)', 'P(y, x)'],
    ['[Σ_y P(x, y)] / P(x)', '1'],
    ['Σ_z P(y) P(z)', 'P(y)'],
    ['Σ_z P(y | x, z) P(z)', 'Σ_z P(y | x, z) P(z)'],
    ['Σ_{a, b} P(y | a) P(w | b, c) P(a | d) P(b)', '[Σ_a P(y | a) P(a | d)] Σ_b P(w | c, b) P(b)'],
    ['[P(a) P(b | a)] / [P(a) P(c)]', 'P(b | a) / P(c)'],
    ['0 P(y)', '0'],
    ['any_z P(y | x)', 'P(y | x)'],
    ['Σ_z P(y | do(x), z) P(z | do(x))', 'P(y | do(x))'],
    ['Σ_z P^a(y | z) P^b(z)', 'Σ_z P^a(y | z) P^b(z)'],
  ])('%s is %s', (long, short) => {
    expect(simple(long)).toBe(short)
  })

  it('prunes by d-separation, given a graph', () => {
    const g = dag('z -> x -> y; z -> w')
    expect(toText(simplifyEstimand(parseEstimand('P(y | x, z, w)'), g))).toBe('P(y | x)')
    expect(toText(simplifyEstimand(parseEstimand('Σ_z P(y | x, z) P(z)'), dag('z -> x -> y <- z')))).toBe(
      'Σ_z P(y | x, z) P(z)',
    )
    expectCausalError(() => simplifyEstimand(parseEstimand('P(q)'), g), 'simplifyEstimand', 'unknown-name')
  })

  it('does not merge values of one variable that differ', () => {
    const e = "Σ_{m, x'} P(m | x) P(y | m, x') P(x')"
    expect(simple(e)).toBe("Σ_m P(m | x) Σ_x' P(y | m, x') P(x')")
    const g = admg('x -> m -> y; x <-> y')
    expect(toText(simplifyEstimand(parseEstimand(e), g))).toBe("Σ_m P(m | x) Σ_x' P(y | m, x') P(x')")
  })
})

const binary = (name: string): { name: string; states: string[] } => ({ name, states: ['0', '1'] })
const joint: Factor = deepFreeze({
  variables: [binary('z'), binary('x'), binary('y')],
  values: Float64Array.of(0.1, 0.2, 0.05, 0.05, 0.1, 0.1, 0.3, 0.1),
})

describe('evaluateEstimand', () => {
  it('adjusts for a confounder', () => {
    const result = evaluateEstimand(parseEstimand('Σ_z P(y | x, z) P(z)'), joint)
    expect(result.variables.map((v) => v.name)).toEqual(['x', 'y'])
    const y1 = (x: number): number => 0.4 * [2 / 3, 0.5][x]! + 0.6 * [0.5, 0.25][x]!
    expect([...result.values]).toEqual([1 - y1(0), y1(0), 1 - y1(1), y1(1)].map((v) => expect.closeTo(v, 12)))
    expect(result.unsupported).toEqual([])
  })

  it('keeps two values of a variable apart, and slices fixed states', () => {
    const both = evaluateEstimand(parseEstimand("P(y | x) P(x')"), joint)
    expect(both.variables.map((v) => v.name)).toEqual(['x', 'y', "x'"])
    const fixed = evaluateEstimand(parseEstimand('P(y = 1 | x = 0)'), joint)
    expect([...fixed.values]).toEqual([expect.closeTo(0.6, 12)])
  })

  it('reports the cells without support, and only those', () => {
    const holes = { ...joint, values: Float64Array.of(0.2, 0.2, 0, 0, 0.1, 0.1, 0.3, 0.1) }
    const result = evaluateEstimand(parseEstimand('Σ_z P(y | x, z) P(z)'), holes)
    expect(result.unsupported).toEqual([
      ['1', '0'],
      ['1', '1'],
    ])
    expect([...result.values].map(Number.isNaN)).toEqual([false, false, true, true])
    // P(z = 0) = 0: the missing P(y | x, z = 0) is not needed
    const certain = { ...joint, values: Float64Array.of(0, 0, 0, 0, 0.1, 0.2, 0.3, 0.4) }
    expect(evaluateEstimand(parseEstimand('Σ_z P(y | x, z) P(z)'), certain).unsupported).toEqual([])
  })

  it('takes counts, and chooses any supported value', () => {
    const counts = { ...joint, values: Float64Array.of(0, 0, 5, 5, 1, 1, 3, 9) }
    const result = evaluateEstimand(anyValueOf('z', P(['y'], ['x', 'z'])), counts)
    expect([...result.values]).toEqual([0.5, 0.5, 0.5, 0.5])
  })

  it('takes experiments and populations by name', () => {
    const trial = {
      do: ['x'],
      domain: 'trial',
      joint: { variables: [binary('x'), binary('y')], values: Float64Array.of(0.3, 0.7, 0.6, 0.4) },
    }
    const result = evaluateEstimand(parseEstimand('P^trial(y | do(x))'), [{ joint }, trial])
    expect([...result.values]).toEqual([0.3, 0.7, 0.6, 0.4].map((v) => expect.closeTo(v, 12)))
    expectCausalError(
      () => evaluateEstimand(parseEstimand('P(y | do(x))'), joint),
      'evaluateEstimand',
      'invalid-argument',
    )
  })

  it('refuses what it cannot answer', () => {
    const at = 'evaluateEstimand'
    expectCausalError(() => evaluateEstimand(P(['q']), joint), at, 'unknown-name')
    expectCausalError(() => evaluateEstimand(parseEstimand('P(y = 2)'), joint), at, 'unknown-name')
    const wrong = (values: number[]): Factor => ({ ...joint, values: Float64Array.from(values) })
    expectCausalError(() => evaluateEstimand(P(['y']), wrong([1, 2])), at, 'type-mismatch')
    expectCausalError(() => evaluateEstimand(P(['y']), wrong([1, Number.NaN, 0, 0, 0, 0, 0, 0])), at, 'not-probability')
    expectCausalError(() => evaluateEstimand(P(['y']), wrong([1, -1, 0, 0, 0, 0, 0, 0])), at, 'not-probability')
    expectCausalError(() => evaluateEstimand(P(['y']), wrong([0, 0, 0, 0, 0, 0, 0, 0])), at, 'zero-support')
    expectCausalError(() => evaluateEstimand(P(['y']), {} as Factor), at, 'invalid-argument')
  })
})
