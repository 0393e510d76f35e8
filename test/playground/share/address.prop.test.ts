import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHash, toHash } from '../../../examples/playground/src/share/address'
import { fromFile, toFile } from '../../../examples/playground/src/share/file'
import { readWork } from '../../../examples/playground/src/share/read-work'
import { works } from './works'

const hashOf = async (work: Parameters<typeof toHash>[0], canDeflate?: boolean): Promise<string> => {
  const made = await toHash(work, canDeflate)
  if (!made.ok) throw new Error(made.message)
  return made.hash
}

describe('the address of a work', () => {
  it('gives any work back, deflated or plain', async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(works, fc.boolean(), async (work, canDeflate) => {
        const hash = await hashOf(work, canDeflate)
        expect(hash).toMatch(/^#v1p?\.[0-9a-z]+-[0-9a-f]{8}\.[\w-]+$/)
        const read = await fromHash(hash)
        expect(read?.ok && JSON.stringify(read.work)).toBe(JSON.stringify(work))
        seen++
      }),
    )
    expect(seen).toBe(100)
  })

  it('cut anywhere is told as cut short, and never read', async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(works, fc.boolean(), fc.nat(), async (work, canDeflate, at) => {
        const hash = await hashOf(work, canDeflate)
        const read = await fromHash(hash.slice(0, 2 + (at % (hash.length - 2))))
        expect(read?.ok === false && read.message).toMatch(/cut short|altered/)
        const inBody = await fromHash(
          hash.slice(0, hash.lastIndexOf('.') + 1 + (at % (hash.length - hash.lastIndexOf('.') - 1))),
        )
        expect(inBody?.ok === false && inBody.message).toContain('cut short')
        seen++
      }),
    )
    expect(seen).toBe(100)
  })

  it('altered in one sign is never read as another work', async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(
        works,
        fc.nat(),
        fc.constantFrom('A', 'b', '7', '-', '_', '.', '%', 'é'),
        async (work, at, sign) => {
          const hash = await hashOf(work)
          const place = 2 + (at % (hash.length - 2))
          if (hash[place] === sign) return
          const read = await fromHash(hash.slice(0, place) + sign + hash.slice(place + 1))
          expect(read === null || !read.ok).toBe(true)
          seen++
        },
      ),
    )
    expect(seen).toBeGreaterThan(60)
  })

  it('of any text is read or refused, never an exception', async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom('', '#', '#v1.', '#v1p.1-'),
        async (text, head) => {
          const read = await fromHash(head + text)
          expect(read === null || typeof read.ok === 'boolean').toBe(true)
          seen++
        },
      ),
    )
    expect(seen).toBe(100)
  })
})

describe('the file of a work', () => {
  it('gives any work back', () => {
    let seen = 0
    fc.assert(
      fc.property(works, (work) => {
        const read = fromFile(toFile(work))
        expect(read.ok && JSON.stringify(read.work)).toBe(JSON.stringify(work))
        seen++
      }),
    )
    expect(seen).toBe(100)
  })
})

describe('a work from outside', () => {
  it('with one field of another type is refused by that name', () => {
    let seen = 0
    const wrong = fc.constantFrom<readonly unknown[]>([7], [null], [true], [[[]]], [[7]], [Number.NaN], [() => 1])
    fc.assert(
      fc.property(works, fc.nat(), wrong, (work, at, [value]) => {
        const keys = Object.keys(work)
        const key = keys[at % keys.length]!
        const read = readWork({ ...work, [key]: value })
        expect(read.ok === false && read.message).toContain(`\`${key}\``)
        const without = Object.fromEntries(Object.entries(work).filter(([name]) => name !== key))
        expect(readWork(without)).toEqual({ ok: false, message: `it has no \`${key}\`` })
        seen++
      }),
    )
    expect(seen).toBe(100)
  })

  it('of any JSON is read or refused, never an exception, and leaves every prototype alone', () => {
    let seen = 0
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readWork(value).ok).toBe(false)
        seen++
      }),
    )
    expect(seen).toBe(100)
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
