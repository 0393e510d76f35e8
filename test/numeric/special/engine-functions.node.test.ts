import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const source = new URL('../../../src/', import.meta.url)

/** The lines of src that are code, not comments. */
function codeLines(): { file: string; line: string }[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  expect(files.length).toBeGreaterThan(500)
  return files.flatMap((file) =>
    readFileSync(new URL(file.replaceAll('\\', '/'), source), 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(\/?\*|\/\/)/.test(line))
      .map((line) => ({ file, line: line.trim() })),
  )
}

describe('the library', () => {
  it('calls no Math function whose last bits the language leaves open', () => {
    const open = /Math\.(a?(cos|sin|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log10|log1p|log2|pow|random|sumPrecise)\b/
    expect(codeLines().filter(({ line }) => open.test(line))).toEqual([])
  })

  it('raises only to the second power, and only 2 to others', () => {
    // x ** 2 is x * x in every engine, and a power of two is exact; the rest goes through portablePow and wholePower
    const powers = codeLines().flatMap(({ file, line }) =>
      [...line.replace(/\/\/.*$/, '').matchAll(/(\S+) \*\* (\S+)/g)].map(([text, base, power]) => ({
        file,
        text,
        base: base!,
        power: power!,
      })),
    )
    const other = powers.filter(({ base, power }) => !/^2\b/.test(power) && !/(^|\W)2$/.test(base))
    expect(other).toEqual([])
    expect(powers.length).toBeGreaterThan(20)
  })
})
