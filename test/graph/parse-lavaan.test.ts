import { describe, expect, it } from 'vitest'
import { admg, dag, dSeparated, parseLavaan, toDagitty } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const refused = (text: string) => expectCausalError(() => parseLavaan(text), 'parseLavaan', 'parse')
const read = (text: string) => toDagitty(parseLavaan(text))

describe('parseLavaan', () => {
  it('draws no edge for what is fixed at zero', () => {
    const g = parseLavaan('y ~ 0*x + z \n x ~~ 0*z')
    expect(toDagitty(g)).toBe('dag { y x z z -> y }')
    expect(dSeparated(g, 'x', 'z')).toBe(true)
    expect(read('y ~ 0.0*x + -0*z + 0e3*w + c(0, 0)*v')).toBe('dag { y x z w v }')
    expect(read('f =~ 1*a + 0*b')).toBe('dag { f [latent] a b f -> a }')
    expect(read('y ~ 0*x + b*x; y ~~ 0*y')).toBe('dag { y x }')
  })

  it('draws an edge for what is fixed elsewhere, labelled, started, or free in some group', () => {
    for (const modifier of [
      '1',
      '-0.5',
      'b',
      '"b"',
      "'b'",
      'NA',
      'start(0)',
      'c(0, NA)',
      'c(b1, b2)',
      'equal("y~z")',
      'label("b")*2',
    ])
      expect(parseLavaan(`y ~ ${modifier}*x`), modifier).toEqual(dag('y <- x'))
  })

  it('names products, functions, blocks and what else it cannot represent', () => {
    expect(refused('y ~ x + x:z').message).toContain('x:z is a product of variables')
    expect(refused('y ~ x + x:z').details).toEqual({ line: 1, column: 10 })
    expect(refused('y ~ log(x)').message).toContain('log(…) is a function of variables')
    expect(refused('level: 1\n y ~ x').message).toContain('begins another block')
    expect(refused('group: a\n y ~ x').details).toEqual({ line: 1, column: 1 })
    expect(refused('y ~ (1 - 1)*x').message).toContain('cannot tell whether "(1 - 1)" is zero')
    expect(refused('y ~ 1/3*x').details).toEqual({ line: 1, column: 5 })
    expect(refused('y ~ a*x\n 0 == a').details).toEqual({ line: 2, column: 7 })
    expect(refused('a == 0; y ~ c(a, b)*x').message).toContain('write 0*')
    expect(read('y ~ a*x; b == 0; a == b')).toBe('dag { y x x -> y }')
  })

  it('refuses what may be misread', () => {
    expect(refused('y ~ x z').details).toEqual({ line: 1, column: 7 })
    expect(refused('y ~ x - z').details).toEqual({ line: 1, column: 7 })
    expect(refused('y ~ x\n z').details).toEqual({ line: 2, column: 2 })
    expect(refused('y ~ x ~ z').details).toEqual({ line: 1, column: 7 })
    expect(refused('y ~ 2').details).toEqual({ line: 1, column: 5 })
    expect(refused('y ~ x +').details).toEqual({ line: 1, column: 7 })
    expect(refused('~ x').details).toEqual({ line: 1, column: 1 })
    expect(refused('f =~ 1').details).toEqual({ line: 1, column: 6 })
    expect(refused('y ~ *x').message).toContain('modifier')
    expect(refused('y ~ x\n\n  y ~ 0*x').details).toEqual({ line: 3, column: 7 })
    expect(refused('x ~~ y; y ~~ 0*x').message).toContain('given twice')
    expect(refused('y ~ x → z').details).toEqual({ line: 1, column: 7 })
    expect(refused('y ~ "b*x').details).toEqual({ line: 1, column: 5 })
  })

  it('goes on where a line ends in a sign, or the next one begins with one', () => {
    expect(read('y ~ # of\n x +\n\n ! more\n z\n + w')).toBe('dag { y x z w x -> y z -> y w -> y }')
    expect(read('y ~ start(\n0.5)*x\r\nz ~ y')).toBe('dag { y x z y -> z x -> y }')
    // a line may end in a carriage return alone, also that of a comment
    expect(read('y ~ x # of\rz ~ y')).toBe('dag { y x z y -> z x -> y }')
    expect(parseLavaan('a + b ~~ c')).toEqual(admg('a <-> c <-> b'))
  })

  it('passes over what says nothing about the graph', () => {
    expect(read('y ~ a*x + 1; y | t1 + t2; y ~*~ y; ab := a*b; a > 0; a < b + 1; y ~~ 1*y; y ~ 0*1')).toBe(
      'dag { y x x -> y }',
    )
    expect(parseLavaan('').nodes).toEqual([])
  })

  it('takes milliseconds for long texts', () => {
    const n = 40_000
    const start = performance.now()
    refused(`y ~ ${'1'.repeat(n)}x`)
    refused(`${'#'.repeat(n)}\r x\n x`)
    refused(`y ~ ${'('.repeat(n)}`)
    refused(`y ~ "${'\\"'.repeat(n)}`)
    refused(`y ~ ${'x*'.repeat(n)}`)
    expect(parseLavaan(`y ~ ${'x + '.repeat(n)}z`).edges.length).toBe(2)
    expect(performance.now() - start).toBeLessThan(3000)
    const many = (letter: string) => Array.from({ length: 2000 }, (_, i) => `${letter}${i}`).join(' + ')
    expect(
      expectCausalError(() => parseLavaan(`${many('y')} ~ ${many('x')}`), 'parseLavaan', 'too-large').details,
    ).toMatchObject({ edges: 4_000_000 })
  })
})
