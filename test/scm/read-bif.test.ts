import { describe, expect, it } from 'vitest'
import { query, readBif, toBif, toNetwork } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const head = 'variable a { type discrete [ 2 ] { no, yes }; }\n'
const place = (text: string) => expectCausalError(() => readBif(text), 'readBif', 'parse').details

describe('readBif', () => {
  it('reads names and states of any form in quotes, as toBif writes them', () => {
    const text = `network n {} variable "a {x}; // b" { type discrete [ 3 ] { "}", ",", "say \\"hi\\"" }; }
      /* a comment */ variable b{type discrete[2]{on,off};property p = 1;} // end
      probability ( "a {x}; // b" ) { table 0.5, 0.25, 0.25; }
      probability ( b | "a {x}; // b" ) { ("}") 1e-1, 0.9; (",") 0.2, 0.8; default .5, .5; }`
    const model = readBif(text)
    expect(model.variables).toEqual(['a {x}; // b', 'b'])
    const answer = query(model, ['b'])
    expect('values' in answer ? answer.values[0] : null).toBeCloseTo(0.05 + 0.05 + 0.125, 12)
    expect(toNetwork(readBif(toBif(model)))).toEqual(toNetwork(model))
  })

  it('marks what it cannot read', () => {
    expect(place(`${head}varable b { }`)).toEqual({ line: 2, column: 1 })
    expect(place('variable a { typ discrete [ 2 ] { no, yes }; }')).toEqual({ line: 1, column: 14 })
    expect(place('variable a { type discrete [ 3 ] { no, yes }; }')).toEqual({ line: 1, column: 30 })
    expect(place('variable a {\n type continuous; }')).toEqual({ line: 2, column: 7 })
    expect(place('variable a { property p; }')).toEqual({ line: 1, column: 10 })
    expect(place(`${head}probability ( a ) { tabel 0.1, 0.9; }`)).toEqual({ line: 2, column: 21 })
    expect(place(`${head}probability ( a ) { table 0.1, 0x9; }`)).toEqual({ line: 2, column: 32 })
    expect(place(`${head}probability ( a, b ) { }`)).toEqual({ line: 2, column: 16 })
    expect(place(`${head}probability ( a ) { table 0.1, 0.9;`)).toEqual({ line: 2, column: 36 })
    expect(place('network "n')).toEqual({ line: 1, column: 9 })
    expect(place('network n {} /* open')).toEqual({ line: 1, column: 14 })
  })

  it('refuses probabilities that are given twice', () => {
    const two = `${head}variable b { type discrete [ 2 ] { x, y }; } probability ( b ) { table 0.5, 0.5; }\n`
    expect(place(`${two}probability ( a ) { table 0.1, 0.9; table 0.2, 0.8; }`)).toEqual({ line: 3, column: 37 })
    expect(place(`${two}probability ( a | b ) { (x) 0.1, 0.9; table 0.1, 0.9; }`)).toEqual({ line: 3, column: 39 })
    const rows = `${two}probability ( a | b ) { (x) 0.1, 0.9; (y) 0.2, 0.8; (x) 0.3, 0.7; }`
    expect(expectCausalError(() => readBif(rows), 'readBif', 'invalid-argument').message).toContain('two rows for (x)')
  })

  it('says how large a table would be that a default fills in', () => {
    const names = Array.from({ length: 40 }, (_, i) => `x${i}`)
    const text = `${names.map((name) => `variable ${name} { type discrete [ 2 ] { a, b }; }`).join('\n')}
      ${names.map((name, i) => `probability ( ${name} ${i === 39 ? `| ${names.slice(0, 39).join(', ')}` : ''} ) { default 0.5, 0.5; }`).join('\n')}`
    expect(expectCausalError(() => readBif(text), 'readBif', 'too-large').details).toMatchObject({ cells: 2 ** 40 })
  })

  it('is linear in its text', () => {
    const n = 40_000
    const start = performance.now()
    place(`network "${'\\"'.repeat(n)}`)
    place(`network a {} ${' /*'.repeat(n)}`)
    place(`network a ${'{'.repeat(n)}`)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
