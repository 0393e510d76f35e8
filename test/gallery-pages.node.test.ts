import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { headOf, kinds, picturesOf, verbsOf } from '../docs/gallery-head.mjs'

const helpers = new Set(['all.mjs', 'support.mjs', 'papers/network.mjs', 'papers/figure.mjs'])
const examples = ['', 'papers/'].flatMap((folder) =>
  readdirSync(`examples/${folder}`)
    .map((name) => folder + name)
    .filter((name) => name.endsWith('.mjs') && !helpers.has(name)),
)
const publicNames = new Set(
  ['src/index.ts', ...readdirSync('src').map((room) => `src/${room}/index.ts`)]
    .flatMap((file) => {
      try {
        return readFileSync(file, 'utf8').match(/\w+/g) ?? []
      } catch {
        return []
      }
    })
    .filter((word) => word.length > 1),
)

describe('every example', () => {
  it('is there', () => expect(examples.length).toBeGreaterThan(45))
  for (const name of examples) {
    const text = readFileSync(`examples/${name}`, 'utf8')
    it(`${name} says what it asks and what to believe`, () => {
      const { title, question, believe, code } = headOf(text)
      expect(title.length).toBeLessThan(50)
      expect(question).toMatch(/\?/)
      expect(believe.length).toBeGreaterThan(100)
      expect(believe).toMatch(/\.$/)
      expect(code).not.toMatch(/^\/\/ (Title|Kind|Question|Believe):/m)
      expect(code).toMatch(/console\.log|printTable/)
    })
    it(`${name} makes a picture and uses public names`, () => {
      expect(text).toMatch(/savePicture\(|savePlot\(|\.vl\.json/)
      expect(verbsOf(text).length).toBeGreaterThan(0)
      expect(verbsOf(text).filter((verb) => !publicNames.has(verb))).toEqual([])
    })
  }
  it('has a title of its own', () => {
    const titles = examples.map((name) => headOf(readFileSync(`examples/${name}`, 'utf8')).title)
    expect(new Set(titles).size).toBe(titles.length)
  })
  it('has a kind, and no kind is empty', () => {
    const used = examples.map((name) => headOf(readFileSync(`examples/${name}`, 'utf8')).kind)
    expect([...new Set(used)].sort()).toEqual([...kinds].sort())
  })
})

describe('headOf', () => {
  const good = '// @ts-check\n// Title: T\n// Kind: First steps\n// Question: Why\n//   so?\n// Believe: It.\nlet x\n'
  it('joins lines that go on and leaves the code', () => {
    const { question, code } = headOf(good)
    expect(question).toBe('Why so?')
    expect(code).toBe('// @ts-check\nlet x\n')
  })
  it('says what is missing, unknown or twice there', () => {
    expect(() => headOf(good.replace(/\/\/ Believe.*\n/, ''))).toThrow('// Believe')
    expect(() => headOf(good.replace('First steps', 'Odds'))).toThrow('"Odds" is no kind')
    expect(() => headOf(`${good}// Title: again\n`)).toThrow('"Title" stands twice')
  })
})

it('picturesOf finds each picture once', () => {
  expect(
    picturesOf('Picture: examples/out/a-0.01.svg\nVega-Lite: examples/out/b.vl.json, examples/out/b.vl.json\n'),
  ).toEqual(['a-0.01.svg', 'b.vl.json'])
})
